/** Lines of events as a calendar, and the busy times that are read from them. */
import { parseBusyTimes, type ParsedBusyTimes } from "$lib/icalendar/busy-times.ts";
import { merge, type Span } from "$lib/scheduling/span.ts";

export const BERLIN = "Europe/Berlin";
export const span = (from: string, to: string): Span => ({
  start: Date.parse(from),
  end: Date.parse(to),
});
export const wide = span("2026-01-01T00:00Z", "2027-12-31T00:00Z");

export const calendar = (...lines: string[]) =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", ...lines, "END:VCALENDAR", ""].join("\r\n");
export const event = (...lines: string[]) => ["BEGIN:VEVENT", "UID:a", ...lines, "END:VEVENT"];
export const zoned = (name: string, time: string) => `${name};TZID=Europe/Berlin:${time}`;

/** On four Mondays, nine to ten in Berlin. */
export const weekly = event(
  zoned("DTSTART", "20260706T090000"),
  zoned("DTEND", "20260706T100000"),
  "RRULE:FREQ=WEEKLY;COUNT=4",
);

export function read(lines: string[], zone = BERLIN, self: string[] = []): ParsedBusyTimes {
  return parseBusyTimes(calendar(...lines), wide, zone, self);
}

/** Busy spans as `from/to` in UTC minutes, of everything in the text. */
export function busy(lines: string[], window = wide, zone = BERLIN, self: string[] = []): string[] {
  return parseBusyTimes(calendar(...lines), window, zone, self).objects
    .flatMap((object) => object.busy).map(written);
}

/** As {@link busy}, adjacent and overlapping spans as one. */
export function mergedBusy(lines: string[], zone = BERLIN, self: string[] = []): string[] {
  return merge(read(lines, zone, self).objects.flatMap((object) => object.busy)).map(written);
}

/** When each merged busy span starts. */
export const days = (lines: string[], zone = BERLIN) =>
  mergedBusy(lines, zone).map((line) => line.slice(0, 16));
/** Why entries could not be read. */
export const reasons = (lines: string[]) => read(lines).unreadable.map(({ reason }) => reason);
/** Why the busy time of the first object is only approximate. */
export const approximateOf = (lines: string[], zone = BERLIN) =>
  read(lines, zone).objects[0]?.approximate;

function written({ start, end }: Span): string {
  const minute = (at: number) => new Date(at).toISOString().slice(0, 16);
  return `${minute(start)}/${minute(end)}`;
}
