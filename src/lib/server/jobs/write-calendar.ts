import { type Booking, uidOf } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Slot } from "$lib/scheduling/seats.ts";
import { wordsFor } from "$lib/words/index.ts";
import { count, say } from "$lib/words/say.ts";
import type { App } from "../app.ts";
import {
  type Calendar,
  type CalendarEvent,
  CalendarProblem,
  type Connection,
  type Version,
} from "../calendars/calendar.ts";
import { getMeeting, type Meeting } from "../meetings.ts";
import { moveSlot } from "../bookings/slot.ts";
import { placeOfEntry } from "../connections/place-of-entry.ts";
import { moveStored, storedEntry } from "../connections/own-busy.ts";
import { readWithin, SEEN_WITHIN_MS } from "../connections/read-account.ts";
import { removeEntry } from "../connections/remove-entry.ts";
import { getConnection } from "../store/connections.ts";
import { getHost } from "../store/hosts.ts";
import {
  deleteWritten,
  getAim,
  getWritten,
  setAim,
  setWritten,
  unseen,
  type Written,
} from "../store/written.ts";
import type { JobEnd, JobWork } from "./job.ts";
import type { Doing } from "./run.ts";

type Work = Extract<JobWork, { kind: "write-calendar" }>;

const LOOKS = 4;

/**
 * Makes the host's calendar agree with a meeting as it is now, and looks again when it changed meanwhile. Jobs of one
 * meeting wait for one another: a slow write must not land on top of a newer one.
 */
export const writeCalendar: Doing = (app, job) => {
  const { work } = job;
  if (work.kind !== "write-calendar") throw new Error(`not a write: ${work.kind}`);
  const meetingId = work.slot ?? work.bookingId;
  return app.inTurn([`write ${meetingId}`], () => write(app, meetingId, work));
};

async function write(
  app: App,
  meetingId: string,
  { hostId, connectionId }: Work,
): Promise<JobEnd> {
  // A slot that the store has lost is there again, and does not count as one that has ended.
  await app.checkLedger(hostId);
  const host = await getHost(app.kv, hostId);
  const connection = host && await connectionFor(app, host, connectionId);
  if (!host || !connection) return failed("disconnected");
  try {
    for (let look = 1; look <= LOOKS; look++) {
      const meeting = await getMeeting(app.kv, meetingId);
      if (!meeting) return { state: "superseded" };
      const isOwn = connection.id === connectionId;
      const end = await agree(app, meeting, host, connection, isOwn);
      const now = await getMeeting(app.kv, meetingId);
      if (now?.revision !== meeting.revision) continue;
      if (!isOwn && end.state === "done") await deleteWritten(app.kv, meetingId, connectionId);
      return end;
    }
  } catch (error) {
    return endOf(error);
  }
  throw new Error("the meeting changes faster than it can be written");
}

/** The connection that a job was made for; when it is gone, the one that the host writes to now: often it is the same account, connected anew. */
async function connectionFor(
  app: App,
  { id, writesTo }: Host,
  connectionId: string,
): Promise<Connection | null> {
  const own = await getConnection(app.kv, id, connectionId);
  return own ?? (writesTo && await getConnection(app.kv, id, writesTo.connectionId));
}

async function agree(
  app: App,
  meeting: Meeting,
  host: Host,
  connection: Connection,
  isOwn: boolean,
): Promise<JobEnd> {
  const written = await getWritten(app.kv, meeting.id, connection.id);
  const aim = written ? null : await getAim(app.kv, meeting.id, connection.id);
  if (meeting.agreed.length === 0) {
    const calendarId = written?.calendarId ?? aim ?? targetIn(host, connection);
    if (!calendarId) return { state: "done" };
    const calendar = await app.openCalendar(connection, host);
    // Somewhere else than it was written: what is not there may still stand where nobody can reach it any more.
    if (!isOwn && !await calendar.find(calendarId, meeting.uid)) return failed("disconnected");
    const place = written && await placeOfEntry(calendar, connection, calendarId, meeting.uid);
    await removeEntry(app, meeting, host, connection, calendar, place ?? calendarId);
    await deleteWritten(app.kv, meeting.id, connection.id);
    return { state: "done" };
  }
  if (written?.revision === meeting.revision) return { state: "done" };
  const calendarId = written?.calendarId ?? targetIn(host, connection);
  if (!calendarId) return await agreeElsewhere(app, meeting, host, connection, aim);
  const calendar = await app.openCalendar(connection, host);
  if (!written) {
    // Begun for another calendar, which the host has left since: it may have arrived there.
    if (aim !== null && aim !== calendarId) {
      await removeEntry(app, meeting, host, connection, calendar, aim);
    }
    await setAim(app.kv, meeting.id, connection.id, calendarId);
  }
  if (await hasDragged(app, meeting, calendar, calendarId, written)) return { state: "done" };
  const event = eventOfMeeting(meeting, host);
  const ref = { connectionId: connection.id, calendarId };
  const stood = written && await storedEntry(app, host.id, ref, meeting.id);
  const stands = await put(calendar, connection, calendarId, event, written);
  if (stood && stands.calendarId === calendarId) {
    await moveStored(app, host.id, stood, stands.href, meeting);
  }
  await setWritten(app.kv, meeting.id, connection.id, {
    hostId: host.id,
    ...stands,
    revision: meeting.revision,
    at: app.now(),
    ...unseen,
    start: meeting.start,
    sequence: meeting.sequence,
  });
  // From the next reading on, what the host does to the entry is followed: that should not be long.
  await readWithin(app, connection, SEEN_WITHIN_MS);
  return { state: "done" };
}

