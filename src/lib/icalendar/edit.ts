/**
 * Opens an entry of ours from a server with ical.js for editing. ical.js rejects an entry for one invalid line, accepts
 * any END for any BEGIN, and rewrites some values and parameter lists (tests/icalendar/icaljs-probes.test.ts), so the
 * tree is repaired here first, and properties keep their text.
 */
import ICAL from "ical.js";
import { type JcalComponent, preservedLine } from "./writer.ts";
import { unfoldLines } from "./content-lines.ts";

/** Components that are allowed only directly in VCALENDAR (RFC 5545 §3.6). */
const topLevel = new Set(["vevent", "vtodo", "vjournal", "vfreebusy", "vtimezone"]);
/** Maximum nesting; deeper components are left out. */
const MAX_DEPTH = 8;

const beginLine = /^BEGIN:([A-Z0-9-]+)\s*$/i;
const endLine = /^END:([A-Z0-9-]+)\s*$/i;
const contentLine = /^(?!(BEGIN|END)[;:])[A-Z0-9-]+[;:]/i;

/** The VCALENDAR of a text: unfolded, without invalid lines, every component closed; empty when there is none. */
export function openEntry(text: string): ICAL.Component {
  const root: JcalComponent = ["", [], []];
  const open = [root];
  let tooDeep = 0;
  for (const line of unfoldLines(text)) {
    const beginName = beginLine.exec(line)?.[1]?.toLowerCase();
    const endName = endLine.exec(line)?.[1]?.toLowerCase();
    if (tooDeep > 0 || (beginName && open.length > MAX_DEPTH)) {
      tooDeep += beginName ? 1 : endName ? -1 : 0;
    } else if (beginName) begin(open, beginName);
    else if (endName) end(open, endName);
    else if (contentLine.test(line)) open.at(-1)![1].push(preservedLine(line));
  }
  const calendar = root[2].find(([name]) => name === "vcalendar");
  return new ICAL.Component(calendar ?? ["vcalendar", [], []]);
}

/** Whether a component has this content line, ignoring white space around it. */
export function hasLine(component: ICAL.Component, line: string): boolean {
  const name = line.slice(0, line.search(/[;:]/)).toLowerCase();
  const lines = component.getAllProperties(name).map((each) => String(each.getFirstValue()));
  return lines.some((each) => each.trim() === line);
}

/** Opens a component; one that is not allowed here first closes the open ones. */
function begin(open: JcalComponent[], name: string): void {
  const calendar = open.findIndex(([each]) => each === "vcalendar");
  if (topLevel.has(name) && calendar > 0) open.length = calendar + 1;
  const component: JcalComponent = [name, [], []];
  open.at(-1)![2].push(component);
  open.push(component);
}

/** Closes the component of that name and all open ones inside it; an END without BEGIN is ignored. */
function end(open: JcalComponent[], name: string): void {
  const at = open.findLastIndex(([each]) => each === name);
  if (at > 0) open.length = at;
}
