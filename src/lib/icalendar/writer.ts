/**
 * Writes iCalendar text (RFC 5545) for invitations, files, feeds and calendar servers: components are
 * built as jCal (RFC 7265), each value is filtered, ical.js writes the properties, and lines are folded here.
 */
import ICAL from "ical.js";
import { plainText, safeParameter, safeText, safeUri, withoutControls } from "./safe-value.ts";

/** Name in lower case, parameters, value type, value (RFC 7265 §3.4). */
export type JcalProperty = [string, Record<string, string | string[]>, string, unknown];

/** Name in lower case, properties, components (RFC 7265 §3.3). */
export type JcalComponent = [string, JcalProperty[], JcalComponent[]];

/** Our value type for a content line that is written unchanged. */
const UNCHANGED = "unchanged";
/** RFC 5545 §3.1. */
const MAX_LINE_OCTETS = 75;

/** The definitions of ical.js, X-WR-CALNAME as TEXT, and FEATURE as a list (RFC 7986 §6.3). */
const known = {
  ...ICAL.design.icalendar,
  param: { ...ICAL.design.icalendar.param, feature: { multiValue: "," } },
  property: { ...ICAL.design.icalendar.property, "x-wr-calname": { defaultType: "text" } },
};

/**
 * A property of the type that RFC 5545 gives it by default. Dates with time are epoch ms for UTC, or `2026-11-24T14:30:00`
 * with a TZID; rules are objects of their parts; a parameter that is undefined is left out.
 */
export function property(
  name: string,
  value: string | number | Record<string, string | number>,
  params: Record<string, string | undefined> = {},
): JcalProperty {
  const type: string = known.property[name]?.defaultType ?? "unknown";
  const pairs = Object.entries(params).flatMap(([key, given]) =>
    given === undefined ? [] : [[key, safeParameter(given)]]
  );
  return [name, Object.fromEntries(pairs), type, safeValue(type, value)];
}

/** An unfolded content line of another program, written unchanged. */
export function preservedLine(line: string): JcalProperty {
  const name = /^[A-Za-z0-9-]+/.exec(line)?.[0] ?? "";
  return [name.toLowerCase(), {}, UNCHANGED, withoutControls(line)];
}

/** A component; null properties are left out. */
export function component(
  name: string,
  properties: readonly (JcalProperty | null)[],
  components: JcalComponent[] = [],
): JcalComponent {
  return [name, properties.filter((each) => each !== null), components];
}

/** The text of a component, CRLF after each line (RFC 5545 §3.1). */
export function serialize(component: JcalComponent): string {
  return linesOf(component).join("\r\n") + "\r\n";
}

/** The same in pieces, for components that come page by page. */
export async function* serializePages(
  [name, properties]: JcalComponent,
  pages: AsyncIterable<readonly JcalComponent[]>,
): AsyncGenerator<string, void> {
  yield [`BEGIN:${name.toUpperCase()}`, ...properties.map(contentLine), ""].join("\r\n");
  for await (const page of pages) if (page.length > 0) yield page.map(serialize).join("");
  yield `END:${name.toUpperCase()}\r\n`;
}

/** The content line of a property, folded. */
export function contentLine(property: JcalProperty): string {
  const [, , type, value] = property;
  return foldLine(
    type === UNCHANGED ? String(value) : ICAL.stringify.property(property, known, true),
  );
}

function linesOf([name, properties, components]: JcalComponent): string[] {
  const edge = name.toUpperCase();
  return [`BEGIN:${edge}`, ...properties.map(contentLine), ...components.flatMap(linesOf)]
    .concat(`END:${edge}`);
}

function safeValue(type: string, value: unknown): unknown {
  if (typeof value === "number") return type === "date-time" ? utc(value) : value;
  if (typeof value !== "string") {
    return Object.fromEntries(
      Object.entries(value as object).map(([key, part]) => [key, safeValue("unknown", part)]),
    );
  }
  if (type === "text") return safeText(value);
  return type === "uri" || type === "cal-address" ? safeUri(value) : plainText(value);
}

/** `2026-11-24T13:30:00Z`, as jCal writes an instant. */
function utc(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}

/** At most 75 octets a line, never cut inside a character. ical.js counts the space of a folded line to none: 76. */
function foldLine(line: string): string {
  const lines: string[] = [];
  let start = 0, octets = 0;
  for (let at = 0; at < line.length;) {
    const code = line.codePointAt(at)!;
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (octets + size > MAX_LINE_OCTETS) {
      lines.push(line.slice(start, at));
      start = at;
      octets = 1;
    }
    octets += size;
    at += size === 4 ? 2 : 1;
  }
  return [...lines, line.slice(start)].join("\r\n ");
}
