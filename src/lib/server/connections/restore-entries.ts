import { isConfirmed } from "$lib/scheduling/booking-state.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { getMeeting } from "../bookings/meeting.ts";
import { getBooking } from "../store/bookings.ts";
import { getConnection } from "../store/connections.ts";
import {
  type CalendarEntry,
  readCalendarEntries,
  readCalendarEntry,
} from "../store/calendar-entries.ts";
import { retryCommit } from "../kv/commit.ts";
import { rewriteEntry } from "./rewrite-entry.ts";
import { upcomingMeetingIds } from "./two-way-sync.ts";
import { updateConnectionInfo } from "./connection-info.ts";

/** Whether an entry differs from its booking: moved, missing or lost in a mass deletion. */
export function isOutOfPlace({ movedTo, missingSince, massDeletedAt }: CalendarEntry): boolean {
  return movedTo !== null || missingSince !== null || massDeletedAt !== null;
}

/** Writes a meeting's entries again that are out of place; the meeting stays as it is. */
export async function restoreEntries(
  app: App,
  hostId: string,
  bookingId: string,
): Promise<Outcome<null, "changed" | "not-found">> {
  const booking = await getBooking(app.kv, bookingId);
  if (!booking?.hosts.includes(hostId)) return refused("not-found");
  await app.checkLedger(hostId);
  const meeting = await getMeeting(app.kv, booking.slot);
  if (!isConfirmed(booking) || !meeting) return refused("changed");
  const outOfPlace = (await readCalendarEntries(app.kv, meeting.id)).filter(({ value }) =>
    value.hostId === hostId && isOutOfPlace(value)
  );
  if (outOfPlace.length === 0) return refused("changed");
  for (const entry of outOfPlace) {
    if (!await rewriteEntry(app, meeting, entry)) return refused("changed");
  }
  app.wakeJobs();
  return accepted(null);
}

/** Resolves a mass deletion by the host's choice: writes the entries again, or leaves them deleted. */
export async function resolveLostEntries(
  app: App,
  hostId: string,
  connectionId: string,
  restore: boolean,
): Promise<Outcome<null, "not-found">> {
  const connection = await getConnection(app.kv, hostId, connectionId);
  if (!connection) return refused("not-found");
  for (const id of restore ? await upcomingMeetingIds(app, hostId) : []) {
    await retryCommit(() => rewriteLost(app, id, connectionId));
  }
  await updateConnectionInfo(app, connection, { lostEntries: null });
  app.wakeJobs();
  return accepted(null);
}

/** Writes an entry again that is lost, or that no sync has seen and the last one missed; "lost" when a sync changed it meanwhile. */
async function rewriteLost(app: App, meetingId: string, connectionId: string) {
  const meeting = await getMeeting(app.kv, meetingId);
  const entry = await readCalendarEntry(app.kv, meetingId, connectionId);
  if (!meeting || entry.versionstamp === null) return "done";
  const { massDeletedAt, missingSince, seenAt } = entry.value;
  const isLost = massDeletedAt !== null || missingSince !== null && seenAt === null;
  if (!isLost || meeting.confirmed.length === 0) return "done";
  return await rewriteEntry(app, meeting, entry) ? "done" : "lost";
}
