import { DAY } from "$lib/scheduling/durations.ts";
/** An event as a test writes it, in iCalendar lines, for servers that speak something else; and its instances, by Temporal. */

export interface WrittenEvent {
  allDay: boolean;
  /** Wall-clock start in `zone`, or the first day. */
  start: Temporal.PlainDateTime;
  zone: string;
  /** Milliseconds; of all-day events whole days. */
  length: number;
  repeats: "DAILY" | "WEEKLY" | null;
  transparent: boolean;
  cancelled: boolean;
  title: string;
  isPrivate: boolean;
}

/** Reads the few properties that these tests use. */
export function writtenEvent(lines: string[]): WrittenEvent {
  const found = (name: string) => lines.find((line) => new RegExp(`^${name}[;:]`).test(line)) ?? "";
  const valueOf = (name: string) => found(name).slice(found(name).indexOf(":") + 1);
  const value = valueOf("DTSTART");
  const allDay = !value.includes("T");
  const zone = /TZID=([^:;]+)/.exec(found("DTSTART"))?.[1] ?? "UTC";
  const duration = valueOf("DURATION");
  return {
    allDay,
    start: Temporal.PlainDateTime.from(
      allDay ? `${value}T000000` : value.replace("Z", ""),
    ),
    zone,
    length: duration
      ? Temporal.Duration.from(duration).total({ unit: "milliseconds", relativeTo: "2026-01-01" })
      : DAY,
    repeats: /FREQ=WEEKLY/.test(valueOf("RRULE"))
      ? "WEEKLY"
      : /FREQ=DAILY/.test(valueOf("RRULE"))
      ? "DAILY"
      : null,
    transparent: valueOf("TRANSP") === "TRANSPARENT",
    cancelled: valueOf("STATUS") === "CANCELLED",
    title: valueOf("SUMMARY"),
    isPrivate: valueOf("CLASS") === "PRIVATE",
  };
}

/** When it happens between two instants; all-day ones in the zone that is given. */
export function instancesOf(
  event: WrittenEvent,
  window: { start: number; end: number },
  zone: string,
): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  const step = event.repeats === "WEEKLY" ? { days: 7 } : { days: 1 };
  for (let wall = event.start;; wall = wall.add(step)) {
    const start = wall.toZonedDateTime(event.allDay ? zone : event.zone).epochMilliseconds;
    const end = event.allDay
      ? wall.add({ days: event.length / DAY }).toZonedDateTime(zone).epochMilliseconds
      : start + event.length;
    if (start >= window.end) break;
    if (end > window.start) found.push({ start, end });
    if (!event.repeats) break;
  }
  return found;
}
