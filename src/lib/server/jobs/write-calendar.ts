import { type Booking, uidOf } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { SharedSlot } from "$lib/scheduling/shared-slot.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format, plural } from "$lib/i18n/format.ts";
import type { App } from "../app.ts";
import { type Calendar, CalendarError, type ObjectVersion } from "../calendars/calendar.ts";
import type { CalendarEvent } from "$lib/icalendar/calendar-event.ts";
import type { Connection } from "$lib/scheduling/connection.ts";
import { getMeeting, type Meeting } from "../bookings/meeting.ts";
import { rescheduleSharedSlot } from "../bookings/shared-slot-actions.ts";
import { locateEntry } from "../connections/locate-entry.ts";
import { moveStoredBusyTime, readStoredEntry } from "../connections/own-entry-busy-time.ts";
import { RESYNC_AFTER_WRITE_MS, scheduleSyncWithin } from "../connections/sync-connection.ts";
import { removeEntry } from "../connections/remove-entry.ts";
import { getConnection } from "../store/connections.ts";
import { getHost } from "../store/hosts.ts";
import {
  type CalendarEntry,
  deleteCalendarEntry,
  getCalendarEntry,
  getWriteIntent,
  notYetSeen,
  setCalendarEntry,
  setWriteIntent,
} from "../store/calendar-entries.ts";
import type { JobHandler, JobResult } from "./job-handler.ts";
import type { JobWork } from "../store/job.ts";

type WriteWork = Extract<JobWork, { kind: "write-calendar" }>;

const MAX_PASSES = 4;

/**
 * Makes the host's calendar agree with a meeting as it is now, and looks again when it changed meanwhile. Jobs of one
 * meeting wait for one another: a slow write must not land on top of a newer one.
 */
export const writeCalendar: JobHandler = (app, job) => {
  const { work } = job;
  if (work.kind !== "write-calendar") throw new Error(`not a write: ${work.kind}`);
  const meetingId = work.slot ?? work.bookingId;
  return app.withLock([`write ${meetingId}`], () => write(app, meetingId, work));
};

async function write(
  app: App,
  meetingId: string,
  { hostId, connectionId }: WriteWork,
): Promise<JobResult> {
  // A slot that the store has lost is there again, and does not count as one that has ended.
  await app.checkLedger(hostId);
  const host = await getHost(app.kv, hostId);
  const connection = host && await connectionToWrite(app, host, connectionId);
  if (!host || !connection) return failed("disconnected");
  try {
    for (let pass = 1; pass <= MAX_PASSES; pass++) {
      const meeting = await getMeeting(app.kv, meetingId);
      if (!meeting) return { state: "superseded" };
      const isOwn = connection.id === connectionId;
      const end = await reconcile(app, meeting, host, connection, isOwn);
      const now = await getMeeting(app.kv, meetingId);
      if (now?.revision !== meeting.revision) continue;
      if (!isOwn && end.state === "done") {
        await deleteCalendarEntry(app.kv, meetingId, connectionId);
      }
      return end;
    }
  } catch (error) {
    return resultOfError(error);
  }
  throw new Error("the meeting changes faster than it can be written");
}

/** The connection that a job was made for; when it is gone, the one that the host writes to now: often it is the same account, connected anew. */
async function connectionToWrite(
  app: App,
  { id, targetCalendar }: Host,
  connectionId: string,
): Promise<Connection | null> {
  const own = await getConnection(app.kv, id, connectionId);
  return own ?? (targetCalendar && await getConnection(app.kv, id, targetCalendar.connectionId));
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
    // Somewhere else than it was written: what is not there may still stand where nobody can reach it any more.
    if (!isOwn && !await calendar.find(calendarId, meeting.uid)) return failed("disconnected");
    const place = knownEntry && await locateEntry(calendar, connection, calendarId, meeting.uid);
    await removeEntry(app, meeting, host, connection, calendar, place ?? calendarId);
    await deleteCalendarEntry(app.kv, meeting.id, connection.id);
    return { state: "done" };
  }
  if (knownEntry?.revision === meeting.revision) return { state: "done" };
  const calendarId = knownEntry?.calendarId ?? targetCalendar(host, connection);
  if (!calendarId) return await reconcileElsewhere(app, meeting, host, connection, intent);
  const calendar = await app.openCalendar(connection, host);
  if (!knownEntry) {
    // Begun for another calendar, which the host has left since: it may have arrived there.
    if (intent !== null && intent !== calendarId) {
      await removeEntry(app, meeting, host, connection, calendar, intent);
    }
    await setWriteIntent(app.kv, meeting.id, connection.id, calendarId);
  }
  if (await followDrag(app, meeting, calendar, calendarId, knownEntry)) return { state: "done" };
  const event = eventOfMeeting(meeting, host);
  const ref = { connectionId: connection.id, calendarId };
  const stood = knownEntry && await readStoredEntry(app, host.id, ref, meeting.id);
  const stands = await putEntry(calendar, connection, calendarId, event, knownEntry);
  if (stood && stands.calendarId === calendarId) {
    await moveStoredBusyTime(app, host.id, stood, stands.href, meeting);
  }
  await setCalendarEntry(app.kv, meeting.id, connection.id, {
    hostId: host.id,
    ...stands,
    revision: meeting.revision,
    writtenAt: app.now(),
    ...notYetSeen,
    start: meeting.start,
    sequence: meeting.sequence,
  });
  // From the next reading on, what the host does to the entry is followed: that should not be long.
  await scheduleSyncWithin(app, connection, RESYNC_AFTER_WRITE_MS);
  return { state: "done" };
}

