/**
 * An entry of ours as a server gave it back, opened with ical.js to be changed. ical.js refuses a whole entry for one
 * line that is none, takes any END for any BEGIN, and writes some values and parameter lists otherwise than they stood
 * (tests/icalendar/icaljs-probes.test.ts): so the tree is mended here first, and properties stay as they were written.
 */
import ICAL from "ical.js";
import { type JcalComponent, preservedLine } from "./writer.ts";
import { unfoldLines } from "./content-lines.ts";

/** Components that stand in VCALENDAR and nowhere else (RFC 5545 §3.6). */
const topLevel = new Set(["vevent", "vtodo", "vjournal", "vfreebusy", "vtimezone"]);
/** Components inside components; what is deeper is left out. */
const DEEPEST = 8;

const begins = /^BEGIN:([A-Z0-9-]+)\s*$/i;
const ends = /^END:([A-Z0-9-]+)\s*$/i;
const contentLine = /^(?!(BEGIN|END)[;:])[A-Z0-9-]+[;:]/i;

/** The VCALENDAR of a text: folds and line ends undone, stray lines dropped, every component closed; empty where there is none. */
export function openEntry(text: string): ICAL.Component {
  const root: JcalComponent = ["", [], []];
  const open = [root];
  let tooDeep = 0;
  for (const line of unfoldLines(text)) {
    const begun = begins.exec(line)?.[1]?.toLowerCase();
    const ended = ends.exec(line)?.[1]?.toLowerCase();
    if (tooDeep > 0 || (begun && open.length > DEEPEST)) tooDeep += begun ? 1 : ended ? -1 : 0;
    else if (begun) begin(open, begun);
    else if (ended) end(open, ended);
    else if (contentLine.test(line)) open.at(-1)![1].push(preservedLine(line));
  }
  const calendar = root[2].find(([name]) => name === "vcalendar");
  return new ICAL.Component(calendar ?? ["vcalendar", [], []]);
}

/** Whether a component has this content line, whatever white space is round it. */
export function hasLine(component: ICAL.Component, line: string): boolean {
  const name = line.slice(0, line.indexOf(":")).toLowerCase();
  const lines = component.getAllProperties(name).map((each) => String(each.getFirstValue()));
  return lines.some((each) => each.trim() === line);
}

/** Opens a component; one that may not stand here closes first what was left open. */
function begin(open: JcalComponent[], name: string): void {
  const calendar = open.findIndex(([each]) => each === "vcalendar");
  if (topLevel.has(name) && calendar > 0) open.length = calendar + 1;
  const begun: JcalComponent = [name, [], []];
  open.at(-1)![2].push(begun);
  open.push(begun);
}

/** Closes the component of that name with all that is open in it; an END of nothing is a stray line. */
function end(open: JcalComponent[], name: string): void {
  const at = open.findLastIndex(([each]) => each === name);
  if (at > 0) open.length = at;
}
