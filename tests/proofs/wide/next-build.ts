/**
 * Loaded before the program by a proof: a build of the next minor version, which adds a field to every booking that it
 * writes. What it has added, older builds must keep.
 */
interface Stored {
  addedByNext?: string;
  revision?: number;
}

const { set } = Deno.AtomicOperation.prototype;

Deno.AtomicOperation.prototype.set = function (key, value, options) {
  if (key[0] === "version") {
    const { major, minor } = value as { major: number; minor: number };
    return set.call(this, key, { major, minor: minor + 1 }, options);
  }
  if (key[0] !== "booking" || key.length !== 2) return set.call(this, key, value, options);
  const booking = value as Stored;
  return set.call(this, key, { ...booking, addedByNext: booking.addedByNext ?? "kept" }, options);
};
