import { bookingIdOf } from "$lib/scheduling/booking.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import type { Span } from "$lib/scheduling/span.ts";
import * as v from "valibot";
import { CalendarError } from "../calendar.ts";
import type { CalendarEvent } from "$lib/icalendar/calendar-event.ts";
import { truncateText } from "../truncate-text.ts";
import { zoneClockOf } from "../../../icalendar/zone-clock.ts";

/** A moment as Graph says it; asked for in UTC. */
const GraphDateTime = v.object({ dateTime: v.string(), timeZone: v.string() });

/** An event as Microsoft Graph lists it (reference of `event`, v1.0); an instance may leave out what its series says. */
export const GraphEvent = v.object({
  "id": v.string(),
  "@odata.etag": v.optional(v.string()),
  "@removed": v.optional(v.unknown()),
  "type": v.optional(v.nullable(v.string())),
  "seriesMasterId": v.optional(v.nullable(v.string())),
  "iCalUId": v.optional(v.nullable(v.string())),
  "transactionId": v.optional(v.nullable(v.string())),
  "createdDateTime": v.optional(v.nullable(v.string())),
  "subject": v.optional(v.nullable(v.string())),
  "start": v.optional(GraphDateTime),
  "end": v.optional(GraphDateTime),
  "isAllDay": v.optional(v.nullable(v.boolean())),
  "isCancelled": v.optional(v.nullable(v.boolean())),
  "showAs": v.optional(v.nullable(v.string())),
  "responseStatus": v.optional(
    v.nullable(v.object({ response: v.optional(v.nullable(v.string())) })),
  ),
  "singleValueExtendedProperties": v.optional(
    v.array(v.object({ id: v.string(), value: v.string() })),
  ),
});
export type GraphEvent = v.InferOutput<typeof GraphEvent>;

/** What we ask of each event where it may be chosen. */
export const eventFields =
  "id,type,seriesMasterId,iCalUId,transactionId,createdDateTime,subject,start,end,isAllDay,isCancelled,showAs,responseStatus";

/** Names of our own on an event: a set that is ours by its GUID. */
const extendedPropertyId = (name: string) =>
  `String {6f2b1d0e-9c1c-4f0e-8a35-2d1f7c0b5e11} Name ${name}`;
export const uidProperty = extendedPropertyId("InvitoUid");
export const sequenceProperty = extendedPropertyId("InvitoSequence");

/** Whether an event takes the host's time. Tentative counts; working elsewhere does not. */
export function isOpaque(event: GraphEvent): boolean {
  if (event.isCancelled || event.responseStatus?.response === "declined") return false;
  return event.showAs !== "free" && event.showAs !== "workingElsewhere";
}

/**
 * When an event is. Whole days are told as dates and meant in `zone`; those that stand at somebody else's midnight take
 * every day that they touch there, and where nobody says whether it is whole days, both are taken. Throws what cannot be
 * read: it is not free.
 */
export function spanOf(event: GraphEvent, zone: string): Span {
  const start = wallOf(event.start), end = Math.max(start, wallOf(event.end));
  const clock = zoneClockOf(zone);
  const days = { start: clock.instantOf(start), end: clock.instantOf(end) };
  const isAtMidnight = start % DAY === 0 && end % DAY === 0;
  if (event.isAllDay && isAtMidnight) return days;
  if (!isUtc(event.start) || !isUtc(event.end)) throw missingTime();
  if (event.isAllDay) {
    const first = clock.wallOf(start), last = clock.wallOf(end);
    return {
      start: clock.instantOf(Math.floor(first / DAY) * DAY),
      end: clock.instantOf(Math.ceil(last / DAY) * DAY),
    };
  }
  const isUnsaid = event.isAllDay === undefined || event.isAllDay === null;
  if (!isUnsaid || !isAtMidnight) return { start, end };
  return { start: Math.min(start, days.start), end: Math.max(end, days.end) };
}

/** What stands on the clock, as if that were UTC. */
function wallOf(moment: v.InferOutput<typeof GraphDateTime> | undefined): number {
  // Seven digits of a second are more than a date may have here.
  const written = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?$/.exec(moment?.dateTime ?? "")?.[1];
  const wall = Date.parse(`${written}Z`);
  if (Number.isNaN(wall)) throw missingTime();
  return wall;
}

function isUtc(moment: v.InferOutput<typeof GraphDateTime> | undefined): boolean {
  return /^(UTC|tzone:\/\/Microsoft\/Utc)$/i.test(moment?.timeZone ?? "");
}

function missingTime(): CalendarError {
  return new CalendarError("try-again", "unreadable", "an event without a time");
}

/** The booking that an event was written for, by the mark it was made with; null for everybody else's. */
export function bookingIdOfEvent({ transactionId }: GraphEvent): string | null {
  return bookingIdOf(transactionId?.split("#")[0] ?? "");
}

/** One state of an event. */
export function etagOf(event: GraphEvent): string | null {
  return event["@odata.etag"] ?? null;
}

/** The sequence that we wrote last; null where it is not there any more. */
export function sequenceOf({ singleValueExtendedProperties }: GraphEvent): number | null {
  // Graph gives GUIDs back in letters of its own choice.
  const kept = singleValueExtendedProperties?.find(({ id }) =>
    id.toLowerCase() === sequenceProperty.toLowerCase()
  );
  const sequence = Number(kept?.value ?? NaN);
  return Number.isNaN(sequence) ? null : sequence;
}

/** Signs that Graph takes in one line, and that are enough for a description. */
const MAX_LENGTH = { line: 255, description: 8_000 };

/** What we write of an event. The guest is named in it and not invited by it: Graph mails every attendee. */
export function toGraphEvent(event: CalendarEvent): Record<string, unknown> {
  const moment = (instant: number) => ({
    dateTime: new Date(instant).toISOString().slice(0, 19),
    timeZone: "UTC",
  });
  const place = truncateText(event.location, MAX_LENGTH.line);
  // A link that is cut leads nowhere: it stands whole above the rest.
  const whole = place === event.location ? [] : [event.location];
  const text = [...whole, event.description].join("\n\n");
  return {
    subject: truncateText(event.title.replace(/[\r\n]+/g, " "), MAX_LENGTH.line),
    body: { contentType: "text", content: truncateText(text, MAX_LENGTH.description) },
    location: { displayName: place },
    start: moment(event.start),
    end: moment(event.end),
    showAs: "busy",
    singleValueExtendedProperties: [
      { id: uidProperty, value: event.uid },
      { id: sequenceProperty, value: String(event.sequence) },
    ],
  };
}

/** When a new event rings; the calendar's own habit where nothing is said. */
export function reminderOf({ alarmMinutes }: CalendarEvent): Record<string, unknown> {
  return alarmMinutes === null
    ? {}
    : { isReminderOn: true, reminderMinutesBeforeStart: alarmMinutes };
}
