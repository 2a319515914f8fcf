/** VTIMEZONEs as lines, and the times of day that an event in them is read at. */
import assert from "node:assert/strict";
import { parseBusyTimes } from "$lib/icalendar/busy-times.ts";
import { calendar, event, wide } from "./parse-lines.ts";

/** An hour at ten on a day. */
export const at = (tzid: string, day: string) =>
  event(`DTSTART;TZID=${tzid}:${day}T100000`, `DTEND;TZID=${tzid}:${day}T110000`);

/** Busy spans as `month-day hour/hour` in UTC, and why some of it is only assumed. */
export function read(...lines: string[]): (string | null)[] {
  const { objects: [object], unreadable } = parseBusyTimes(
    calendar(...lines),
    wide,
    "Europe/Berlin",
  );
  assert.deepEqual(unreadable, []);
  const short = (instant: number) => new Date(instant).toISOString().slice(11, 16);
  const spans = object?.busy.map(({ start, end }) => `${short(start)}/${short(end)}`) ?? [];
  return [...spans, object?.approximate ?? null];
}

export const zone = (
  tzid: string,
  ...lines: string[]
) => ["BEGIN:VTIMEZONE", `TZID:${tzid}`, ...lines, "END:VTIMEZONE"];
export const observance = (
  kind: string,
  start: string,
  from: string,
  to: string,
  ...more: string[]
) =>
  [`BEGIN:${kind}`, `DTSTART:${start}`, `TZOFFSETFROM:${from}`, `TZOFFSETTO:${to}`]
    .concat(more, `END:${kind}`);
export const winter = (start: string, ...more: string[]) =>
  observance("STANDARD", start, "+0200", "+0100", ...more);
export const summer = (start: string, ...more: string[]) =>
  observance("DAYLIGHT", start, "+0100", "+0200", ...more);
export const autumn = "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10";
export const spring = "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3";
export const berlin = [...winter("19701025T030000", autumn), ...summer("19700329T020000", spring)];

export const two = ["08:00/10:00", "zone"];
