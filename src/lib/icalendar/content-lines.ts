/** One content line of iCalendar (RFC 5545 §3.1). Names are upper case, the value is unchanged. */
export interface Property {
  name: string;
  params: Record<string, string>;
  value: string;
}

/** A component with its lines and the components inside it. */
export interface Component {
  name: string;
  properties: Property[];
  components: Component[];
  /** Invalid lines that look like properties of a time, shortened. */
  invalidLines: string[];
}

/** Thrown for a text that is not iCalendar, or is truncated. */
export class InvalidICalendar extends Error {}

const MAX_DEPTH = 8;

/** More components than any calendar has, and fewer characters than any component has. */
const MAX_COMPONENTS = 60_000, COMPONENTS_ALLOWANCE = 5_000, MIN_COMPONENT_CHARS = 100;
/** With more invalid lines a text is no calendar. */
const MAX_INVALID_LINES = 100_000, MAX_INVALID_CHARS = 1_000;
/** Lines and parameters stored of a text, each of some hundred bytes; the parser thread has 80 MB. */
const MAX_STORED_LINES = 500_000;

/** Components that are only found directly in VCALENDAR; anywhere else they are an error. */
const timeComponents = new Set(["VEVENT", "VFREEBUSY"]);

/** Names of the properties and parameters to keep. */
export interface ContentFilter {
  properties: ReadonlySet<string>;
  params: ReadonlySet<string>;
}

/**
 * Parses iCalendar text into its VCALENDARs, with the properties that `filter` names. Strict where a mistake could hide
 * an event, tolerant of single invalid lines. Throws `InvalidICalendar`.
 */
export function parseCalendars(text: string, filter?: ContentFilter): Component[] {
  const root: Component = { name: "", properties: [], components: [], invalidLines: [] };
  const open = [root];
  const most = Math.min(MAX_COMPONENTS, COMPONENTS_ALLOWANCE + text.length / MIN_COMPONENT_CHARS);
  let componentCount = 0, lineCount = 0, invalidCount = 0, lastOutside = "";
  for (const line of unfoldLines(text, filter?.properties, true)) {
    if (line === "") continue;
    const inside = open.at(-1) ?? root;
    const isOutside = inside === root;
    // Outside of a calendar nothing is continued: there, blanks and byte order marks mean nothing.
    const isIndented = !isOutside && isFold(line.charCodeAt(0));
    if (isOutside) lastOutside = line.trim();
    if (isIndented) {
      inside.invalidLines.push(line.slice(0, MAX_INVALID_CHARS));
      if (indentedBoundary.test(line)) continue;
    }
    const property = parseContentLine(
      isIndented || isOutside ? line.trimStart() : line,
      filter?.params,
    );
    if (!property) {
      if (++invalidCount > MAX_INVALID_LINES) throw new InvalidICalendar("too many invalid lines");
      if (looksLikeTimeProperty(line)) inside.invalidLines.push(line.slice(0, MAX_INVALID_CHARS));
      continue;
    }
    if (property.name === "BEGIN") {
      if (open.length > MAX_DEPTH) {
        throw new InvalidICalendar("components inside components, too deep");
      }
      if (++componentCount > most) throw new InvalidICalendar("more entries than can be read");
      const name = property.value.trim().toUpperCase();
      if (timeComponents.has(name) && (open.length !== 2 || inside.name !== "VCALENDAR")) {
        throw new InvalidICalendar(`${name} where none may be`);
      }
      const component: Component = {
        name,
        properties: [],
        components: [],
        invalidLines: [],
      };
      inside.components.push(component);
      open.push(component);
    } else if (property.name === "END") {
      if (open.length === 1 || property.value.trim().toUpperCase() !== inside.name) {
        throw new InvalidICalendar(`END:${property.value.slice(0, 20)} without its BEGIN`);
      }
      open.pop();
    } else if (!filter || filter.properties.has(property.name) && !isDefaultValue(property)) {
      lineCount += property.params === noParams ? 1 : 1 + Object.keys(property.params).length;
      if (lineCount > MAX_STORED_LINES) throw new InvalidICalendar("more lines than can be read");
      inside.properties.push(property);
    }
  }
  if (open.length > 1) throw new InvalidICalendar(`${open.at(-1)?.name.slice(0, 20)} has no END`);
  if (beginningsOfStart.has(lastOutside.toUpperCase())) {
    throw new InvalidICalendar("a calendar that is cut off");
  }
  const calendars = root.components.filter((component) => component.name === "VCALENDAR");
  if (calendars.length === 0) throw new InvalidICalendar("no VCALENDAR");
  return calendars;
}

