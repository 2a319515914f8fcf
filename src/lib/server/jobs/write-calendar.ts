import { uidOf } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "../app.ts";
import { type Calendar, CalendarError, type ObjectVersion } from "../calendars/calendar.ts";
import type { CalendarEvent } from "$lib/icalendar/calendar-event.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import { type BookingPeople, readPeople } from "../changes/booking-people.ts";
import { getMeeting, type Meeting } from "../bookings/meeting.ts";
import { rescheduleSharedSlot } from "../bookings/shared-slot-actions.ts";
import { locateEntry } from "../connections/find-entry.ts";
import { moveStoredBusyTime, readStoredEntry } from "../connections/own-entry-busy-time.ts";
import { RESYNC_AFTER_WRITE_MS, scheduleSyncWithin } from "../connections/sync-connection.ts";
import { rewriteEntry } from "../connections/rewrite-entry.ts";
import { removeEntry } from "../connections/remove-entry.ts";
import { getConnection } from "../store/connections.ts";
import { getHost } from "../store/hosts.ts";
import {
  type CalendarEntry,
  deleteCalendarEntry,
  getCalendarEntry,
  getWriteIntent,
  notYetSeen,
  readCalendarEntries,
  setCalendarEntry,
  setWriteIntent,
} from "../store/calendar-entries.ts";
import { awaitsLink, followConference, giveUpConference } from "./await-conference.ts";
import { eventOfMeeting } from "./meeting-event.ts";
import { calendarError, jobErrorOf } from "./job-error.ts";
import type { JobHandler, JobResult } from "./job-handler.ts";
import type { JobWork } from "../store/job.ts";

type WriteWork = Extract<JobWork, { kind: "write-calendar" }>;

const MAX_ATTEMPTS = 4;

/**
 * Writes a meeting to the host's calendar as it is now and repeats when it changed meanwhile. Jobs of one meeting run
 * one at a time, so that a slow write cannot overwrite a newer one.
 */
export const writeCalendar: JobHandler = (app, job) => {
  const { work } = job;
  if (work.kind !== "write-calendar") throw new Error(`not a write: ${work.kind}`);
  const meetingId = work.slot ?? work.bookingId;
  return app.withLock([`write ${meetingId}`], () => writeOrGiveUp(app, meetingId, work));
};

/** A meeting whose calendar cannot be written to gets no link from it either. */
async function writeOrGiveUp(app: App, meetingId: string, work: WriteWork): Promise<JobResult> {
  try {
    const result = await write(app, meetingId, work);
    if (result.state === "failed") await giveUpConference(app, meetingId, work.hostId, true);
    return result;
  } catch (error) {
    await giveUpConference(app, meetingId, work.hostId, false);
    throw error;
  }
}

async function write(
  app: App,
  meetingId: string,
  { hostId, connectionId }: WriteWork,
): Promise<JobResult> {
  // Restores a missing shared slot, which would otherwise count as ended.
  await app.checkLedger(hostId);
  const host = await getHost(app.kv, hostId);
  const connection = host && await connectionToWrite(app, host, connectionId);
  if (!host || !connection) return failed("disconnected");
  try {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const meeting = await getMeeting(app.kv, meetingId);
      if (!meeting) return { state: "superseded" };
      const isOwn = connection.id === connectionId;
      const result = await reconcile(app, meeting, host, connection, isOwn);
      const now = await getMeeting(app.kv, meetingId);
      if (now?.revision !== meeting.revision) continue;
      if (!isOwn && result.state === "done") {
        await deleteCalendarEntry(app.kv, meetingId, connectionId);
      }
      return result;
    }
  } catch (error) {
    return resultOfError(error);
  }
  throw new Error("the meeting changes faster than it can be written");
}

/** The connection of the job; when it is gone, the one that the host writes to now, often the same account reconnected. */
async function connectionToWrite(
  app: App,
  { id, targetCalendar }: Host,
  connectionId: string,
): Promise<Connection | null> {
  const connection = await getConnection(app.kv, id, connectionId);
  return connection ??
    (targetCalendar && await getConnection(app.kv, id, targetCalendar.connectionId));
}

