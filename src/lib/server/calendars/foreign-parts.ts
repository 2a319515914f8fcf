import { foreignLine } from "$lib/scheduling/icalendar.ts";
import type { CalendarEvent } from "./calendar.ts";
import { linesOf } from "./content.ts";

/** What others wrote into an object of ours, as lines that can be written again. */
export interface ForeignParts {
  /** Lines and inner components of the event. */
  lines: string[];
  /** Names of properties among them. */
  says: Set<string>;
  /** What stands beside the event: zones, and instances of a series that others made of it. */
  components: string[];
}

export const nothingForeign: ForeignParts = { lines: [], says: new Set(), components: [] };

/** What we write anew each time; everything else in an event belongs to whoever added it. */
const ours = new Set([
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
export function foreignParts(text: string, event: CalendarEvent): ForeignParts {
  const foreign: ForeignParts = { lines: [], says: new Set(), components: [] };
  for (const block of componentsIn(linesOf(text))) {
    const name = nameOf(block[0] ?? "", "BEGIN");
    const own = block.slice(1, -1);
    const says = (line: string) => own.some((each) => each.trim() === line);
    if (name === "VTIMEZONE" && !says(`TZID:${event.zone}`)) keep(foreign.components, block);
    if (name !== "VEVENT" || !says(`UID:${event.uid}`)) continue;
    if (own.some((line) => propertyOf(line) === "RECURRENCE-ID")) keep(foreign.components, block);
    else readOwn(own, event, foreign);
  }
  return foreign;
}

function readOwn(lines: string[], event: CalendarEvent, foreign: ForeignParts): void {
  let depth = 0;
  for (const line of lines) {
    if (nameOf(line, "BEGIN")) depth++;
    if (depth > 0) keep(foreign.lines, [line]);
    else if (isForeign(line, event)) {
      keep(foreign.lines, [line]);
      foreign.says.add(propertyOf(line));
    }
    if (nameOf(line, "END")) depth--;
  }
}

function isForeign(line: string, event: CalendarEvent): boolean {
  const name = propertyOf(line);
  if (name === "" || ours.has(name)) return false;
  const own = event.attendee?.email.toLowerCase();
  return name !== "ATTENDEE" || own === undefined || !line.toLowerCase().includes(own);
}

/** The components directly inside VCALENDAR, each with all its lines. */
function componentsIn(lines: Iterable<string>): string[][] {
  const found: string[][] = [];
  let depth = 0;
  for (const line of lines) {
    if (nameOf(line, "BEGIN") && ++depth === 2) found.push([]);
    if (depth >= 2) found.at(-1)?.push(line);
    if (nameOf(line, "END")) depth--;
  }
  return found;
}

function keep(into: string[], lines: string[]): void {
  for (const line of lines) if (line !== "") into.push(foreignLine(line));
}

function nameOf(line: string, edge: "BEGIN" | "END"): string {
  return new RegExp(`^${edge}:(.+)$`, "i").exec(line.trim())?.[1]?.toUpperCase() ?? "";
}

function propertyOf(line: string): string {
  return /^([A-Za-z0-9-]+)[;:]/.exec(line)?.[1]?.toUpperCase() ?? "";
}
