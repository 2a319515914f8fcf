import { longDate } from "$lib/scheduling/wording.ts";

/** A calendar date in words, whatever the zone. */
export function dateInWords(date: string): string {
  return longDate(Date.parse(`${date}T12:00:00Z`), { zone: "UTC", language: "en", hourCycle: 24 });
}
