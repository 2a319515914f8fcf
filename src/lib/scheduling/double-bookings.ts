import { type Hold, holdsConflict, withBuffers } from "./holds.ts";

/** Each two holds of one host that take the same time; not those of one booking, whose reschedule request may overlap its own time. */
export function findDoubleBookings(holds: Iterable<Hold>): [Hold, Hold][] {
  const ordered = [...holds].sort((a, b) => a.start - b.start);
  // Long bookings and buffers reach past their neighbour: everything that starts within reach is compared.
  const lengths = ordered.map((hold) => withBuffers(hold).end - withBuffers(hold).start);
  const reach = lengths.reduce((most, length) => Math.max(most, length), 0);
  const found: [Hold, Hold][] = [];
  for (const [i, a] of ordered.entries()) {
    for (let j = i + 1; j < ordered.length && ordered[j]!.start < a.start + 2 * reach; j++) {
      const b = ordered[j]!;
      if (holdsConflict(a, b) && !isSameBooking(a, b)) found.push([a, b]);
    }
  }
  return found;
}

function isSameBooking(a: Hold, b: Hold): boolean {
  return new Set([...a.bookingIds, ...b.bookingIds]).size === 1;
}

/** Two holds of one host that take the same time, of bookings that both live. */
export type DoubleBooking = readonly [Hold, Hold];
