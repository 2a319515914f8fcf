/** A parsed recurrence rule (RFC 5545 §3.3.10). */
export interface RecurrenceRule {
  freq: Frequency;
  interval: number;
  count: number | null;
  until: RuleUntil | null;
  bySecond: number[];
  byMinute: number[];
  byHour: number[];
  /** Weekday, Monday is 0; `nth` 0 is every one. */
  byDay: { weekday: number; nth: number }[];
  byMonthDay: number[];
  byYearDay: number[];
  byWeekNo: number[];
  byMonth: number[];
  bySetPos: number[];
  /** First day of the week, Monday is 0. */
  weekStart: number;
}

export const frequencies = [
  "SECONDLY",
  "MINUTELY",
  "HOURLY",
  "DAILY",
  "WEEKLY",
  "MONTHLY",
  "YEARLY",
] as const;
export type Frequency = (typeof frequencies)[number];

/** The end of a rule as written: digits as if they were UTC, and whether they are. */
export interface RuleUntil {
  wall: number;
  isUtc: boolean;
  isDate: boolean;
}

const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/** Parses a rule. Throws RangeError for an invalid or unsupported one. */
export function parseRule(text: string): RecurrenceRule {
  const parts = new Map<string, string>();
  for (const part of text.toUpperCase().split(";")) {
    if (part.trim() === "") continue;
    const [name, value, ...more] = part.split("=").map((side) => side.trim());
    if (!name || value === undefined || more.length || parts.has(name)) throw invalidRule(part);
    parts.set(name, value);
  }
  const freq = frequencies.find((name) => name === parts.get("FREQ"));
  if (!freq) throw invalidRule("FREQ");
  // RSCALE and SKIP (RFC 7529) change the days, so they cannot be ignored.
  const scale = parts.get("RSCALE") ?? "GREGORIAN", skip = parts.get("SKIP") ?? "OMIT";
  if (scale !== "GREGORIAN" || skip !== "OMIT") throw invalidRule("RSCALE");
  for (const name of parts.keys()) {
    if (!ruleParts.has(name) && !name.startsWith("X-")) throw invalidRule(name);
  }
  const until = parts.get("UNTIL");
  const weekStart = weekdays.indexOf(parts.get("WKST") ?? "MO");
  if (weekStart < 0) throw invalidRule("WKST");
  return {
    freq,
    interval: parseInteger(parts.get("INTERVAL") ?? "1", 1, 1e9),
    count: parts.has("COUNT") ? parseInteger(parts.get("COUNT") ?? "", 1, 1e9) : null,
    until: until === undefined ? null : readUntil(until),
    bySecond: parseIntegerList(parts.get("BYSECOND"), 0, 60),
    byMinute: parseIntegerList(parts.get("BYMINUTE"), 0, 59),
    byHour: parseIntegerList(parts.get("BYHOUR"), 0, 23),
    byDay: (parts.get("BYDAY")?.split(",") ?? []).map(readDay),
    byMonthDay: parseIntegerList(parts.get("BYMONTHDAY"), 1, 31, true),
    byYearDay: parseIntegerList(parts.get("BYYEARDAY"), 1, 366, true),
    byWeekNo: parseIntegerList(parts.get("BYWEEKNO"), 1, 53, true),
    byMonth: parseIntegerList(parts.get("BYMONTH"), 1, 12),
    bySetPos: parseIntegerList(parts.get("BYSETPOS"), 1, 366, true),
    weekStart,
  };
}

/** The rule for a DTSTART of type DATE: time parts are ignored (RFC 5545 §3.3.10). */
export function withoutTimeParts(rule: RecurrenceRule): RecurrenceRule {
  return { ...rule, byHour: [], byMinute: [], bySecond: [] };
}

const ruleParts = new Set(
  ("FREQ INTERVAL COUNT UNTIL BYSECOND BYMINUTE BYHOUR BYDAY BYMONTHDAY BYYEARDAY BYWEEKNO " +
    "BYMONTH BYSETPOS WKST RSCALE SKIP").split(" "),
);

function readUntil(text: string): RuleUntil {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?$/.exec(text);
  if (!match) throw invalidRule("UNTIL");
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) =>
    Number(part ?? 0)
  );
  const at = new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second));
  // Date.UTC takes the years 0 to 99 for 1900 to 1999.
  if (year !== undefined && year < 100) at.setUTCFullYear(year);
  const wall = at.getTime();
  if (month === 0 || day === 0 || Number.isNaN(wall)) throw invalidRule("UNTIL");
  return { wall, isUtc: match[7] === "Z", isDate: match[4] === undefined };
}

function readDay(text: string): { weekday: number; nth: number } {
  const match = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(text.trim());
  const nth = Math.abs(Number(match?.[1] ?? 1));
  if (!match || nth < 1 || nth > 53) throw invalidRule("BYDAY");
  return { weekday: weekdays.indexOf(match[2] ?? ""), nth: Number(match[1] ?? 0) };
}

function parseIntegerList(
  text: string | undefined,
  min: number,
  max: number,
  signed = false,
): number[] {
  if (text === undefined) return [];
  const numbers = text.split(",").map((part) => {
    const value = Number(part);
    const size = signed ? Math.abs(value) : value;
    if (!/^[+-]?\d+$/.test(part.trim()) || size < min || size > max) throw invalidRule(part);
    return value;
  });
  return [...new Set(numbers)];
}

function parseInteger(text: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) throw invalidRule(text);
  return value;
}

function invalidRule(part: string): RangeError {
  return new RangeError(`cannot expand ${part.slice(0, 40)}`);
}
