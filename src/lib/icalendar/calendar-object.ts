import { calendarAddress } from "./safe-value.ts";
import { component, type JcalComponent, type JcalProperty, property, serialize } from "./writer.ts";
import { placeProperties } from "./conference.ts";
import { timeProperty, vtimezone } from "./vtimezone.ts";
import type { CalendarEvent } from "./calendar-event.ts";
import {
  nothingPreserved,
  type PreservedProperties,
  readPreserved,
} from "./preserved-properties.ts";
import { prodId } from "$lib/product.ts";

/**
 * The calendar object of an event: without METHOD (RFC 4791 §4.1), and with SCHEDULE-AGENT=CLIENT on organizer and
 * attendee, so that the server sends no invitations (RFC 6638 §7.1). Alarms, categories, replies and further attendees that
 * others added to the `existing` object are preserved.
 */
export function calendarObject(event: CalendarEvent, existing: string | null = null): string {
  const preserved = existing === null ? nothingPreserved : readPreserved(existing, event);
  const hasTransp = preserved.properties.some(([name]) => name === "transp");
  const vevent = component("vevent", [
    property("uid", event.uid),
    property("dtstamp", event.dtstamp),
    timeProperty("dtstart", event.start, event.zone),
    timeProperty("dtend", event.end, event.zone),
    property("summary", event.title),
    event.description ? property("description", event.description) : null,
    ...placeProperties({ line: event.location, join: event.join }),
    property("status", "CONFIRMED"),
    hasTransp ? null : property("transp", "OPAQUE"),
    property("sequence", event.sequence),
    ...attendeesOf(event, preserved.replies),
    ...preserved.properties,
  ], [...preserved.components, ...(existing === null ? alarmOf(event) : [])]);
  return serialize(component("vcalendar", [
    property("version", "2.0"),
    property("prodid", prodId),
    property("calscale", "GREGORIAN"),
  ], [...vtimezone(event.zone, event), ...preserved.siblings, vevent]));
}

function attendeesOf(
  { organizer, attendees }: CalendarEvent,
  replies: PreservedProperties["replies"],
): JcalProperty[] {
  if (!organizer || attendees.length === 0) return [];
  const clientScheduling = { "schedule-agent": "CLIENT" };
  return [
    property("organizer", calendarAddress(organizer.email), {
      cn: organizer.name || undefined,
      ...clientScheduling,
    }),
    ...attendees.map(({ name, email, isOptional, hasDeclined }) =>
      property("attendee", calendarAddress(email), {
        cn: name || undefined,
        cutype: "INDIVIDUAL",
        role: isOptional ? "OPT-PARTICIPANT" : "REQ-PARTICIPANT",
        partstat: hasDeclined ? "DECLINED" : replies.get(email) ?? "ACCEPTED",
        ...clientScheduling,
      })
    ),
  ];
}

/** The alarm of a new event (RFC 5545 §3.6.6); later the owner's own alarms are preserved. */
function alarmOf({ alarmMinutes, title }: CalendarEvent): JcalComponent[] {
  if (alarmMinutes === null) return [];
  return [component("valarm", [
    property("action", "DISPLAY"),
    property("description", title),
    property("trigger", `-PT${alarmMinutes}M`),
  ])];
}