/** BEGIN:VCALENDAR as it stands at the end of a text that was cut off. */
const beginningsOfStart = new Set(
  Array.from({ length: "BEGIN:VCALENDA".length }, (_, n) => "BEGIN:VCALENDA".slice(0, n + 1)),
);

const calendarEnd = /^END:VCALENDAR[ \t]*$/i;

/** The first property of a name. */
export function property(component: Component, name: string): Property | undefined {
  return component.properties.find((candidate) => candidate.name === name);
}

/** Every property of a name. */
export function properties(component: Component, name: string): Property[] {
  return component.properties.filter((candidate) => candidate.name === name);
}

/** A TEXT value without its escapes (RFC 5545 §3.3.11). */
export function unescapeText(value: string): string {
  return value.replace(/\\([\\;,nN])/g, (_, sign) => sign === "n" || sign === "N" ? "\n" : sign);
}

/** SEQUENCE:0, which most events have, is the default. */
function isDefaultValue({ name, value }: Property): boolean {
  return name === "SEQUENCE" && value === "0";
}

/**
 * Unfolded lines; bare LF and CR also end a line. Lines that `filter` excludes are empty or left out. With `apart`, a
 * continuation that looks like a property of a time is a line of its own, with its leading white space, because it is
 * unknown whether it was meant as one.
 */
export function* unfoldLines(
  text: string,
  filter?: ReadonlySet<string>,
  apart = false,
): Generator<string> {
  const plain = /\r(?!\n)/.test(text) ? text.replace(/\r\n?/g, "\n") : text;
  let at = plain.length - plain.trimStart().length;
  while (at < plain.length) {
    let end = endOfLine(plain, at);
    const isWanted = !filter || mayBeKept(plain, at, end, filter);
    let line = isWanted ? lineIn(plain, at, end) : "";
    // A line that begins with white space continues the previous one (RFC 5545 §3.1).
    let indented: string[] | null = null;
    const isAfterCalendar = isFold(plain.charCodeAt(at)) ||
      isFold(plain.charCodeAt(end + 1)) && calendarEnd.test(lineIn(plain, at, end));
    while (!isAfterCalendar && isFold(plain.charCodeAt(end + 1))) {
      at = end + 2;
      end = endOfLine(plain, at);
      if (apart && looksLikeContentLine(plain, at, end)) {
        (indented ??= []).push(lineIn(plain, at - 1, end));
      } else if (indented) indented.push((indented.pop() ?? "") + lineIn(plain, at, end));
      else if (isWanted) line += lineIn(plain, at, end);
    }
    if (isWanted) yield line;
    if (indented) yield* indented;
    at = end + 1;
  }
}

const timeProperties = [
  "DTSTART",
  "DTEND",
  "DURATION",
  "RRULE",
  "RDATE",
  "RECURRENCE-ID",
  "FREEBUSY",
]
  .concat("TZOFFSETFROM", "TZOFFSETTO", "UID");

/** Whether an invalid line begins like a property of a time, except for one character. */
export function looksLikeTimeProperty(line: string): boolean {
  const head = line.slice(0, 20).toUpperCase();
  const isOdd = (sign: string | undefined) => sign !== undefined && !/[A-Z0-9-]/.test(sign);
  return timeProperties.some((name) => {
    const wrong = [...name].flatMap((letter, at) => head[at] === letter ? [] : [head[at]]);
    if (wrong.length === 0 || (wrong.length === 1 && isOdd(wrong[0]))) return true;
    return isOdd(head[0]) && head.startsWith(name, 1);
  });
}

