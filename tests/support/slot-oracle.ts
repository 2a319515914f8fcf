/**
 * A second opinion on all rules of a host: every minute of a month looked at by itself, wall clocks from
 * `Intl.DateTimeFormat`. Shares nothing with the rules but the records they are written down in.
 */
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { HostRules } from "$lib/scheduling/host-rules.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import type { Schedule } from "$lib/scheduling/availability-schedule.ts";
import { bruteForceWindows, instants, nextDate, type WallTime } from "./brute-force-slots.ts";

const MINUTE = 60_000;

export interface RuleSet {
  type: EventType;
  schedule: Schedule;
  rules: HostRules;
  minutes: number;
  holds: Hold[];
  busy: { start: number; end: number }[];
  /** How far calendars are known; null where none is chosen. */
  knownTo: number | null;
  now: number;
}

/** Every start of a window that all rules let through; `clock` reaches at least ten days beyond the window's months. */
export function oracleSlots(
  set: RuleSet,
  clock: WallTime[],
  window: { start: number; end: number },
): number[] {
  const { type, minutes, now } = set;
  const onGrid = gridByLooking(set, clock);
  const open = openByLooking(set, clock);
  const busy = minutesOf(set.busy);
  const live = set.holds.filter((hold) => hold.expiresAt === null || hold.expiresAt > now);
  const held = minutesOf(live);
  const heldPadded = minutesOf(live.map(padded));
  const limits = limitsByLooking(set, live, clock);
  const today = clock.find((wall) => wall.at === now)!.date;
  const lastDate = type.bookingWindowUntil === null
    ? later(today, type.bookingWindowDays)
    : [type.bookingWindowUntil, later(today, 365)].sort()[0]!;

  const starts: number[] = [];
  for (let at = window.start; at < window.end; at += MINUTE) {
    if (at <= now || at < now + type.minimumNotice * MINUTE) continue;
    if (dayOf(clock, at) > lastDate) continue;
    const time = { start: at, end: at + minutes * MINUTE };
    const shared = sharedByLooking(set, live, time);
    // Who joins others needs no grid, fills no limit, and has the room that was made for them.
    if (shared ? shared.bookingIds.length >= type.seats : !onGrid.has(at)) continue;
    if (!shared && limits.some((isFull) => isFull(at))) continue;
    const others = live.filter((hold) => hold !== shared);
    const [plain, round] = shared
      ? [minutesOf(others), minutesOf(others.map(padded))]
      : [held, heldPadded];
    const { bufferBefore, bufferAfter } = shared ?? type;
    if (!each(time, (minute) => open.has(minute) && !round.has(minute))) continue;
    const room = padded({ ...time, bufferBefore, bufferAfter });
    if (!each(room, (minute) => !busy.has(minute) && !plain.has(minute))) continue;
    const { knownTo } = set;
    if (type.whenCalendarStale === "hide" && knownTo !== null && time.end > knownTo) continue;
    starts.push(at);
  }
  return starts;
}

/** The guests of this type who are there at exactly this time; null where the type has no seats or nobody is there. */
function sharedByLooking(
  { type }: RuleSet,
  live: Hold[],
  { start, end }: { start: number; end: number },
): Hold | null {
  if (type.seats === 1) return null;
  return live.find((hold) =>
    hold.seatDeadlines && hold.typeId === type.id && hold.start === start && hold.end === end
  ) ?? null;
}

/** What is closed by a date, a day off, a holiday. */
function closedByLooking({ schedule, rules }: RuleSet, clock: WallTime[]): Set<number> {
  const spans: { start: number; end: number }[] = [];
  const close = (date: string, from: number, last: string, to: number) =>
    spans.push({
      start: instants(clock, date, from)[0]!,
      end: to === 1440 ? startsAt(clock, nextDate(last)) : instants(clock, last, to).at(-1)!,
    });
  for (const { kind, date, from, to } of schedule.overrides) {
    if (kind === "block") close(date, from, date, to);
  }
  for (const { first, last } of rules.timeOff) close(first, 0, last, 1440);
  for (const { date } of rules.holidays) close(date, 0, date, 1440);
  return minutesOf(spans);
}

