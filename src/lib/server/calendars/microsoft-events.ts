import { bookingIdOf } from "$lib/scheduling/booking.ts";
import type { Span } from "$lib/scheduling/span.ts";
import * as v from "valibot";
import { type CalendarEvent, CalendarProblem } from "./calendar.ts";
import { clockOf } from "./zones.ts";

/** A moment as Graph says it; asked for in UTC. */
const Moment = v.object({ dateTime: v.string(), timeZone: v.string() });

/** An event as Microsoft Graph lists it (reference of `event`, v1.0); an instance may leave out what its series says. */
export const GraphEvent = v.object({
  "id": v.string(),
  "@odata.etag": v.optional(v.string()),
  "@removed": v.optional(v.unknown()),
  "type": v.optional(v.nullable(v.string())),
  "seriesMasterId": v.optional(v.nullable(v.string())),
  "iCalUId": v.optional(v.nullable(v.string())),
  "transactionId": v.optional(v.nullable(v.string())),
  "subject": v.optional(v.nullable(v.string())),
  "start": v.optional(Moment),
  "end": v.optional(Moment),
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
  "id,type,seriesMasterId,iCalUId,transactionId,subject,start,end,isAllDay,isCancelled,showAs,responseStatus";

/** Names of our own on an event: a set that is ours by its GUID. */
const property = (name: string) => `String {6f2b1d0e-9c1c-4f0e-8a35-2d1f7c0b5e11} Name ${name}`;
export const uidProperty = property("InvitoUid");
export const sequenceProperty = property("InvitoSequence");

/** Whether an event takes the host's time. Tentative counts; working elsewhere does not. */
export function blocks(event: GraphEvent): boolean {
  if (event.isCancelled || event.responseStatus?.response === "declined") return false;
  return event.showAs !== "free" && event.showAs !== "workingElsewhere";
}

/** When an event is; whole days in `zone`, for Graph tells them as dates. Throws what cannot be read: it is not free. */
export function timeOf(event: GraphEvent, zone: string): Span {
  const start = instantOf(event.start, event, zone), end = instantOf(event.end, event, zone);
  return { start, end: Math.max(start, end) };
}

function instantOf(
  moment: v.InferOutput<typeof Moment> | undefined,
  { isAllDay }: GraphEvent,
  zone: string,
): number {
  // Seven digits of a second are more than a date may have here.
  const written = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?$/.exec(moment?.dateTime ?? "")?.[1];
  const wall = Date.parse(`${written}Z`);
  if (isAllDay && wall % 86_400_000 === 0) return clockOf(zone).instantOf(wall);
  if (!Number.isNaN(wall) && /^(UTC|tzone:\/\/Microsoft\/Utc)$/i.test(moment?.timeZone ?? "")) {
    return wall;
  }
  throw new CalendarProblem("try-again", "unreadable", "an event without a time");
}

/** The booking that an event was written for, by the mark it was made with; null for everybody else's. */
export function bookingOf({ transactionId }: GraphEvent): string | null {
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

/** What we write of an event. The guest is named in it and not invited by it: Graph mails every attendee. */
export function bodyOf(event: CalendarEvent): Record<string, unknown> {
  const moment = (instant: number) => ({
    dateTime: new Date(instant).toISOString().slice(0, 19),
    timeZone: "UTC",
  });
  return {
    subject: event.title.replace(/[\r\n]+/g, " ").slice(0, 255),
    body: { contentType: "text", content: event.description },
    location: { displayName: event.location },
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
export function reminderOf({ alarm }: CalendarEvent): Record<string, unknown> {
  return alarm === null ? {} : { isReminderOn: true, reminderMinutesBeforeStart: alarm };
}
