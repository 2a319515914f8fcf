/** Dates and times as people type them into forms: digits in the order of their language, or as ISO 8601 has them. */
import { isDate } from "../scheduling/month.ts";
import { withPlainDigits } from "../scheduling/typed-text.ts";
import { formatWallTime, parseClockTime } from "../scheduling/wall-time.ts";
import { type ClockReader, comma, formatClock, formatDigits } from "./date-time.ts";

const DATE = /^(\d{1,4})\s*[-./\u066b\u060d،\s]\s*(\d{1,2})\s*[-./\u066b\u060d،\s]\s*(\d{1,4})\.?$/;
const MOMENT = /^(.*\d)(?:T|\s*[,،]\s*|\s+)(\d{1,2}(?:[:.h]\d\d)?\s*\D*)$/i;

/** The date of a text, `2026-12-01`; what is none stays as it is, for its schema to refuse. "1.12.26" is in this century. */
export function enteredDate(text: string, reader: ClockReader): string {
  const plain = withPlainDigits(text).replace(/[\u200e\u200f\u061c]/g, "").trim();
  if (isDate(plain)) return plain;
  const [, first, middle, last] = DATE.exec(plain) ?? [];
  if (first && middle && last) {
    if (first.length === 4) return checked(first, middle, last, text);
    if (first.length === 3 || last.length === 3 || last.length === 1) return text;
    const year = last.length === 2 ? `20${last}` : last;
    // With dots the day is first in every language.
    return isMonthFirst(reader) && !plain.includes(".")
      ? checked(year, first, middle, text)
      : checked(year, middle, first, text);
  }
  const digits = /^(\d\d)(\d\d)(\d{4})$/.exec(plain);
  if (!digits) return text;
  const [, one = "", two = "", year = ""] = digits;
  const own = isMonthFirst(reader) ? checked(year, one, two, "") : checked(year, two, one, "");
  return own || checked(plain.slice(0, 4), plain.slice(4, 6), plain.slice(6), text);
}

/** The time of a text by the 24-hour clock, `14:30`; what is none stays as it is. */
export function enteredTime(text: string): string {
  const minute = parseClockTime(text, "from");
  return minute === null ? text : formatWallTime(minute);
}

/** The date and time of a text, `2026-12-01T14:30`; what is none stays as it is. */
export function enteredMoment(text: string, reader: ClockReader): string {
  const [, day, clock] = MOMENT.exec(withPlainDigits(text).trim()) ?? [];
  if (day === undefined || clock === undefined) return text;
  const date = enteredDate(day, reader), time = enteredTime(clock);
  return isDate(date) && isClock(time) ? `${date}T${time}` : text;
}

/** What a field shows of a date, time or both as the program has them; what was entered otherwise stays as it is. */
export function shownInField(value: string, reader: ClockReader): string {
  const [date = "", time = ""] = value.split("T");
  if (isDate(value)) return formatDigits(value, reader);
  if (isDate(date) && isClock(time)) {
    return formatDigits(date, reader) + comma(reader) + shownTime(time, reader);
  }
  return shownTime(value, reader);
}

function shownTime(time: string, reader: ClockReader): string {
  return isClock(time) ? formatClock(parseClockTime(time, "from") ?? 0, reader) : time;
}

function isClock(time: string | undefined): time is string {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(time ?? "");
}

function checked(year: string, month: string, day: string, otherwise: string): string {
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isDate(date) ? date : otherwise;
}

function isMonthFirst(reader: ClockReader): boolean {
  return formatDigits("2026-12-31", reader).startsWith("12");
}
