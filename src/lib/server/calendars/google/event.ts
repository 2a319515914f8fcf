import { bookingIdOf, uidOf } from "$lib/scheduling/booking.ts";
import { isZone } from "$lib/scheduling/host.ts";
import type { Span } from "$lib/scheduling/span.ts";
import * as v from "valibot";
import { CalendarError, type ConferenceState } from "../calendar.ts";
import { conferenceMade } from "../conference.ts";
import type { CalendarEvent } from "$lib/icalendar/calendar-event.ts";
import { truncateText } from "../truncate-text.ts";
import { zoneClockOf } from "../../../icalendar/zone-clock.ts";

/** An event of the Google Calendar API v3 (`Events`), with the fields that are used. */
const text = v.optional(v.string());
const Time = v.object({ date: text, dateTime: text });
export const GoogleEvent = v.object({
  id: v.string(),
  etag: text,
  status: text,
  summary: text,
  visibility: text,
  iCalUID: text,
  recurringEventId: text,
  transparency: text,
  start: v.optional(Time),
  end: v.optional(Time),
  attendees: v.optional(v.array(v.object({
    self: v.optional(v.boolean()),
    responseStatus: text,
  }))),
  hangoutLink: text,
  conferenceData: v.optional(v.object({
    createRequest: v.optional(v.object({
      status: v.optional(v.object({ statusCode: text })),
    })),
    entryPoints: v.optional(v.array(v.object({ entryPointType: text, uri: text }))),
  })),
  extendedProperties: v.optional(v.object({
    private: v.optional(v.record(v.string(), v.string())),
  })),
});
export type GoogleEvent = v.InferOutput<typeof GoogleEvent>;

/** Fields that are requested of each event for its busy time and title. */
export const eventFields =
  "id,etag,status,summary,visibility,iCalUID,recurringEventId,transparency,start,end,attendees(self,responseStatus),extendedProperties/private";

/** Whether an event is busy for the host: not cancelled, transparent or declined by them. */
export function isOpaque(event: GoogleEvent): boolean {
  if (event.status === "cancelled" || event.transparency === "transparent") return false;
  return !event.attendees?.some(({ self, responseStatus }) =>
    self === true && responseStatus === "declined"
  );
}

/** The title of an event; null for a private one. */
export function titleOf({ summary = "", visibility }: GoogleEvent): string | null {
  return visibility === "private" || visibility === "confidential" ? null : summary;
}

/** The span of an event, an all-day one in each of the zones. Throws "unreadable" for a missing time. */
export function spanOf(event: GoogleEvent, zones: readonly string[]): Span {
  const start = Math.min(...zones.map((zone) => instantOf(event.start, zone)));
  const end = Math.max(...zones.map((zone) => instantOf(event.end, zone)));
  return { start, end: Math.max(start, end) };
}

/**
 * The zones of all-day events: the calendar's zone for the host's own, the host's zone for others (holidays, a
 * colleague's). Both when Google does not give the access role.
 */
export function zonesOf(
  { timeZone, accessRole }: { timeZone?: string | undefined; accessRole?: string | undefined },
  hostZone: string,
): string[] {
  const calendarZone = timeZone !== undefined && isZone(timeZone) ? timeZone : hostZone;
  if (accessRole === "owner") return [calendarZone];
  return accessRole === undefined ? [calendarZone, hostZone] : [hostZone];
}

function instantOf(time: v.InferOutput<typeof Time> | undefined, zone: string): number {
  const { date, dateTime } = time ?? {};
  if (dateTime !== undefined) {
    // Without an offset it would be parsed in the zone of this machine.
    const instant = /(Z|[+-]\d\d:?\d\d)$/i.test(dateTime) ? Date.parse(dateTime) : NaN;
    if (!Number.isNaN(instant)) return instant;
  } else {
    const wall = Date.parse(`${date}T00:00:00Z`);
    if (!Number.isNaN(wall)) return zoneClockOf(zone).instantOf(wall);
  }
  throw new CalendarError("try-again", "unreadable", "an event without a time");
}

const PREFIX = "invito";
const BASE32HEX = "0123456789abcdefghijklmnopqrstuv";
const BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** How many ids an event of ours may use. */
const MAX_EVENT_IDS = 6;