const indentedBoundary = /^[ \t]+(?:BEGIN|END):/i;
const standaloneLine = new RegExp(
  "^[ \\t]*(?:(?:BEGIN|END):V(?:EVENT|FREEBUSY)[ \\t]*$|(?:[A-Z0-9-]+\\.)?(?:" + [
    "(?:DTSTART|DTEND|RDATE|RECURRENCE-ID|FREEBUSY)[;:](?:.*[:=/,])?\\d{8}",
    "DURATION[;:](?:.*:)?[+-]?P[\\dT]",
    "RRULE[;:](?:.*[:;])?FREQ=",
    "TZOFFSET(?:FROM|TO)[;:](?:.*:)?[+-]\\d{4}",
  ].join("|") + "))",
  "i",
);

/** Whether a continuation looks like a property of a time. */
function looksLikeContentLine(text: string, from: number, end: number): boolean {
  let at = from;
  while (isFold(text.charCodeAt(at))) at++;
  // A fast check, because most continuations do not.
  const sign = text.charCodeAt(at) | 0x20;
  return sign >= 0x62 && sign <= 0x74 && text.slice(at, at + 40).search(/[;:.]/) > 2 &&
    standaloneLine.test(lineIn(text, at, end));
}

const isFold = (code: number) => code === 0x20 || code === 0x09;

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

const lineIn = (text: string, from: number, end: number) =>
  text.slice(from, text.charCodeAt(end - 1) === 0x0d ? end - 1 : end);

/** Whether the filter includes a line's name; true for a name that is itself folded. */
function mayBeKept(text: string, from: number, end: number, filter: ReadonlySet<string>) {
  for (let at = from; at < end && at - from < 40; at++) {
    const code = text.charCodeAt(at);
    if (code !== 0x3a && code !== 0x3b) continue;
    const name = text.slice(from, at);
    return name === "BEGIN" || name === "END" || filter.has(name) || /[^A-Z0-9-]/.test(name);
  }
  return true;
}

const noParams: Property["params"] = Object.freeze(Object.create(null));

function parseContentLine(
  line: string,
  filter?: ReadonlySet<string>,
  isInGroup = false,
): Property | null {
  const end = endOfName(line);
  const sign = end === 0 ? undefined : line[end];
  if (sign === ":") {
    return { name: upperCase(line.slice(0, end)), params: noParams, value: line.slice(end + 1) };
  }
  if (sign !== ";") {
    // Some programs prefix names with a group, as in vCard (RFC 6350 §3.3).
    const group = isInGroup ? null : /^[A-Za-z0-9-]+\.(?=[A-Za-z])/.exec(line)?.[0];
    return group ? parseContentLine(line.slice(group.length), filter, true) : null;
  }
  const name = upperCase(line.slice(0, end));
  // Without a filter names may be anything, so the object has no prototype.
  let params: Record<string, string> = filter ? noParams : Object.create(null);
  const parameter = /([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:])*)([;:])/y;
  parameter.lastIndex = end + 1;
  for (let match = parameter.exec(line); match; match = parameter.exec(line)) {
    const key = upperCase(match[1] ?? "");
    if (!filter || filter.has(key)) {
      if (params === noParams) params = {};
      params[key] = (match[2] ?? "").replaceAll('"', "");
    }
    if (match[3] === ":") {
      return { name, params, value: line.slice(parameter.lastIndex) };
    }
  }
  return null;
}

/** Where a name ends: the first sign that is not A to Z, a digit or a hyphen. */
function endOfName(line: string): number {
  let at = 0;
  for (; at < line.length; at++) {
    const code = line.charCodeAt(at), lower = code | 0x20;
    const isAlphabetic = lower >= 0x61 && lower <= 0x7a;
    if (!isAlphabetic && code !== 0x2d && (code < 0x30 || code > 0x39)) break;
  }
  return at;
}

/** Most names are in upper case as they are. */
const upperCase = (name: string) => /[a-z]/.test(name) ? name.toUpperCase() : name;
