/**
 * A second opinion on when a host is open: every minute of a date looked at by itself, by wall clocks from
 * `Intl.DateTimeFormat` alone.
 */
import type { DateOverride, Holiday, TimeOff } from "$lib/scheduling/availability-exceptions.ts";
import type { WeeklyRule } from "$lib/scheduling/availability-schedule.ts";
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import type { Span } from "$lib/scheduling/span.ts";

export interface HostHours {
  zone: string;
  rules: readonly WeeklyRule[];
  overrides: readonly DateOverride[];
  timeOff: readonly TimeOff[];
  holidays: readonly Holiday[];
}

/** Closed time, and whether a date says so or a day off. */
export interface Closure extends Span {
  isOverride: boolean;
}

/** The hours of a date, found by looking for their boundaries among its minutes. */
export function hoursOn({ zone, rules, overrides }: HostHours, date: string): Span[] {
  const ofDate = overrides.filter((each) => each.date === date && each.kind !== "block");
  const isReplaced = ofDate.some(({ kind }) => kind === "replace");
  const weekly = rules.filter(({ weekday }) => weekday === weekdayOn(date) && !isReplaced);
  const all = [...weekly, ...ofDate].map(({ from, to }) => ({ start: from, end: to }));
  const windows: Span[] = [];
  for (let from = 0; from < 1440; from++) {
    if (!isIn(all, from) || isIn(all, from - 1)) continue;
    let to = from;
    while (isIn(all, to)) to++;
    windows.push(spanOf(zone, date, from, date, to));
  }
  return windows.filter(({ start, end }) => start < end);
}

/** What is closed by a date, a day off, a holiday. */
export function closuresOf(host: HostHours, dates: readonly string[]): Closure[] {
  const { zone, overrides, timeOff, holidays } = host;
  const off = [...timeOff, ...holidays.map(({ date }) => ({ first: date, last: date }))];
  return [
    ...overrides.filter(({ kind, date }) => kind === "block" && dates.includes(date)).map((
      { date, from, to },
    ) => ({ isOverride: true, ...spanOf(zone, date, from, date, to) })),
    ...off.filter(({ first, last }) => dates.some((date) => first <= date && date <= last))
      .map(({ first, last }) => ({ isOverride: false, ...spanOf(zone, first, 0, last, 1440) })),
  ];
}

/** From the first time that a clock shows the one to the last time that it shows the other. */
function spanOf(zone: string, first: string, from: number, last: string, to: number): Span {
  return {
    start: instantsOf(zone, first, from)[0]!,
    end: to === 1440 ? startOf(zone, laterDate(last, 1)) : instantsOf(zone, last, to).at(-1)!,
  };
}

/** Those that a span and a day on either side touch: a clock set back across midnight shows a date twice. */
export function datesFrom(zone: string, { start, end }: Span): string[] {
  const last = laterDate(dateAt(zone, end), 1);
  const dates = [laterDate(dateAt(zone, start), -1)];
  while (dates.at(-1)! < last) dates.push(laterDate(dates.at(-1)!, 1));
  return dates;
}

/** What is left of a window, looking at each minute. */
export function without(window: Span, closures: readonly Span[]): Span[] {
  const near = closures.filter((each) => meet(each, window));
  if (near.length === 0) return [window];
  const left: Span[] = [];
  for (let at = window.start; at < window.end; at += MINUTE) {
    if (isIn(near, at)) continue;
    if (left.at(-1)?.end === at) left.at(-1)!.end = at + MINUTE;
    else left.push({ start: at, end: at + MINUTE });
  }
  return left;
}

/** Whether an instant lies in any of them. */
export function isIn(spans: readonly Span[], at: number): boolean {
  return spans.some(({ start, end }) => start <= at && at < end);
}

/** Whether two spans have a time in common. */
export function meet(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

interface WallTime {
  at: number;
  date: string;
  /** Since midnight. */
  minute: number;
}

const clocks = new Map<
  string,
  { utcDays: Map<number, WallTime[]>; dates: Map<string, Map<number, number[]>> }
>();

function clockOf(zone: string) {
  const known = clocks.get(zone) ?? { utcDays: new Map(), dates: new Map() };
  clocks.set(zone, known);
  return known;
}

/** What the clock shows at each minute of a day of UTC. */
function utcDay(zone: string, day: number): WallTime[] {
  const { utcDays } = clockOf(zone), known = utcDays.get(day);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  const list = Array.from({ length: DAY / MINUTE }, (_, n): WallTime => {
    const at = day * DAY + n * MINUTE;
    const [date = "", clock = ""] = format.format(at).split(", ");
    return { at, date, minute: Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)) };
  });
  utcDays.set(day, list);
  return list;
}

/** What the clock shows at an instant. */
export function wallTimeAt(zone: string, at: number): WallTime {
  const day = Math.floor(at / DAY);
  return utcDay(zone, day)[Math.floor((at - day * DAY) / MINUTE)]!;
}

/** The instants of each minute of a date, in the order in which they come; none where a clock skips it. */
function minutesOn(zone: string, date: string): Map<number, number[]> {
  const { dates } = clockOf(zone), known = dates.get(date);
  if (known) return known;
  const day = Date.parse(`${date}T00:00Z`) / DAY, minutes = new Map<number, number[]>();
  for (const wall of [day - 1, day, day + 1].flatMap((each) => utcDay(zone, each))) {
    if (wall.date === date) minutes.set(wall.minute, [...minutes.get(wall.minute) ?? [], wall.at]);
  }
  dates.set(date, minutes);
  return minutes;
}

/** The instants at which a clock shows this; where it never does, the first after. */
function instantsOf(zone: string, date: string, minute: number): number[] {
  const day = minutesOn(zone, date), exact = day.get(minute);
  if (exact) return exact;
  for (const [later, [at]] of day) if (later > minute) return [at!];
  return instantsOf(zone, laterDate(date, 1), 0);
}

/** When a date begins. */
export function startOf(zone: string, date: string): number {
  return instantsOf(zone, date, 0)[0]!;
}

/** The last date that had begun at an instant. */
export function dateAt(zone: string, at: number): string {
  const { date } = wallTimeAt(zone, at), next = laterDate(date, 1);
  return startOf(zone, next) <= at ? next : date;
}

/** The calendar date so many days after one. */
export function laterDate(date: string, by: number): string {
  return new Date(Date.parse(`${date}T12:00Z`) + by * DAY).toISOString().slice(0, 10);
}

/** From 1, Monday, to 7. */
export function weekdayOn(date: string): number {
  return new Date(`${date}T12:00Z`).getUTCDay() || 7;
}