async function reconcile(
  app: App,
  meeting: Meeting,
  host: Host,
  connection: Connection,
  isOwn: boolean,
): Promise<JobResult> {
  const knownEntry = await getCalendarEntry(app.kv, meeting.id, connection.id);
  const intent = knownEntry ? null : await getWriteIntent(app.kv, meeting.id, connection.id);
  if (meeting.confirmed.length === 0 || !meeting.hosts.includes(host.id)) {
    const calendarId = knownEntry?.calendarId ?? intent ?? targetCalendar(host, connection);
    if (!calendarId) return { state: "done" };
    const calendar = await app.openCalendar(connection, host);
    // The entry was written through another connection: when it is not found here, it may still exist there.
    if (!isOwn && !await calendar.find(calendarId, meeting.uid)) return failed("disconnected");
    const place = knownEntry && await locateEntry(calendar, connection, calendarId, meeting.uid);
    await removeEntry(app, meeting, host, connection, calendar, place ?? calendarId);
    await deleteCalendarEntry(app.kv, meeting.id, connection.id);
    await rewriteOthers(app, meeting);
    return { state: "done" };
  }
  if (knownEntry?.revision === meeting.revision) {
    if (!awaitsLink(meeting, host.id)) return { state: "done" };
    const calendar = await app.openCalendar(connection, host);
    return await followConference(app, meeting, calendar, knownEntry);
  }
  const calendarId = knownEntry?.calendarId ?? targetCalendar(host, connection);
  if (!calendarId) return await reconcileElsewhere(app, meeting, host, connection, intent);
  const calendar = await app.openCalendar(connection, host);
  if (!knownEntry) {
    // The first write went to another calendar before the host changed the target; it may have succeeded.
    if (intent !== null && intent !== calendarId) {
      await removeEntry(app, meeting, host, connection, calendar, intent);
    }
    await setWriteIntent(app.kv, meeting.id, connection.id, calendarId);
  }
  if (await followDrag(app, meeting, calendar, calendarId, knownEntry)) return { state: "done" };
  const event = eventOfMeeting(meeting, host, await peopleOf(app, meeting));
  const ref = { connectionId: connection.id, calendarId };
  const storedEntry = knownEntry && await readStoredEntry(app, host.id, ref, meeting.id);
  const written = await putEntry(calendar, connection, calendarId, event, knownEntry);
  if (storedEntry && written.calendarId === calendarId) {
    const before = { ...storedEntry, etag: knownEntry.etag };
    await moveStoredBusyTime(app, host.id, before, written.href, meeting);
  }
  const writtenAt = app.now();
  await setCalendarEntry(app.kv, meeting.id, connection.id, {
    hostId: host.id,
    ...written,
    revision: meeting.revision,
    writtenAt,
    ...notYetSeen,
    start: meeting.start,
    sequence: meeting.sequence,
  });
  // The host's changes to the entry are detected from the next sync on.
  await scheduleSyncWithin(app, connection, RESYNC_AFTER_WRITE_MS);
  if (!awaitsLink(meeting, host.id)) return { state: "done" };
  return await followConference(app, meeting, calendar, { ...written, writtenAt });
}

/** After a member left: who stays may write to the same calendar, from which their event is gone, too. */
async function rewriteOthers(app: App, meeting: Meeting): Promise<void> {
  if (meeting.confirmed.length === 0) return;
  for (const entry of await readCalendarEntries(app.kv, meeting.id)) {
    const isWritten = entry.value.revision === meeting.revision;
    if (isWritten && meeting.hosts.includes(entry.value.hostId)) {
      await rewriteEntry(app, meeting, entry);
    }
  }
}

/** Who is met, for the entry of a meeting that has a confirmed booking. */
function peopleOf(app: App, { hosts, confirmed }: Meeting): Promise<BookingPeople> {
  return readPeople(app, { hosts, team: confirmed[0]?.team ?? null });
}

/** Writes to the host's new target account and removes what may have been written to this one. */
async function reconcileElsewhere(
  app: App,
  meeting: Meeting,
  host: Host,
  formerConnection: Connection,
  intent: string | null,
): Promise<JobResult> {
  const { targetCalendar } = host;
  const connection = targetCalendar &&
    await getConnection(app.kv, host.id, targetCalendar.connectionId);
  const result = connection
    ? await reconcile(app, meeting, host, connection, true)
    : failed("no-write-calendar");
  if (intent !== null) {
    await removeEntry(
      app,
      meeting,
      host,
      formerConnection,
      await app.openCalendar(formerConnection, host),
      intent,
    );
    await deleteCalendarEntry(app.kv, meeting.id, formerConnection.id);
  }
  return result;
}

/** The host's target calendar in this account; null when the target is another account. */
function targetCalendar({ targetCalendar }: Host, { id }: Connection): string | null {
  return targetCalendar?.connectionId === id ? targetCalendar.calendarId : null;
}

/**
 * When the host has dragged a shared slot's event, reschedules the slot to it, if possible, instead of writing the old
 * time back. True when the slot was rescheduled.
 */
async function followDrag(
  app: App,
  { id, slot, start, hosts }: Meeting,
  calendar: Calendar,
  calendarId: string,
  knownEntry: CalendarEntry | null,
): Promise<boolean> {
  // One of several hosts does not move the slot for the others.
  if (!slot || hosts.length > 1 || knownEntry?.start !== start) return false;
  const found = await calendar.find(calendarId, uidOf(id), knownEntry.href);
  const isOlder = (found?.sequence ?? Infinity) < (knownEntry.sequence ?? 0);
  const isOurs = !found || found.copyCount || found.etag === knownEntry.etag ||
    found.start === start ||
    isOlder;
  if (isOurs) return false;
  return (await rescheduleSharedSlot(app, id, { hostId: hosts[0]!, start: found.start })).ok;
}

/** Writes the entry; when it was changed, deleted or moved meanwhile, finds it and overwrites it. */
async function putEntry(
  calendar: Calendar,
  connection: Connection,
  calendarId: string,
  event: CalendarEvent,
  knownEntry: CalendarEntry | null,
): Promise<ObjectVersion & { calendarId: string }> {
  if (!knownEntry) return { calendarId, ...await calendar.put(calendarId, event) };
  const expected = { href: knownEntry.href, etag: knownEntry.etag };
  try {
    return { calendarId, ...await calendar.put(calendarId, event, expected) };
  } catch (error) {
    if (!(error instanceof CalendarError) || error.kind !== "changed") throw error;
    const place = await locateEntry(calendar, connection, calendarId, event.uid) ?? calendarId;
    return { calendarId: place, ...await calendar.put(place, event) };
  }
}

/** A final error fails the job with a message; other errors are thrown for a retry. */
function resultOfError(error: unknown): JobResult {
  if (!(error instanceof CalendarError)) throw error;
  const { kind, reason } = error;
  // A server under maintenance may answer with another page.
  const isFinal = (kind === "refused" && reason !== "not-caldav") || kind === "gone";
  if (!isFinal) throw error;
  return { state: "failed", error: jobErrorOf(error) };
}

function failed(reason: string): JobResult {
  return { state: "failed", error: calendarError(reason) };
}
