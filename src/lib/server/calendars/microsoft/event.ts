import { bookingIdOf } from "$lib/scheduling/booking.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import type { Span } from "$lib/scheduling/span.ts";
import * as v from "valibot";
import { CalendarError, type ConferenceState } from "../calendar.ts";
import { conferenceMade } from "../conference.ts";
import type { CalendarEvent } from "$lib/icalendar/calendar-event.ts";
import { withoutDirectionMarks } from "$lib/scheduling/direction-marks.ts";
import { truncateText } from "../truncate-text.ts";
import { zoneClockOf } from "../../../icalendar/zone-clock.ts";

/** A dateTimeTimeZone of Graph; requested in UTC. */
const GraphDateTime = v.object({ dateTime: v.string(), timeZone: v.string() });

/** An event of Microsoft Graph v1.0; an instance may leave out fields of its series. */
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
  "sensitivity": v.optional(v.nullable(v.string())),
  "start": v.optional(GraphDateTime),
  "end": v.optional(GraphDateTime),
  "isAllDay": v.optional(v.nullable(v.boolean())),
  "isCancelled": v.optional(v.nullable(v.boolean())),
  "showAs": v.optional(v.nullable(v.string())),
  "responseStatus": v.optional(
    v.nullable(v.object({ response: v.optional(v.nullable(v.string())) })),
  ),
  "isOnlineMeeting": v.optional(v.nullable(v.boolean())),
  "onlineMeeting": v.optional(
    v.nullable(v.object({ joinUrl: v.optional(v.nullable(v.string())) })),
  ),
  "singleValueExtendedProperties": v.optional(
    v.array(v.object({ id: v.string(), value: v.string() })),
  ),
});
export type GraphEvent = v.InferOutput<typeof GraphEvent>;

/** Fields that are requested of each event. */
export const eventFields =
  "id,type,seriesMasterId,iCalUId,transactionId,createdDateTime,subject,sensitivity,start,end,isAllDay,isCancelled,showAs,responseStatus";

/** Fields that are requested of an event for its Teams link. */
export const conferenceFields = "id,isOnlineMeeting,onlineMeeting";

/** Ids of our extended properties, in a property set with a GUID of our own. */
const extendedPropertyId = (name: string) =>
  `String {6f2b1d0e-9c1c-4f0e-8a35-2d1f7c0b5e11} Name ${name}`;
export const uidProperty = extendedPropertyId("InvitoUid");
export const sequenceProperty = extendedPropertyId("InvitoSequence");

/** Whether an event is busy for the host. Tentative is; working elsewhere is not. */
export function isOpaque(event: GraphEvent): boolean {
  if (event.isCancelled || event.responseStatus?.response === "declined") return false;
  return event.showAs !== "free" && event.showAs !== "workingElsewhere";
}

/**
 * The span of an event. All-day events are dates in `zone`; those whose times are midnight in another zone cover every
 * day they touch in `zone`. When `isAllDay` is missing, both readings are covered. Throws "unreadable".
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
  const isAllDayUnknown = event.isAllDay === undefined || event.isAllDay === null;
  if (!isAllDayUnknown || !isAtMidnight) return { start, end };
  return { start: Math.min(start, days.start), end: Math.max(end, days.end) };
}

/** The title of an event; null for one that is private, personal or confidential. */
export function titleOf({ subject, sensitivity }: GraphEvent): string | null {
  return (sensitivity ?? "normal") === "normal" ? subject ?? "" : null;
}

/** The wall time, as if it were UTC. */
function wallOf(moment: v.InferOutput<typeof GraphDateTime> | undefined): number {
  // Graph gives seven decimal places of a second; Date.parse need not accept them.
  const dateTime = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?$/.exec(moment?.dateTime ?? "")?.[1];
  const wall = Date.parse(`${dateTime}Z`);
  if (Number.isNaN(wall)) throw missingTime();
  return wall;
}

function isUtc(moment: v.InferOutput<typeof GraphDateTime> | undefined): boolean {
  return /^(UTC|tzone:\/\/Microsoft\/Utc)$/i.test(moment?.timeZone ?? "");
}

function missingTime(): CalendarError {
  return new CalendarError("try-again", "unreadable", "an event without a time");
}

/** The booking that an event was written for, by its transaction id; null for other events. */
export function bookingIdOfEvent({ transactionId }: GraphEvent): string | null {
  return bookingIdOf(transactionId?.split("#")[0] ?? "");
}

/** The ETag of an event. */
export function etagOf(event: GraphEvent): string | null {
  return event["@odata.etag"] ?? null;
}

/** The SEQUENCE that we wrote last; null when the property is missing. */
export function sequenceOf({ singleValueExtendedProperties }: GraphEvent): number | null {
  // Graph may return the GUID in another letter case.
  const property = singleValueExtendedProperties?.find(({ id }) =>
    id.toLowerCase() === sequenceProperty.toLowerCase()
  );
  const sequence = Number(property?.value ?? NaN);
  return Number.isNaN(sequence) ? null : sequence;
}

/** Maximum characters of a field. */
const MAX_LENGTH = { line: 255, description: 8_000 };

/** The fields we write. The guest is no attendee, because Graph would send them an invitation. */
export function toGraphEvent(event: CalendarEvent): Record<string, unknown> {
  const moment = (instant: number) => ({
    dateTime: new Date(instant).toISOString().slice(0, 19),
    timeZone: "UTC",
  });
  const location = truncateText(event.location, MAX_LENGTH.line);
  // A truncated link would be broken: the whole location goes into the body.
  const isWhole = location === withoutDirectionMarks(event.location);
  const fullLocation = isWhole ? [] : [event.location];
  const text = [...fullLocation, event.description].join("\n\n");
  return {
    subject: truncateText(event.title.replace(/[\r\n]+/g, " "), MAX_LENGTH.line),
    body: { contentType: "text", content: truncateText(text, MAX_LENGTH.description) },
    location: { displayName: location },
    start: moment(event.start),
    end: moment(event.end),
    showAs: "busy",
    singleValueExtendedProperties: [
      { id: uidProperty, value: event.uid },
      { id: sequenceProperty, value: String(event.sequence) },
    ],
  };
}

/** The request for a Teams link; an event that has one keeps it. */
export function onlineMeetingOf({ conference }: CalendarEvent): Record<string, unknown> {
  if (conference?.kind !== "microsoft-teams" || conference.requestId === null) return {};
  return { isOnlineMeeting: true, onlineMeetingProvider: "teamsForBusiness" };
}

/** What changes an event: Outlook keeps a Teams meeting in the event's text, which is left as it is. */
export function toGraphChange(event: CalendarEvent): Record<string, unknown> {
  const { body, ...fields } = toGraphEvent(event);
  return event.conference?.kind === "microsoft-teams"
    ? { ...fields, ...onlineMeetingOf(event) }
    : { ...fields, body };
}

/** The Teams link of an event; `isOnlineMeeting` is false where the account may make none. */
export function conferenceStateOf(event: GraphEvent): ConferenceState {
  const made = conferenceMade(event.onlineMeeting?.joinUrl);
  if (made) return made;
  return { state: event.isOnlineMeeting ? "pending" : "failed" };
}

/** The reminder of a new event; the calendar's default without an alarm. */
export function reminderOf({ alarmMinutes }: CalendarEvent): Record<string, unknown> {
  return alarmMinutes === null
    ? {}
    : { isReminderOn: true, reminderMinutesBeforeStart: alarmMinutes };
}
