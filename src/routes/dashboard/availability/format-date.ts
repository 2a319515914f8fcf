import { type DisplayOptions, formatDate, formatShortDate } from "$lib/i18n/date-time.ts";

/** How a host reads a calendar date. */
export type DateReader = Pick<DisplayOptions, "language" | "hourCycle">;

/** A calendar date as text, independent of time zones. */
export function formatPlainDate(date: string, { language, hourCycle }: DateReader): string {
  return formatDate(date, { zone: "UTC", language, hourCycle });
}

/** The same without the year: "Tue 24 Nov". */
export function formatShortPlainDate(date: string, { language, hourCycle }: DateReader): string {
  return formatShortDate(Date.parse(`${date}T12:00:00Z`), { zone: "UTC", language, hourCycle });
}
