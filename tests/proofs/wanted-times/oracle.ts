/** What should be counted: every client's wanted times, why they were not offered, and what each change would have offered. */
import { closedTimesIn } from "$lib/scheduling/availability-exceptions.ts";
import { fullPeriods } from "$lib/scheduling/booking-limits.ts";
import { addDays, dateAt, startOfDay, weekdayOf } from "$lib/scheduling/day.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import { datesAround, openWindowsOver, withoutClosures } from "$lib/scheduling/open-windows.ts";
import { computeSlots, type SlotQuery } from "$lib/scheduling/slots.ts";
import { overlaps, type Span, subtract } from "$lib/scheduling/span.ts";
import { candidatesFor, type Settings, type TypeSettings } from "./settings.ts";

const MINUTE = 60_000, DAY = 86_400_000;

/** A start, or a whole day of the guest's zone. */
export interface Wanted {
  slug: string;
  minutes: number;
  span: Span;
  isDay: boolean;
  now: number;
}

/** The name of an event type is its id here. */
export interface Counts {
  /** By date, type, half hour and reasons. */
  times: Map<string, number>;
  /** By type and change. */
  changes: Map<string, number>;
  /** How far each change goes; smaller is better. */
  steps: Map<string, number>;
}

const order = ["notice", "window", "hours", "off", "busy", "buffer", "limit"];

/** The query of a type at an instant, from the settings and bookings alone. */
export function queryOf(
  settings: Settings,
  { slug, minutes, now }: Pick<Wanted, "slug" | "minutes" | "now">,
  holds: readonly Hold[],
  window: Span,
): SlotQuery {
  const { zone, rules, overrides, timeOff, holidays, hostLimits } = settings;
  const type = typeOf(settings, slug);
  const closures = closedTimesIn(
    { overrides, timeOff, holidays },
    zone,
    ...datesAround(window, zone, minutes),
  );
  const live = holds.filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
  const ahead = startOfDay(addDays(dateAt(now, zone), type.bookingWindowDays + 1), zone);
  const until = type.bookingWindowUntil;
  const ofType = live.filter(({ typeId }) => typeId === slug);
  return {
    windows: withoutClosures(openWindowsOver(rules, zone, window, minutes, overrides), closures),
    closures,
    minutes,
    slotIntervalMinutes: type.slotInterval ?? minutes,
    bufferBefore: type.bufferBefore,
    bufferAfter: type.bufferAfter,
    busy: [],
    holds: live,
    now,
    earliest: now + type.minimumNotice * MINUTE,
    bookingWindowEnd: until === null ? ahead : startOfDay(addDays(until, 1), zone),
    fullPeriods: [
      ...fullPeriods(ofType, type.bookingLimits, "type", zone, now),
      ...fullPeriods(live, hostLimits, "host", zone, now),
    ],
    knownUntil: Infinity,
    window,
  };
}

/** Whether a start, or anything of a day, is offered. */
export function isOffered(settings: Settings, wanted: Wanted, holds: readonly Hold[]): boolean {
  return computeSlots(queryOf(settings, wanted, holds, wanted.span)).length > 0;
}

/** Counts a wanted time that is not offered and has not passed. */
export function countInto(
  { times, changes, steps }: Counts,
  settings: Settings,
  wanted: Wanted,
  holds: readonly Hold[],
  scheduleId: string,
): void {
  const { slug, span, isDay, now } = wanted;
  const query = queryOf(settings, wanted, holds, span);
  const isAhead = isDay ? span.end > now && span.start < query.bookingWindowEnd : span.start > now;
  if (!isAhead || span.start > now + 366 * DAY || isOffered(settings, wanted, holds)) return;
  const { zone } = settings;
  const reasons = isDay ? [reasonOfDay(settings, wanted, query)] : reasonsAt(span.start, query);
  add(times, [dateAt(now, zone), slug, slotOf(wanted, zone), reasons.join("+")].join("|"));
  for (
    const candidate of candidatesFor(settings, typeOf(settings, slug), wanted.minutes, scheduleId)
  ) {
    if (!isOffered(candidate.settings, wanted, holds)) continue;
    const name = `${slug}|${candidate.text}`;
    add(changes, name);
    steps.set(name, candidate.steps);
  }
}

