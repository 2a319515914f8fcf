import { isSeat } from "$lib/scheduling/booking.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { getBooking } from "../store/bookings.ts";
import { newJob } from "../store/jobs.ts";
import { noteWritten, readEntries, unseen, type Written } from "../store/written.ts";

/** Whether an entry is not in the calendar as its booking says. */
export function isAstray({ standsAt, missingSince, lostAt }: Written): boolean {
  return standsAt !== null || missingSince !== null || lostAt !== null;
}

/** Writes a meeting's entries again where its host has moved or deleted them, or lost their calendar: the meeting stays as it is. */
export async function putBack(
  app: App,
  hostId: string,
  bookingId: string,
): Promise<Outcome<null>> {
  const booking = await getBooking(app.kv, bookingId);
  if (!booking?.hosts.includes(hostId)) return refused("not-found");
  if (booking.status !== "CONFIRMED") return refused("changed");
  const shared = isSeat(booking) ? { slot: booking.slot } : {};
  const astray = (await readEntries(app.kv, booking.slot)).filter(({ value }) =>
    value.hostId === hostId && isAstray(value)
  );
  if (astray.length === 0) return refused("changed");
  for (const written of astray) {
    const connectionId = String(written.key[2]);
    const job = newJob({
      hostId,
      work: { kind: "write-calendar", bookingId, hostId, connectionId, ...shared },
      dueAt: app.now(),
    }, app.now());
    const { start, sequence } = written.value;
    // As if nothing of it were written yet: what is found there until then is nobody's doing.
    const anew = { ...unseen, start, sequence, revision: 0 };
    if (!await noteWritten(app.kv, written, anew, job)) return refused("changed");
  }
  app.wake();
  return accepted(null);
}
