import { bookingIdOf, uidOf } from "$lib/scheduling/booking.ts";
import { isZone } from "$lib/scheduling/host.ts";
import type { Span } from "$lib/scheduling/span.ts";
import * as v from "valibot";
import { CalendarError } from "../calendar.ts";
import type { CalendarEvent } from "$lib/icalendar/calendar-event.ts";
import { truncateText } from "../truncate-text.ts";
import { zoneClockOf } from "../../../icalendar/zone-clock.ts";

/** An event as Google Calendar lists it (reference of `Events`, API v3); what is not asked here is not read. */
const text = v.optional(v.string());
const Time = v.object({ date: text, dateTime: text });
export const GoogleEvent = v.object({
  id: v.string(),
  etag: text,
  status: text,
  summary: text,
  iCalUID: text,
  recurringEventId: text,
  transparency: text,
  start: v.optional(Time),
  end: v.optional(Time),
  attendees: v.optional(v.array(v.object({
    self: v.optional(v.boolean()),
    responseStatus: text,
  }))),
  extendedProperties: v.optional(v.object({
    private: v.optional(v.record(v.string(), v.string())),
  })),
});
export type GoogleEvent = v.InferOutput<typeof GoogleEvent>;

/** What we ask of each event: nothing that busy time does not need. */
export const eventFields =
  "id,etag,status,iCalUID,recurringEventId,transparency,start,end,attendees(self,responseStatus),extendedProperties/private";

/** Whether an event takes the host's time: it stands, is not marked as free, and they have not declined it. */
export function isOpaque(event: GoogleEvent): boolean {
  if (event.status === "cancelled" || event.transparency === "transparent") return false;
  return !event.attendees?.some(({ self, responseStatus }) =>
    self === true && responseStatus === "declined"
  );
}

/** When an event is; all-day in each of the zones that may be meant. Throws what cannot be read: it is not free. */
export function spanOf(event: GoogleEvent, zones: readonly string[]): Span {
  const start = Math.min(...zones.map((zone) => instantOf(event.start, zone)));
  const end = Math.max(...zones.map((zone) => instantOf(event.end, zone)));
  return { start, end: Math.max(start, end) };
}

/**
 * Where the days of a calendar are meant: a person's own are in the calendar's zone, everybody else's (holidays, a
 * colleague's) wherever the person is. Where Google does not say whose it is, either may be.
 */
export function zonesOf(
  { timeZone, accessRole }: { timeZone?: string | undefined; accessRole?: string | undefined },
  person: string,
): string[] {
  const its = timeZone !== undefined && isZone(timeZone) ? timeZone : person;
  if (accessRole === "owner") return [its];
  return accessRole === undefined ? [its, person] : [person];
}

function instantOf(time: v.InferOutput<typeof Time> | undefined, zone: string): number {
  const { date, dateTime } = time ?? {};
  if (dateTime !== undefined) {
    const instant = Date.parse(dateTime);
    // Without an offset it would be read in the zone of this machine.
    if (/(Z|[+-]\d\d:?\d\d)$/i.test(dateTime) && !Number.isNaN(instant)) return instant;
  } else {
    const wall = Date.parse(`${date}T00:00:00Z`);
    if (!Number.isNaN(wall)) return zoneClockOf(zone).instantOf(wall);
  }
  throw new CalendarError("try-again", "unreadable", "an event without a time");
}

const PREFIX = "invito";
const BASE32HEX = "0123456789abcdefghijklmnopqrstuv";
const BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Ids that an event of ours may have, one after the other. */
const MAX_EVENT_IDS = 6;

/** The id that an event of ours has first, and those that it has when that is used up by one that was deleted. */
export function eventIdsOf(uid: string): string[] {
  const first = firstEventIdOf(uid);
  return Array.from({ length: MAX_EVENT_IDS }, (_, n) => n === 0 ? first : `${first}${n}`);
}

/**
 * The id that an event of ours has at Google: theirs may be chosen, of base32hex digits (RFC 4648 §7), so that
 * writing twice is noticed by the server. Other UIDs have ids, too, for whoever looks for them.
 */
export function firstEventIdOf(uid: string): string {
  const bookingId = bookingIdOf(uid);
  const digits = bookingId === null
    ? regroupBits([...new TextEncoder().encode(uid)], 8, 5)
    : regroupBits([...bookingId].map((sign) => BASE64URL.indexOf(sign)), 6, 5);
  return PREFIX + digits.map((digit) => BASE32HEX[digit]).join("");
}

/** The booking that an event with this id was written for; null for everybody else's. */
export function bookingIdOfEvent(eventId: string): string | null {
  const first = /^(invito[0-9a-v]{27})[1-9]?$/.exec(eventId)?.[1];
  if (first === undefined) return null;
  const digits = [...first.slice(PREFIX.length)].map((digit) => BASE32HEX.indexOf(digit));
  const signs = regroupBits(digits, 5, 6).slice(0, 22).map((sign) => BASE64URL[sign]);
  const bookingId = signs.join("");
  return eventIdsOf(uidOf(bookingId)).includes(eventId) ? bookingId : null;
}

/** Numbers of so many bits as numbers of so many others; the last one is filled up with zeros. */
function regroupBits(numbers: readonly number[], from: number, to: number): number[] {
  const groups: number[] = [];
  let bits = 0, kept = 0;
  for (const number of numbers) {
    kept = (kept << from) | number;
    bits += from;
    while (bits >= to) {
      bits -= to;
      groups.push(kept >> bits);
      kept &= (1 << bits) - 1;
    }
  }
  return bits > 0 ? [...groups, kept << (to - bits)] : groups;
}

/** Signs that Google takes; it shows more of a description than it keeps of a place. */
const MAX_LENGTH = { line: 1_024, description: 8_000 };

/** Google shows a description as HTML: what a guest typed stays text. */
function asHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** What we write of an event. The guest is named in it and not invited by it: our emails invite, once. */
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

/** When a new event rings; the calendar's own habit where nothing is said. */
export function remindersOf({ alarmMinutes }: CalendarEvent): Record<string, unknown> {
  if (alarmMinutes === null) return {};
  return {
    reminders: { useDefault: false, overrides: [{ method: "popup", minutes: alarmMinutes }] },
  };
}
