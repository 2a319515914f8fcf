import { hasLine, openEntry } from "./edit.ts";
import { calendarAddress } from "./safe-value.ts";
import { contentLine, type JcalComponent, type JcalProperty } from "./writer.ts";
import { timeProperty } from "./vtimezone.ts";
import type ICAL from "ical.js";
import type { CalendarEvent } from "./calendar-event.ts";

/** Properties and components that others added to an object of ours. */
export interface PreservedProperties {
  /** Properties of the event that are not ours. */
  properties: JcalProperty[];
  /** Components of the event, such as alarms. */
  components: JcalComponent[];
  /** Components beside the event: zones, and overrides of a series that others made of it. */
  siblings: JcalComponent[];
  /** What attendees of ours replied to the same time (PARTSTAT), by address. */
  replies: ReadonlyMap<string, string>;
}

export const nothingPreserved: PreservedProperties = {
  properties: [],
  components: [],
  siblings: [],
  replies: new Map(),
};

/** Properties that we rewrite each time; all others are preserved. */
const ownProperties = [
  "uid",
  "dtstamp",
  "dtstart",
  "dtend",
  "duration",
  "summary",
  "description",
  "location",
  "conference",
  "status",
  "sequence",
  "organizer",
  "last-modified",
];

/** Reads what others added to the object of an event of ours. */
export function readPreserved(text: string, event: CalendarEvent): PreservedProperties {
  const calendar = openEntry(text);
  const zones = calendar.getAllSubcomponents("vtimezone")
    .filter((zone) => !hasLine(zone, `TZID:${event.zone}`));
  const events = calendar.getAllSubcomponents("vevent")
    .filter((each) => hasLine(each, `UID:${event.uid}`));
  const instances = events.filter((each) => each.hasProperty("recurrence-id"));
  const own = events.filter((each) => !instances.includes(each));
  const replies = new Map(own.flatMap((each) => repliesOf(each, event)));
  for (const each of own) removeOurs(each, event);
  return {
    replies,
    properties: own.flatMap(({ jCal }) => jCal[1]),
    components: own.flatMap(({ jCal }) => jCal[2]),
    siblings: [...zones, ...instances].map(({ jCal }) => jCal as JcalComponent),
  };
}

/** The replies of attendees of ours, while the entry is at the time that they replied to. */
function repliesOf(
  own: ICAL.Component,
  { attendees, start, zone }: CalendarEvent,
): [address: string, state: string][] {
  if (!hasLine(own, contentLine(timeProperty("dtstart", start, zone)))) return [];
  const lines = attendeeLines(own);
  return attendees.flatMap(({ email }): [string, string][] => {
    const line = lines.find((each) => isAttendee(each, email));
    const state = /;PARTSTAT="?([A-Z-]+)/i.exec(line ?? "")?.[1];
    return state ? [[email, state.toUpperCase()]] : [];
  });
}

/** Removes what is written anew; an attendee with SCHEDULE-AGENT=CLIENT is a member of before. */
function removeOurs(own: ICAL.Component, { attendees, join }: CalendarEvent): void {
  // Of links of its own kind a person may have added one where we wrote none.
  if (join || own.hasProperty("conference")) own.removeAllProperties("url");
  for (const name of ownProperties) own.removeAllProperties(name);
  if (attendees.length === 0) return;
  for (const each of [...own.getAllProperties("attendee")]) {
    const line = String(each.getFirstValue());
    const isOurs = /^[^:]*;SCHEDULE-AGENT=CLIENT[;:]/i.test(line) ||
      attendees.some(({ email }) => isAttendee(line, email));
    if (isOurs) own.removeProperty(each);
  }
}

function attendeeLines(own: ICAL.Component): string[] {
  return own.getAllProperties("attendee").map((each) => String(each.getFirstValue()));
}

/** Whether an ATTENDEE line is that of this address: as its value, with `mailto:` or without, or as EMAIL where servers write their own path there. */
function isAttendee(line: string, email: string): boolean {
  const folded = line.trim().toLowerCase();
  const address = email.toLowerCase();
  const forms = [address, calendarAddress(address).slice("mailto:".length)];
  const parameter = /;email="?(?:mailto:)?([^";:]*)/.exec(folded)?.[1];
  return forms.some((form) => folded.endsWith(`:${form}`) || parameter === form);
}
