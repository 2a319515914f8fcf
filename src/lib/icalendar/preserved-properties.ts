import { hasLine, openEntry } from "./edit.ts";
import { calendarAddress } from "./safe-value.ts";
import type { JcalComponent, JcalProperty } from "./writer.ts";
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
}

export const nothingPreserved: PreservedProperties = {
  properties: [],
  components: [],
  siblings: [],
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
  for (const each of own) removeOurs(each, event);
  return {
    properties: own.flatMap(({ jCal }) => jCal[1]),
    components: own.flatMap(({ jCal }) => jCal[2]),
    siblings: [...zones, ...instances].map(({ jCal }) => jCal as JcalComponent),
  };
}

function removeOurs(own: ICAL.Component, { attendee }: CalendarEvent): void {
  for (const name of ownProperties) own.removeAllProperties(name);
  if (!attendee) return;
  for (const each of [...own.getAllProperties("attendee")]) {
    if (isAttendee(String(each.getFirstValue()), attendee.email)) own.removeProperty(each);
  }
}

/** Whether an ATTENDEE line is that of this address: as its value, with `mailto:` or without, or as EMAIL where servers write their own path there. */
function isAttendee(line: string, email: string): boolean {
  const folded = line.trim().toLowerCase();
  const address = email.toLowerCase();
  const forms = [address, calendarAddress(address).slice("mailto:".length)];
  const parameter = /;email="?(?:mailto:)?([^";:]*)/.exec(folded)?.[1];
  return forms.some((form) => folded.endsWith(`:${form}`) || parameter === form);
}
