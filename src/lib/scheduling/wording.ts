/** Times as a person reads them: locale, zone and clock are arguments, so server and browser say the same. */

export interface Reader {
  zone: string;
  language: string;
  hourCycle: 12 | 24;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(reader: Reader, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const { zone, language, hourCycle } = reader;
  const key = `${zone} ${language} ${hourCycle} ${Object.entries(options)}`;
  let made = formats.get(key);
  if (!made) {
    if (formats.size > 500) formats.clear();
    const locale = reader.language === "en"
      ? (reader.hourCycle === 12 ? "en-US" : "en-GB")
      : reader.language;
    made = new Intl.DateTimeFormat(locale, {
      ...options,
      timeZone: reader.zone,
      hourCycle: reader.hourCycle === 12 ? "h12" : "h23",
    });
    formats.set(key, made);
  }
  return made;
}

/** "14:30" or "2:30 PM". */
export function timeOfDay(instant: number, reader: Reader): string {
  return format(reader, {
    hour: reader.hourCycle === 12 ? "numeric" : "2-digit",
    minute: "2-digit",
  }).format(instant);
}

/** "Tuesday, 24 November 2026". */
export function longDate(instant: number, reader: Reader): string {
  return format(reader, { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(
    instant,
  );
}

const dates = new Map<string, string>();

/** A calendar date, the same in every zone: "Tuesday, 24 November 2026". */
export function dateInWords(date: string, { language, hourCycle }: Reader): string {
  const key = `${date} ${language} ${hourCycle}`;
  let said = dates.get(key);
  if (said === undefined) {
    said = longDate(Date.parse(`${date}T12:00:00Z`), { zone: "UTC", language, hourCycle });
    if (dates.size >= 5_000) dates.clear();
    dates.set(key, said);
  }
  return said;
}

/** "Tue 24 Nov". */
export function shortDate(instant: number, reader: Reader): string {
  return format(reader, { weekday: "short", day: "numeric", month: "short" }).format(instant);
}

/** "GMT+1": the offset in force at that instant. */
export function offsetName(instant: number, reader: Reader): string {
  return format(reader, { timeZoneName: "shortOffset" }).formatToParts(instant).find((part) =>
    part.type === "timeZoneName"
  )?.value ?? "";
}

/** "14:30–15:00 (Europe/Berlin, GMT+1)"; the end carries its date when it is another day. */
export function timeRange(span: { start: number; end: number }, reader: Reader): string {
  const sameDay = longDate(span.start, reader) === longDate(span.end, reader);
  const end = sameDay
    ? timeOfDay(span.end, reader)
    : `${shortDate(span.end, reader)}, ${timeOfDay(span.end, reader)}`;
  return `${timeOfDay(span.start, reader)}–${end} ${zoneInWords(span.start, reader)}`;
}

/** "Tuesday, 24 November 2026, 14:30–15:00 (Europe/Berlin, GMT+1)". */
export function whenInWords(span: { start: number; end: number }, reader: Reader): string {
  return `${longDate(span.start, reader)}, ${timeRange(span, reader)}`;
}

/** "Tuesday, 24 November 2026, 14:30 (Europe/Berlin, GMT+1)". */
export function momentInWords(instant: number, reader: Reader): string {
  return `${longDate(instant, reader)}, ${timeOfDay(instant, reader)} ${
    zoneInWords(instant, reader)
  }`;
}

function zoneInWords(instant: number, reader: Reader): string {
  return `(${reader.zone.replaceAll("_", " ")}, ${offsetName(instant, reader)})`;
}

/** "November 2026". */
export function monthName(instant: number, reader: Reader): string {
  return format(reader, { month: "long", year: "numeric" }).format(instant);
}

/** Short and long name of an ISO weekday: "Mon", "Monday". */
export function weekdayNames(weekday: number, language: string): { short: string; long: string } {
  const monday = Date.UTC(2024, 0, 1 + weekday - 1);
  const reader: Reader = { zone: "UTC", language, hourCycle: 24 };
  return {
    short: format(reader, { weekday: "short" }).format(monday),
    long: format(reader, { weekday: "long" }).format(monday),
  };
}

/** A zone as a person reads it: "America/New York". */
export function zoneName(zone: string): string {
  return zone.replaceAll("_", " ");
}