/** The host writes to another account by now: it goes there, and what may have arrived here is taken away. */
async function agreeElsewhere(
  app: App,
  meeting: Meeting,
  host: Host,
  left: Connection,
  aim: string | null,
): Promise<JobEnd> {
  const { writesTo } = host;
  const connection = writesTo && await getConnection(app.kv, host.id, writesTo.connectionId);
  const end = connection ? await agree(app, meeting, host, connection, true) : failed("nowhere");
  if (aim !== null) {
    await removeEntry(app, meeting, host, left, await app.openCalendar(left, host), aim);
    await deleteWritten(app.kv, meeting.id, left.id);
  }
  return end;
}

/** The calendar of this account that the host writes to; null once they write elsewhere. */
function targetIn({ writesTo }: Host, { id }: Connection): string | null {
  return writesTo?.connectionId === id ? writesTo.calendarId : null;
}

/**
 * Guests come and go while the host drags the event that they share: it is not put back to its old time, the slot follows
 * it first, if it can.
 */
async function hasDragged(
  app: App,
  { id, slot, start, hosts }: Meeting,
  calendar: Calendar,
  calendarId: string,
  written: Written | null,
): Promise<boolean> {
  if (!slot || written?.start !== start) return false;
  const found = await calendar.find(calendarId, uidOf(id), written.href);
  const isOlder = (found?.sequence ?? Infinity) < (written.sequence ?? 0);
  const isOurs = !found || found.copies || found.etag === written.etag || found.start === start ||
    isOlder;
  if (isOurs) return false;
  return (await moveSlot(app, id, { hostId: hosts[0]!, start: found.start })).ok;
}

/** Over what somebody changed, removed or put elsewhere meanwhile, the meeting as it is now is written anew. */
async function put(
  calendar: Calendar,
  connection: Connection,
  calendarId: string,
  event: CalendarEvent,
  written: Written | null,
): Promise<Version & { calendarId: string }> {
  if (!written) return { calendarId, ...await calendar.put(calendarId, event) };
  const seen = { href: written.href, etag: written.etag };
  try {
    return { calendarId, ...await calendar.put(calendarId, event, seen) };
  } catch (error) {
    if (!(error instanceof CalendarProblem) || error.kind !== "changed") throw error;
    const place = await placeOfEntry(calendar, connection, calendarId, event.uid) ?? calendarId;
    return { calendarId: place, ...await calendar.put(place, event) };
  }
}

/** What no retry mends ends visibly, with words; everything else is thrown and tried again. */
function endOf(error: unknown): JobEnd {
  if (!(error instanceof CalendarProblem)) throw error;
  const { kind, why } = error;
  // A page of something else stands there while a server is looked after.
  const isFinal = (kind === "refused" && why !== "not-caldav") || kind === "gone";
  if (!isFinal) throw error;
  return failed(why);
}

function failed(why: string): JobEnd {
  return { state: "failed", error: wordsFor("en").calendars.problems[why] ?? why };
}

function eventOfMeeting(meeting: Meeting, host: Host): CalendarEvent {
  return meeting.slot
    ? eventOfSlot(meeting, meeting.slot, host)
    : eventOf(meeting.agreed[0]!, host);
}

/** The event that a booking becomes in its host's calendar. */
export function eventOf(booking: Booking, host: Host): CalendarEvent {
  const words = wordsFor(host.language).calendars.event;
  const { guest, type } = booking;
  const description = [
    say(words.with, { name: guest.name, email: guest.email }),
    guest.note,
    ...guest.answers.map(({ question, answer }) => `${question}: ${answer}`),
  ].filter(Boolean).join("\n\n");
  return {
    ...timeOf(booking, host),
    title: say(words.title, { type: type.title, name: guest.name }),
    description,
    location: placeOf(type),
    organizer: booking.organizer ?? (host.email ? { name: host.name, email: host.email } : null),
    attendee: { name: guest.name, email: guest.email },
    alarm: type.alarm ?? null,
  };
}

/** The guests of a slot are listed in its event, and know nothing of one another. */
function eventOfSlot(meeting: Meeting, { type }: Slot, host: Host): CalendarEvent {
  const words = wordsFor(host.language).calendars.event;
  const { agreed } = meeting;
  return {
    ...timeOf(meeting, host),
    title: say(words.shared, { type: type.title, guests: count(words.guests, agreed.length) }),
    description: agreed.map(({ guest: { name, email } }) => say(words.with, { name, email }))
      .join("\n"),
    location: placeOf(type),
    organizer: null,
    attendee: null,
    alarm: agreed[0]?.type.alarm ?? null,
  };
}

type Timed = Pick<Booking, "id" | "uid" | "sequence" | "start" | "end" | "changedAt">;

function timeOf({ id, uid, sequence, start, end, changedAt }: Timed, { zone }: Host) {
  return { uid, sequence, bookingId: id, start, end, zone, stamp: changedAt };
}

function placeOf({ location }: Pick<Booking["type"], "location">): string {
  return location.kind === "none" ? "" : location.value;
}
