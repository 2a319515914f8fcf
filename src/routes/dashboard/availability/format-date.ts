import { formatLongDate } from "$lib/i18n/date-time.ts";

/** A calendar date as text, independent of time zones. */
export function formatPlainDate(date: string): string {
  return formatLongDate(Date.parse(`${date}T12:00:00Z`), {
    zone: "UTC",
    language: "en",
    hourCycle: 24,
  });
}