/** The host writes to another account by now: it goes there, and what may have arrived here is taken away. */
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
  const end = connection
    ? await reconcile(app, meeting, host, connection, true)
    : failed("nowhere");
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
  return end;
}

/** The calendar of this account that the host writes to; null once they write elsewhere. */
function targetCalendar({ targetCalendar }: Host, { id }: Connection): string | null {
  return targetCalendar?.connectionId === id ? targetCalendar.calendarId : null;
}

/**
 * Guests come and go while the host drags the event that they share: it is not put back to its old time, the slot follows
 * it first, if it can.
 */
async function followDrag(
  app: App,
  { id, slot, start, hosts }: Meeting,
  calendar: Calendar,
  calendarId: string,
  knownEntry: CalendarEntry | null,
): Promise<boolean> {
  if (!slot || knownEntry?.start !== start) return false;
  const found = await calendar.find(calendarId, uidOf(id), knownEntry.href);
  const isOlder = (found?.sequence ?? Infinity) < (knownEntry.sequence ?? 0);
  const isOurs = !found || found.copyCount || found.etag === knownEntry.etag ||
    found.start === start ||
    isOlder;
  if (isOurs) return false;
  return (await rescheduleSharedSlot(app, id, { hostId: hosts[0]!, start: found.start })).ok;
}

/** Over what somebody changed, removed or put elsewhere meanwhile, the meeting as it is now is written anew. */
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

/** What no retry mends ends visibly, with words; everything else is thrown and tried again. */
function resultOfError(error: unknown): JobResult {
  if (!(error instanceof CalendarError)) throw error;
  const { kind, why } = error;
  // A page of something else stands there while a server is looked after.
  const isFinal = (kind === "refused" && why !== "not-caldav") || kind === "gone";
  if (!isFinal) throw error;
  return failed(why);
}

function failed(why: string): JobResult {
  return { state: "failed", error: messages("en").calendars.problems[why] ?? why };
}

function eventOfMeeting(meeting: Meeting, host: Host): CalendarEvent {
  return meeting.slot
    ? eventOfSlot(meeting, meeting.slot, host)
    : eventOf(meeting.confirmed[0]!, host);
}

/** The event that a booking becomes in its host's calendar. */
export function eventOf(booking: Booking, host: Host): CalendarEvent {
  const words = messages(host.language).calendars.event;
  const { guest, type } = booking;
  const description = [
    format(words.with, { name: guest.name, email: guest.email }),
    guest.note,
    ...guest.answers.map(({ question, answer }) => `${question}: ${answer}`),
  ].filter(Boolean).join("\n\n");
  return {
    ...eventTimes(booking, host),
    title: format(words.title, { type: type.title, name: guest.name }),
    description,
    location: locationText(type),
    organizer: booking.organizer ?? (host.email ? { name: host.name, email: host.email } : null),
    attendee: { name: guest.name, email: guest.email },
    alarmMinutes: type.alarm ?? null,
  };
}

/** The guests of a slot are listed in its event, and know nothing of one another. */
function eventOfSlot(meeting: Meeting, { type }: SharedSlot, host: Host): CalendarEvent {
  const words = messages(host.language).calendars.event;
  const { confirmed } = meeting;
  return {
    ...eventTimes(meeting, host),
    title: format(words.shared, {
      type: type.title,
      guests: plural(words.guests, confirmed.length),
    }),
    description: confirmed.map(({ guest: { name, email } }) => format(words.with, { name, email }))
      .join("\n"),
    location: locationText(type),
    organizer: null,
    attendee: null,
    alarmMinutes: confirmed[0]?.type.alarm ?? null,
  };
}

type EventTimes = Pick<Booking, "id" | "uid" | "sequence" | "start" | "end" | "changedAt">;

function eventTimes({ id, uid, sequence, start, end, changedAt }: EventTimes, { zone }: Host) {
  return { uid, sequence, bookingId: id, start, end, zone, dtstamp: changedAt };
}

function locationText({ location }: Pick<Booking["type"], "location">): string {
  return location.kind === "none" ? "" : location.value;
}
