import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { getMeeting, type Meeting } from "../bookings/meeting.ts";
import { getBooking } from "../store/bookings.ts";
import { getConnection } from "../store/connections.ts";
import { newJob } from "../store/jobs.ts";
import {
  type CalendarEntry,
  notYetSeen,
  readCalendarEntries,
  updateCalendarEntry,
} from "../store/calendar-entries.ts";
import { upcomingMeetingIds } from "./two-way-sync.ts";
import { updateConnectionInfo } from "./update-connection.ts";

/** Whether an entry is not in the calendar as its booking says. */
export function isOutOfPlace({ movedTo, missingSince, massDeletedAt }: CalendarEntry): boolean {
  return movedTo !== null || missingSince !== null || massDeletedAt !== null;
}

/** Writes a meeting's entries again where its host has moved or deleted them, or lost their calendar: the meeting stays as it is. */
export async function restoreEntries(
  app: App,
  hostId: string,
  bookingId: string,
): Promise<Outcome<null>> {
  const booking = await getBooking(app.kv, bookingId);
  if (!booking?.hosts.includes(hostId)) return refused("not-found");
  await app.checkLedger(hostId);
  const meeting = await getMeeting(app.kv, booking.slot);
  if (!isConfirmed(booking, app.now()) || !meeting) return refused("changed");
  const astray = (await readCalendarEntries(app.kv, meeting.id)).filter(({ value }) =>
    value.hostId === hostId && isOutOfPlace(value)
  );
  if (astray.length === 0) return refused("changed");
  for (const written of astray) {
    if (!await rewriteEntry(app, meeting, written)) return refused("changed");
  }
  app.wakeJobs();
  return accepted(null);
}

/** What the host says of entries that disappeared with most of a calendar: they are all written again, or left as they are. */
export async function resolveLostEntries(
  app: App,
  hostId: string,
  connectionId: string,
  isToBePutBack: boolean,
): Promise<Outcome<null>> {
  const connection = await getConnection(app.kv, hostId, connectionId);
  if (!connection) return refused("not-found");
  for (const id of isToBePutBack ? await upcomingMeetingIds(app, hostId) : []) {
    const meeting = await getMeeting(app.kv, id);
    const lost = (await readCalendarEntries(app.kv, id)).find(({ key, value }) =>
      key[2] === connectionId && value.massDeletedAt !== null
    );
    // One that has changed meanwhile is written for that reason.
    if (meeting && lost) await rewriteEntry(app, meeting, lost);
  }
  await updateConnectionInfo(app, connection, { lostEntries: null });
  app.wakeJobs();
  return accepted(null);
}

/** As if nothing of it were written yet: what is found there until then is nobody's doing. */
async function rewriteEntry(
  app: App,
  { id, confirmed, slot }: Meeting,
  written: Deno.KvEntry<CalendarEntry>,
): Promise<boolean> {
  const { hostId, start, sequence } = written.value;
  const [first] = confirmed;
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
  return await updateCalendarEntry(
    app.kv,
    written,
    { ...notYetSeen, start, sequence, revision: 0 },
    job,
  );
}
