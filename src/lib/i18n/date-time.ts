/** Times as a person reads them: locale, zone and clock are arguments, so server and browser say the same. */

import { MINUTE } from "../scheduling/durations.ts";
import { formatWallTime } from "../scheduling/wall-time.ts";
import { isolate } from "./isolate.ts";
import { zoneNameToday } from "./zone-names.ts";

export interface DisplayOptions {
  zone: string;
  language: string;
  hourCycle: 12 | 24;
}

/** Whose clock and language a time without a date or zone follows. */
export type ClockReader = Pick<DisplayOptions, "language" | "hourCycle">;

/** What is written of a time, as `Intl` is told. */
const styles = {
  time12: { hour: "numeric", minute: "2-digit" },
  time24: { hour: "2-digit", minute: "2-digit" },
  hour: { hour: "numeric" },
  longDate: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  shortDate: { weekday: "short", day: "numeric", month: "short" },
  dates: { day: "numeric", month: "short", year: "numeric" },
  dayMonth: { day: "numeric", month: "short" },
  digits: { day: "2-digit", month: "2-digit", year: "numeric" },
  month: { month: "long", year: "numeric" },
  months: { month: "short", year: "numeric" },
  shortMonth: { month: "short" },
  offset: { timeZoneName: "shortOffset" },
  narrow: { weekday: "narrow" },
  short: { weekday: "short" },
  long: { weekday: "long" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatter(reader: DisplayOptions, style: keyof typeof styles): Intl.DateTimeFormat {
  const { zone, language, hourCycle } = reader;
  const key = `${style} ${zone} ${language} ${hourCycle}`;
  let made = formats.get(key);
  if (!made) {
    if (formats.size > 500) formats.clear();
    made = new Intl.DateTimeFormat(localeOf(reader), {
      ...styles[style],
      timeZone: reader.zone,
      hourCycle: reader.hourCycle === 12 ? "h12" : "h23",
    });
    formats.set(key, made);
  }
  return made;
}

/** English is British with the 24-hour clock and American with the other; digits are Latin ones in every language. */
function localeOf({ language, hourCycle }: DisplayOptions): string {
  if (language !== "en") return `${language}-u-nu-latn`;
  return hourCycle === 12 ? "en-US" : "en-GB";
}

/** "14:30" or "2:30 PM". */
export function formatTime(instant: number, reader: DisplayOptions): string {
  return formatter(reader, reader.hourCycle === 12 ? "time12" : "time24").format(instant);
}

/** Minutes since midnight: "17:00" or "5:00 PM"; the end of the day is "24:00" or "12:00 AM". */
export function formatClock(minutes: number, reader: ClockReader): string {
  if (reader.hourCycle === 24) return formatWallTime(minutes);
  return formatTime(minutes * MINUTE, { ...reader, zone: "UTC" });
}

/** A full hour as a ruler has it: "17:00" or "5 PM". */
export function formatHour(minutes: number, reader: ClockReader): string {
  if (reader.hourCycle === 24 || minutes % 60 !== 0) return formatClock(minutes, reader);
  return formatter({ ...reader, zone: "UTC" }, "hour").formatToParts(minutes * MINUTE)
    .flatMap(({ type, value }) => type === "literal" ? [] : [value]).join("\u00a0");
}

/** "Tuesday, 24 November 2026". */
export function formatLongDate(instant: number, reader: DisplayOptions): string {
  return formatter(reader, "longDate")
    .format(
      instant,
    );
}

/** A calendar date, the same in every zone: "Tuesday, 24 November 2026". */
export function formatDate(date: string, { language, hourCycle }: DisplayOptions): string {
  return remembered(
    `${date} ${language} ${hourCycle}`,
    () => formatLongDate(Date.parse(`${date}T12:00:00Z`), { zone: "UTC", language, hourCycle }),
  );
}

const texts = new Map<string, string>();

/** A text that every visitor of a month reads is written once. */
function remembered(key: string, write: () => string): string {
  let text = texts.get(key);
  if (text === undefined) {
    if (texts.size >= 5_000) texts.clear();
    texts.set(key, text = write());
  }
  return text;
}

/** A calendar date as it is entered: "24/11/2026", "11/24/2026" or "24.11.2026". */
export function formatDigits(date: string, reader: ClockReader): string {
  return formatter({ ...reader, zone: "UTC" }, "digits").format(Date.parse(`${date}T12:00:00Z`))
    .replace(/\u200f/g, "");
}

/** A calendar date, the same in every zone: "24 Nov". */
export function formatDayMonth(date: string, reader: DisplayOptions): string {
  return formatter({ ...reader, zone: "UTC" }, "dayMonth")
    .format(Date.parse(`${date}T12:00:00Z`));
}

/** "Tue 24 Nov". */
export function formatShortDate(instant: number, reader: DisplayOptions): string {
  return formatter(reader, "shortDate").format(instant);
}

/** "23–29 Nov 2026". */
export function formatDates(first: number, last: number, reader: DisplayOptions): string {
  return formatter(reader, "dates").formatRange(first, last);
}

/** "Tue 24 Nov, 14:30". */
export function formatShortWhen(instant: number, reader: DisplayOptions): string {
  return `${formatShortDate(instant, reader)}${comma(reader)}${formatTime(instant, reader)}`;
}

/** What stands between a date and a time. */
export function comma({ language }: { language: string }): string {
  return language === "ar" ? "، " : ", ";
}

/**
 * "GMT+1", "GMT−5": the offset in force at that instant. The minus is one that no line breaks at; a word in Arabic would
 * have the sign on its wrong side.
 */
export function formatOffset(instant: number, reader: DisplayOptions): string {
  const { zone, hourCycle } = reader, minute = Math.floor(instant / MINUTE);
  const language = reader.language === "ar" ? "en" : reader.language;
  return remembered(
    `offset ${minute} ${zone} ${language} ${hourCycle}`,
    () =>
      formatter({ zone, language, hourCycle }, "offset").formatToParts(minute * MINUTE)
        .find(({ type }) => type === "timeZoneName")?.value.replace("-", "\u2212") ?? "",
  );
}

/** "14:30–15:00 (Europe/Berlin, GMT+1)"; the end carries its date when it is another day. */
export function formatTimeRange(
  span: { start: number; end: number },
  reader: DisplayOptions,
): string {
  const sameDay = formatLongDate(span.start, reader) === formatLongDate(span.end, reader);
  const end = sameDay ? formatTime(span.end, reader) : formatShortWhen(span.end, reader);
  return `${formatTime(span.start, reader)}–${end} ${formatZoneWithOffset(span.start, reader)}`;
}

/** "Tuesday, 24 November 2026, 14:30–15:00 (Europe/Berlin, GMT+1)". */
export function formatWhen(span: { start: number; end: number }, reader: DisplayOptions): string {
  return `${formatLongDate(span.start, reader)}${comma(reader)}${formatTimeRange(span, reader)}`;
}

/** "Tuesday, 24 November 2026, 14:30 (Europe/Berlin, GMT+1)". */
export function formatInstant(instant: number, reader: DisplayOptions): string {
  return `${formatLongDate(instant, reader)}${comma(reader)}${formatTime(instant, reader)} ${
    formatZoneWithOffset(instant, reader)
  }`;
}

function formatZoneWithOffset(instant: number, reader: DisplayOptions): string {
  const between = comma(reader), parts = [formatZone(reader.zone), formatOffset(instant, reader)];
  return `(${parts.map((part) => isolate(part, between)).join(between)})`;
}

/** "November 2026", or "Nov – Dec 2026" for two instants. */
export function formatMonth(instant: number, reader: DisplayOptions, to = instant): string {
  const { zone, language, hourCycle } = reader;
  return remembered(
    `month ${instant} ${to} ${zone} ${language} ${hourCycle}`,
    () => formatter(reader, to === instant ? "month" : "months").formatRange(instant, to),
  );
}

/** "Dec". */
export function formatShortMonth(instant: number, reader: DisplayOptions): string {
  return formatter(reader, "shortMonth").format(instant);
}

/** Short and long name of an ISO weekday: "Mon", "Monday"; Arabic has one sign for the short one. */
export function weekdayNames(weekday: number, language: string): { short: string; long: string } {
  const monday = Date.UTC(2024, 0, 1 + weekday - 1);
  const reader: DisplayOptions = { zone: "UTC", language, hourCycle: 24 };
  const name = (weekday: "narrow" | "short" | "long") =>
    remembered(
      `${weekday} ${monday} ${language}`,
      () => formatter(reader, weekday).format(monday),
    );
  return { short: name(language === "ar" ? "narrow" : "short"), long: name("long") };
}

/** A zone as a person reads it, by today's name: "America/New York", "Europe/Kyiv". */
export function formatZone(zone: string): string {
  return zoneNameToday(zone).replaceAll("_", " ");
}
