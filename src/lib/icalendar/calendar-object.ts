import {
  calAddress,
  component,
  contentLine,
  serialize,
  textValue,
  utcDateTime,
} from "$lib/icalendar/writer.ts";
import { dateTimeLine, vtimezone } from "$lib/icalendar/vtimezone.ts";
import type { CalendarEvent } from "./calendar-event.ts";
import { nothingPreserved, readPreserved } from "./preserved-properties.ts";

/**
 * The event as it stands on a calendar server: without METHOD (RFC 4791 §4.1), with SCHEDULE-AGENT=CLIENT on both
 * sides so that the server invites nobody (RFC 6638 §7.1): our own letters do. What others added to the object
 * that stands `there` is kept: alarms, categories, further attendees.
 */
export function calendarObject(event: CalendarEvent, there: string | null = null): string {
  const foreign = there === null ? nothingPreserved : readPreserved(there, event);
  const silent = { "SCHEDULE-AGENT": "CLIENT" };
  const { organizer, attendee } = event;
  return serialize(component("VCALENDAR", [
    contentLine("VERSION", "2.0"),
    contentLine("PRODID", "-//Invito//Invito//EN"),
    contentLine("CALSCALE", "GREGORIAN"),
    vtimezone(event.zone, event),
    foreign.components,
    component("VEVENT", [
      contentLine("UID", event.uid),
      contentLine("DTSTAMP", utcDateTime(event.dtstamp)),
      dateTimeLine("DTSTART", event.start, event.zone),
      dateTimeLine("DTEND", event.end, event.zone),
      contentLine("SUMMARY", textValue(event.title)),
      event.description ? contentLine("DESCRIPTION", textValue(event.description)) : [],
      event.location ? contentLine("LOCATION", textValue(event.location)) : [],
      contentLine("STATUS", "CONFIRMED"),
      foreign.propertyNames.has("TRANSP") ? [] : contentLine("TRANSP", "OPAQUE"),
      contentLine("SEQUENCE", String(event.sequence)),
      organizer && attendee
        ? [
          contentLine("ORGANIZER", calAddress(organizer.email), {
            CN: organizer.name || undefined,
            ...silent,
          }),
          contentLine("ATTENDEE", calAddress(attendee.email), {
            CN: attendee.name || undefined,
            CUTYPE: "INDIVIDUAL",
            ROLE: "REQ-PARTICIPANT",
            PARTSTAT: "ACCEPTED",
            ...silent,
          }),
        ]
        : [],
      foreign.lines,
      there === null ? alarmOf(event) : [],
    ]),
  ]));
}

/** It rings as the event type says, until its owner says otherwise (RFC 5545 §3.6.6). */
function alarmOf({ alarmMinutes, title }: CalendarEvent): string[] {
  if (alarmMinutes === null) return [];
  return component("VALARM", [
    contentLine("ACTION", "DISPLAY"),
    contentLine("DESCRIPTION", textValue(title)),
    contentLine("TRIGGER", `-PT${alarmMinutes}M`),
  ]);
}
