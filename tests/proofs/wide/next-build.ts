/**
 * Loaded before the program by a proof: a build of the next minor version, which adds a field to every booking that it
 * writes. What it has added, older builds must keep.
 */
import { bookingFields, type StoredBooking } from "$lib/server/store/stored-booking.ts";

const { set } = Deno.AtomicOperation.prototype;

Deno.AtomicOperation.prototype.set = function (key, value, options) {
  if (key[0] === "version") {
    const { major, minor } = value as { major: number; minor: number };
    return set.call(this, key, { major, minor: minor + 1 }, options);
  }
  if (key[0] !== "booking" || key.length !== 2) return set.call(this, key, value, options);
  const booking = value as StoredBooking, added = booking[bookingFields] ?? "kept";
  return set.call(this, key, [...booking.slice(0, bookingFields), added], options);
};