function windowsOf({ schedule }: RuleSet, clock: WallTime[]) {
  const added = schedule.overrides.filter(({ kind }) => kind !== "block");
  return bruteForceWindows(schedule.rules, clock, added);
}

function openByLooking(set: RuleSet, clock: WallTime[]): Set<number> {
  const open = minutesOf(windowsOf(set, clock));
  for (const minute of closedByLooking(set, clock)) open.delete(minute);
  return open;
}

/** A grid begins with each window, and anew behind whatever is closed in it. */
function gridByLooking(set: RuleSet, clock: WallTime[]): Set<number> {
  const closed = closedByLooking(set, clock);
  const step = set.type.slotInterval ?? set.minutes;
  const grid = new Set<number>();
  for (const { start, end } of windowsOf(set, clock)) {
    let since = 0;
    for (let at = start; at < end; at += MINUTE) {
      if (closed.has(at)) since = -1;
      else if (since % step === 0) grid.add(at);
      since++;
    }
  }
  return grid;
}

/** For each limit, whether an instant lies in a period with as many meetings. */
function limitsByLooking(
  { type, rules }: RuleSet,
  live: Hold[],
  clock: WallTime[],
): ((at: number) => boolean)[] {
  const isFull = (
    counted: Hold[],
    limit: number | null,
    periodOf: (date: string) => string,
  ) =>
  (at: number) => {
    if (limit === null) return false;
    const period = periodOf(dayOf(clock, at));
    const meetings = counted.filter(({ start }) => periodOf(dayOf(clock, start)) === period);
    return new Set(meetings.map(({ slot }) => slot.split(":")[0])).size >= limit;
  };
  return [
    {
      bookingLimits: type.bookingLimits,
      limitHolds: live.filter(({ typeId }) => typeId === type.id),
    },
    { bookingLimits: rules.bookingLimits, limitHolds: live },
  ].flatMap(({ bookingLimits: caps, limitHolds: counted }) => [
    isFull(counted, caps.day, (date) => date),
    isFull(counted, caps.week, mondayOf),
    isFull(counted, caps.month, (date) => date.slice(0, 7)),
  ]);
}

const days = new WeakMap<WallTime[], { date: string; start: number }[]>();

/** The last date that had begun at an instant. */
function dayOf(clock: WallTime[], at: number): string {
  const known = days.get(clock) ??
    [...new Set(clock.map(({ date }) => date))].sort()
      .map((date) => ({ date, start: startsAt(clock, date) }));
  days.set(clock, known);
  return known.findLast(({ start }) => start <= at)!.date;
}

function startsAt(clock: WallTime[], date: string): number {
  return instants(clock, date, 0)[0]!;
}

function mondayOf(date: string): string {
  const weekday = new Date(`${date}T12:00Z`).getUTCDay() || 7;
  return later(date, 1 - weekday);
}

function later(date: string, by: number): string {
  return new Date(Date.parse(`${date}T12:00Z`) + by * 86_400_000).toISOString().slice(0, 10);
}

function padded(
  { start, end, bufferBefore, bufferAfter }: Pick<
    Hold,
    "start" | "end" | "bufferBefore" | "bufferAfter"
  >,
) {
  return { start: start - bufferBefore * MINUTE, end: end + bufferAfter * MINUTE };
}

function minutesOf(spans: readonly { start: number; end: number }[]): Set<number> {
  const minutes = new Set<number>();
  for (const span of spans) {
    for (let at = span.start; at < span.end; at += MINUTE) minutes.add(at);
  }
  return minutes;
}

function each(span: { start: number; end: number }, holds: (minute: number) => boolean): boolean {
  for (let at = span.start; at < span.end; at += MINUTE) if (!holds(at)) return false;
  return true;
}
