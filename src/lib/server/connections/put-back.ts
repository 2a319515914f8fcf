import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { getMeeting, type Meeting } from "../meetings.ts";
import { getBooking } from "../store/bookings.ts";
import { getConnection } from "../store/connections.ts";
import { newJob } from "../store/jobs.ts";
import { noteWritten, readEntries, unseen, type Written } from "../store/written.ts";
import { meetingsAhead } from "./follow-entries.ts";
import { noteOn } from "./note.ts";

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
  await app.checkLedger(hostId);
  const meeting = await getMeeting(app.kv, booking.slot);
  if (booking.status !== "CONFIRMED" || !meeting) return refused("changed");
  const astray = (await readEntries(app.kv, meeting.id)).filter(({ value }) =>
    value.hostId === hostId && isAstray(value)
  );
  if (astray.length === 0) return refused("changed");
  for (const written of astray) {
    if (!await writeAgain(app, meeting, written)) return refused("changed");
  }
  app.wake();
  return accepted(null);
}

/** What the host says of entries that disappeared with most of a calendar: they are all written again, or left as they are. */
export async function settleLost(
  app: App,
  hostId: string,
  connectionId: string,
  isToBePutBack: boolean,
): Promise<Outcome<null>> {
  const connection = await getConnection(app.kv, hostId, connectionId);
  if (!connection) return refused("not-found");
  for (const id of isToBePutBack ? await meetingsAhead(app, hostId) : []) {
    const meeting = await getMeeting(app.kv, id);
    const lost = (await readEntries(app.kv, id)).find(({ key, value }) =>
      key[2] === connectionId && value.lostAt !== null
    );
    // One that has changed meanwhile is written for that reason.
    if (meeting && lost) await writeAgain(app, meeting, lost);
  }
  await noteOn(app, connection, { lost: null });
  app.wake();
  return accepted(null);
}

/** As if nothing of it were written yet: what is found there until then is nobody's doing. */
async function writeAgain(
  app: App,
  { id, agreed, slot }: Meeting,
  written: Deno.KvEntry<Written>,
): Promise<boolean> {
  const { hostId, start, sequence } = written.value;
  const [first] = agreed;
  if (!first) return false;
  const job = newJob({
    hostId,
    work: {
      kind: "write-calendar",
      bookingId: first.id,
      hostId,
      connectionId: String(written.key[2]),
      ...(slot ? { slot: id } : {}),
    },
    dueAt: app.now(),
  }, app.now());
  return await noteWritten(app.kv, written, { ...unseen, start, sequence, revision: 0 }, job);
}
