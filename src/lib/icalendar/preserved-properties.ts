import { preservedLine } from "$lib/icalendar/writer.ts";
import type { CalendarEvent } from "./calendar-event.ts";
import { unfoldLines } from "./content-lines.ts";

/** What others wrote into an object of ours, as lines that can be written again. */
export interface PreservedProperties {
  /** Lines and inner components of the event. */
  lines: string[];
  /** Names of properties among them. */
  propertyNames: Set<string>;
  /** What stands beside the event: zones, and instances of a series that others made of it. */
  components: string[];
}

export const nothingPreserved: PreservedProperties = {
  lines: [],
  propertyNames: new Set(),
  components: [],
};

/** What we write anew each time; everything else in an event belongs to whoever added it. */
const ownProperties = new Set([
  "UID",
  "DTSTAMP",
  "DTSTART",
  "DTEND",
  "DURATION",
  "SUMMARY",
  "DESCRIPTION",
  "LOCATION",
  "STATUS",
  "SEQUENCE",
  "ORGANIZER",
  "LAST-MODIFIED",
]);

/** Reads what others added to the object of an event of ours. */
export function readPreserved(text: string, event: CalendarEvent): PreservedProperties {
  const foreign: PreservedProperties = { lines: [], propertyNames: new Set(), components: [] };
  for (const block of componentsIn(unfoldLines(text))) {
    const name = boundaryName(block[0] ?? "", "BEGIN");
    const own = block.slice(1, -1);
    const says = (line: string) => own.some((each) => each.trim() === line);
    if (name === "VTIMEZONE" && !says(`TZID:${event.zone}`)) keep(foreign.components, block);
    if (name !== "VEVENT" || !says(`UID:${event.uid}`)) continue;
    if (own.some((line) => propertyNameOf(line) === "RECURRENCE-ID")) {
      keep(foreign.components, block);
    } else readOwnEvent(own, event, foreign);
  }
  return foreign;
}

function readOwnEvent(lines: string[], event: CalendarEvent, foreign: PreservedProperties): void {
  let depth = 0;
  for (const line of lines) {
    if (boundaryName(line, "BEGIN")) depth++;
    if (depth > 0) keep(foreign.lines, [line]);
    else if (isPreserved(line, event)) {
      keep(foreign.lines, [line]);
      foreign.propertyNames.add(propertyNameOf(line));
    }
    if (boundaryName(line, "END")) depth--;
  }
}

function isPreserved(line: string, event: CalendarEvent): boolean {
  const name = propertyNameOf(line);
  if (name === "" || ownProperties.has(name)) return false;
  const own = event.attendee?.email.toLowerCase();
  return name !== "ATTENDEE" || own === undefined || !line.toLowerCase().includes(own);
}

/** The components directly inside VCALENDAR, each with all its lines. */
function componentsIn(lines: Iterable<string>): string[][] {
  const found: string[][] = [];
  let depth = 0;
  for (const line of lines) {
    if (boundaryName(line, "BEGIN") && ++depth === 2) found.push([]);
    if (depth >= 2) found.at(-1)?.push(line);
    if (boundaryName(line, "END")) depth--;
  }
  return found;
}

function keep(into: string[], lines: string[]): void {
  for (const line of lines) if (line !== "") into.push(preservedLine(line));
}

function boundaryName(line: string, edge: "BEGIN" | "END"): string {
  return new RegExp(`^${edge}:(.+)$`, "i").exec(line.trim())?.[1]?.toUpperCase() ?? "";
}

function propertyNameOf(line: string): string {
  return /^([A-Za-z0-9-]+)[;:]/.exec(line)?.[1]?.toUpperCase() ?? "";
}
