import { calendarAddress } from "./safe-value.ts";
import { component, type JcalComponent, type JcalProperty, property, serialize } from "./writer.ts";
import { timeProperty, vtimezone } from "./vtimezone.ts";
import type { CalendarEvent } from "./calendar-event.ts";
import { nothingPreserved, readPreserved } from "./preserved-properties.ts";

/**
 * The event as it stands on a calendar server: without METHOD (RFC 4791 §4.1), with SCHEDULE-AGENT=CLIENT on both
 * sides so that the server invites nobody (RFC 6638 §7.1): our own emails do. What others added to the object
 * that stands `there` is kept: alarms, categories, further attendees.
 */
export function calendarObject(event: CalendarEvent, there: string | null = null): string {
  const preserved = there === null ? nothingPreserved : readPreserved(there, event);
  const hasTransp = preserved.properties.some(([name]) => name === "transp");
  const vevent = component("vevent", [
    property("uid", event.uid),
    property("dtstamp", event.dtstamp),
    timeProperty("dtstart", event.start, event.zone),
    timeProperty("dtend", event.end, event.zone),
    property("summary", event.title),
    event.description ? property("description", event.description) : null,
    event.location ? property("location", event.location) : null,
    property("status", "CONFIRMED"),
    hasTransp ? null : property("transp", "OPAQUE"),
    property("sequence", event.sequence),
    ...peopleOf(event),
    ...preserved.properties,
  ], [...preserved.components, ...(there === null ? alarmOf(event) : [])]);
  return serialize(component("vcalendar", [
    property("version", "2.0"),
    property("prodid", "-//Invito//Invito//EN"),
    property("calscale", "GREGORIAN"),
  ], [...vtimezone(event.zone, event), ...preserved.beside, vevent]));
}

function peopleOf({ organizer, attendee }: CalendarEvent): JcalProperty[] {
  if (!organizer || !attendee) return [];
  const silent = { "schedule-agent": "CLIENT" };
  return [
    property("organizer", calendarAddress(organizer.email), {
      cn: organizer.name || undefined,
      ...silent,
    }),
    property("attendee", calendarAddress(attendee.email), {
      cn: attendee.name || undefined,
      cutype: "INDIVIDUAL",
      role: "REQ-PARTICIPANT",
      partstat: "ACCEPTED",
      ...silent,
    }),
  ];
}

/** It rings as the event type says, until its owner says otherwise (RFC 5545 §3.6.6). */
function alarmOf({ alarmMinutes, title }: CalendarEvent): JcalComponent[] {
  if (alarmMinutes === null) return [];
  return [component("valarm", [
    property("action", "DISPLAY"),
    property("description", title),
    property("trigger", `-PT${alarmMinutes}M`),
  ])];
}