/** The ids of an event of ours in order; a further one is used when a deleted event keeps the previous one. */
export function eventIdsOf(uid: string): string[] {
  const first = firstEventIdOf(uid);
  return Array.from({ length: MAX_EVENT_IDS }, (_, n) => n === 0 ? first : `${first}${n}`);
}

/**
 * The first id of an event of ours: Google allows chosen ids of base32hex digits (RFC 4648 §7), so that a repeated create
 * is a conflict. Also defined for UIDs without a booking, such as that of a write check.
 */
export function firstEventIdOf(uid: string): string {
  const bookingId = bookingIdOf(uid);
  const digits = bookingId === null
    ? regroupBits([...new TextEncoder().encode(uid)], 8, 5)
    : regroupBits([...bookingId].map((character) => BASE64URL.indexOf(character)), 6, 5);
  return PREFIX + digits.map((digit) => BASE32HEX[digit]).join("");
}

/** The booking that an event with this id was written for; null for other events. */
export function bookingIdOfEvent(eventId: string): string | null {
  const first = /^(invito[0-9a-v]{27})[1-9]?$/.exec(eventId)?.[1];
  if (first === undefined) return null;
  const digits = [...first.slice(PREFIX.length)].map((digit) => BASE32HEX.indexOf(digit));
  const characters = regroupBits(digits, 5, 6).slice(0, 22).map((digit) => BASE64URL[digit]);
  const bookingId = characters.join("");
  return eventIdsOf(uidOf(bookingId)).includes(eventId) ? bookingId : null;
}

/** Regroups numbers of `from` bits into numbers of `to` bits; the last is padded with zeros. */
function regroupBits(numbers: readonly number[], from: number, to: number): number[] {
  const groups: number[] = [];
  let bits = 0, buffer = 0;
  for (const number of numbers) {
    buffer = (buffer << from) | number;
    bits += from;
    while (bits >= to) {
      bits -= to;
      groups.push(buffer >> bits);
      buffer &= (1 << bits) - 1;
    }
  }
  return bits > 0 ? [...groups, buffer << (to - bits)] : groups;
}

/** Maximum characters of a field. */
const MAX_LENGTH = { line: 1_024, description: 8_000 };

/** Google renders descriptions as HTML, so text is escaped. */
function asHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** The fields we write. The guest is no attendee, because our emails invite them. */
export function toGoogleEvent(event: CalendarEvent): Record<string, unknown> {
  const moment = (instant: number) => ({
    dateTime: new Date(instant).toISOString(),
    timeZone: event.zone,
  });
  return {
    status: "confirmed",
    summary: truncateText(event.title, MAX_LENGTH.line),
    description: truncateText(event.description, MAX_LENGTH.description, asHtml),
    location: truncateText(event.location, MAX_LENGTH.line),
    start: moment(event.start),
    end: moment(event.end),
    transparency: "opaque",
    extendedProperties: {
      private: { invitoUid: event.uid, invitoSequence: String(event.sequence) },
    },
  };
}

/** The request for a Meet link; needs `conferenceDataVersion=1`. */
export function conferenceRequestOf({ conference }: CalendarEvent): Record<string, unknown> {
  if (conference?.kind !== "google-meet" || conference.requestId === null) return {};
  const { requestId } = conference;
  const conferenceSolutionKey = { type: "hangoutsMeet" };
  return { conferenceData: { createRequest: { requestId, conferenceSolutionKey } } };
}

/** The Meet link of an event; an event without conference data was written without one. */
export function conferenceStateOf({ conferenceData, hangoutLink }: GoogleEvent): ConferenceState {
  const video = conferenceData?.entryPoints?.find((each) => each.entryPointType === "video");
  const made = conferenceMade(video?.uri ?? hangoutLink);
  if (made) return made;
  const isPending = conferenceData?.createRequest?.status?.statusCode === "pending";
  return { state: isPending ? "pending" : "failed" };
}

/** Reminders of a new event; the calendar's default without an alarm. */
export function remindersOf({ alarmMinutes }: CalendarEvent): Record<string, unknown> {
  if (alarmMinutes === null) return {};
  return {
    reminders: { useDefault: false, overrides: [{ method: "popup", minutes: alarmMinutes }] },
  };
}