/** Why a start is not offered, one question after the other. */
export function reasonsAt(start: number, query: SlotQuery): string[] {
  const slot = { start, end: start + query.minutes * MINUTE };
  const step = query.slotIntervalMinutes * MINUTE;
  const gaps = subtract([slot], query.windows);
  const closing = query.closures.filter((each) => gaps.some((gap) => overlaps(gap, each)));
  const isOnGrid = (query.grid ?? query.windows).some((window) =>
    window.start <= start && start < window.end && (start - window.start) % step === 0
  );
  const near = query.holds.filter((hold) => {
    const before = Math.max(query.bufferBefore, hold.bufferAfter) * MINUTE;
    const after = Math.max(query.bufferAfter, hold.bufferBefore) * MINUTE;
    return hold.start - after < slot.end && slot.start < hold.end + before;
  });
  const holds: Record<string, boolean> = {
    notice: start < query.earliest,
    window: start >= query.earliest && start >= query.bookingWindowEnd,
    hours: gaps.length === 0
      ? !isOnGrid
      : subtract(gaps, closing).length > 0 || closing.some(({ reason }) => reason === "OVERRIDE"),
    off: closing.some(({ reason }) => reason !== "OVERRIDE"),
    busy: near.some((hold) => overlaps(hold, slot)),
    buffer: near.some((hold) => !overlaps(hold, slot)),
    limit: query.fullPeriods.some((period) => period.start <= start && start < period.end),
  };
  return order.filter((reason) => holds[reason]);
}

/** The first reason of most starts that the hours of the day have; without any, what closes it. */
export function reasonOfDay(
  { zone, rules, overrides }: Pick<Settings, "zone" | "rules" | "overrides">,
  wanted: Wanted,
  query: SlotQuery,
): string {
  const { span, now, minutes } = wanted;
  const step = query.slotIntervalMinutes * MINUTE;
  const windows = openWindowsOver(rules, zone, span, minutes, overrides);
  const starts = new Set<number>();
  for (const window of query.grid ?? windows) {
    for (let start = window.start; start < window.end; start += step) {
      const slot = { start, end: start + minutes * MINUTE };
      if (
        start > now && start >= span.start && start < span.end &&
        subtract([slot], windows).length === 0
      ) {
        starts.add(start);
      }
    }
  }
  if (starts.size === 0) {
    const noon = Math.max((span.start + span.end) / 2, now + 1);
    return reasonsAt(noon, query).includes("off") ? "off" : "hours";
  }
  const firsts = [...starts].map((start) => reasonsAt(start, query)[0] ?? "");
  if (firsts.every((reason) => reason === "")) return "";
  const countOf = (reason: string) => firsts.filter((each) => each === reason).length;
  return order.reduce((most, reason) => countOf(reason) > countOf(most) ? reason : most);
}

/** The half hour of the week, or the day, as it is counted. */
export function slotOf({ span, isDay }: Wanted, zone: string): string {
  const instant = isDay ? (span.start + span.end) / 2 : span.start;
  const weekday = weekdayOf(dateAt(instant, zone));
  if (isDay) return `${weekday} day`;
  const clock = new Intl.DateTimeFormat("en", {
    timeZone: zone,
    hourCycle: "h23",
    hour: "numeric",
    minute: "numeric",
  }).formatToParts(instant);
  const part = (type: string) => Number(clock.find((each) => each.type === type)?.value);
  return `${weekday} ${part("hour") * 2 + (part("minute") >= 30 ? 1 : 0)}`;
}

function typeOf({ types }: Settings, slug: string): TypeSettings {
  return types.find((each) => each.slug === slug)!;
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
