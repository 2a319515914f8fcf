import { type DisplayOptions, formatLongDate, formatShortDate } from "$lib/i18n/date-time.ts";

const reader: DisplayOptions = { zone: "UTC", language: "en", hourCycle: 24 };
const noonOf = (date: string) => Date.parse(`${date}T12:00:00Z`);

/** A calendar date as text, independent of time zones. */
export function formatPlainDate(date: string): string {
  return formatLongDate(noonOf(date), reader);
}

/** The same without the year: "Tue 24 Nov". */
export function formatShortPlainDate(date: string): string {
  return formatShortDate(noonOf(date), reader);
}
