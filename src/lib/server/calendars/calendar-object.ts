import { address, component, line, text, utcTime, written } from "$lib/scheduling/icalendar.ts";
import { timeLine, vtimezone } from "$lib/scheduling/vtimezone.ts";
import type { CalendarEvent } from "./calendar.ts";
import { foreignParts, nothingForeign } from "./foreign-parts.ts";

/**
 * The event as it stands on a calendar server: without METHOD (RFC 4791 §4.1), with SCHEDULE-AGENT=CLIENT on both
 * sides so that the server invites nobody (RFC 6638 §7.1): our own letters do. What others added to the object
 * that stands `there` is kept: alarms, categories, further attendees.
 */
export function calendarObject(event: CalendarEvent, there: string | null = null): string {
  const foreign = there === null ? nothingForeign : foreignParts(there, event);
  const silent = { "SCHEDULE-AGENT": "CLIENT" };
  const { organizer, attendee } = event;
  return written(component("VCALENDAR", [
    line("VERSION", "2.0"),
    line("PRODID", "-//Invito//Invito//EN"),
    line("CALSCALE", "GREGORIAN"),
    vtimezone(event.zone, event),
    foreign.components,
    component("VEVENT", [
      line("UID", event.uid),
      line("DTSTAMP", utcTime(event.stamp)),
      timeLine("DTSTART", event.start, event.zone),
      timeLine("DTEND", event.end, event.zone),
      line("SUMMARY", text(event.title)),
      event.description ? line("DESCRIPTION", text(event.description)) : [],
      event.location ? line("LOCATION", text(event.location)) : [],
      line("STATUS", "CONFIRMED"),
      foreign.says.has("TRANSP") ? [] : line("TRANSP", "OPAQUE"),
      line("SEQUENCE", String(event.sequence)),
      organizer && attendee
        ? [
          line("ORGANIZER", address(organizer.email), {
            CN: organizer.name || undefined,
            ...silent,
          }),
          line("ATTENDEE", address(attendee.email), {
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
function alarmOf({ alarm, title }: CalendarEvent): string[] {
  if (alarm === null) return [];
  return component("VALARM", [
    line("ACTION", "DISPLAY"),
    line("DESCRIPTION", text(title)),
    line("TRIGGER", `-PT${alarm}M`),
  ]);
}
