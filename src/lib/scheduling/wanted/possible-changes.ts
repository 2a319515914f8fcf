import { limitPeriods } from "../booking-limits.ts";
import type { WeeklyRule } from "../availability-schedule.ts";
import { type Change, type Changeable, dayHours, dayWindows, laterLastDate } from "./change.ts";
import type { WantedReason } from "./wanted-time.ts";

/** The values that a change may set, in minutes or days. */
export const noticeSteps = [
  0,
  15,
  30,
  60,
  120,
  240,
  480,
  720,
  1_440,
  2_880,
  4_320,
  10_080,
  20_160,
  43_200,
] as const;
export const bufferSteps = [0, 5, 10, 15, 30, 45, 60, 90, 120] as const;
export const windowSteps = [7, 14, 30, 60, 90, 180, 365] as const;
/** Days by which a last date may move. */
export const lastDateSteps = [7, 14, 30, 60, 90] as const;
/** Hours open earlier or later by half hours, four hours at the most. */
export const HALF_HOUR = 30, MOST_HALF_HOURS = 8;

const DAY_MINUTES = 1_440;
/** Where no weekday has any. */
const usualHours = { from: 540, to: 1_020 };

/** The weekdays that the wanted time touches in the zone of the hours, and the minutes between starts of its length. */
export interface WantedHours {
  weekdays: readonly number[];
  slotInterval: number;
}

/** Every change that is considered for a wanted time that only this reason kept from being offered. */
export function changesFor(
  reason: WantedReason,
  settings: Changeable,
  wanted: WantedHours,
): Change[] {
  switch (reason) {
    case "hours":
      return moreHours(settings, wanted);
    case "notice":
      return noticeSteps.filter((minutes) => minutes < settings.type.minimumNotice)
        .map((minutes) => ({ kind: "notice", minutes }));
    case "window":
      return longerWindows(settings);
    case "limit":
      return raisedLimits(settings);
    case "buffer":
      return shorterBuffers(settings);
    default:
      return [];
  }
}

/** Every change that is considered at all. */
export function possibleChanges(settings: Changeable, wanted: WantedHours): Change[] {
  return (["hours", "notice", "buffer", "limit", "window"] as const)
    .flatMap((reason) => changesFor(reason, settings, wanted));
}

function moreHours({ schedule }: Changeable, { weekdays, slotInterval }: WantedHours): Change[] {
  if (!schedule) return [];
  return weekdays.flatMap((weekday) => moreHoursOn(weekday, schedule, slotInterval));
}

/** Earlier starts keep the grid of the day: no time that is offered now would be lost. */
function moreHoursOn(
  weekday: number,
  { id: scheduleId, rules }: NonNullable<Changeable["schedule"]>,
  slotInterval: number,
): Change[] {
  const hours = dayHours(rules, weekday);
  if (!hours) return [{ kind: "open", scheduleId, weekday, ...longestHours(rules) }];
  const steps = Array.from({ length: MOST_HALF_HOURS }, (_, i) => (i + 1) * HALF_HOUR);
  return [
    ...steps.filter((step) => step % slotInterval === 0).map((step) => hours.from - step)
      .filter((minute) => minute >= 0)
      .map((minute): Change => ({ kind: "hours", scheduleId, weekday, side: "from", minute })),
    ...steps.map((step) => hours.to + step)
      .filter((minute) => minute <= DAY_MINUTES)
      .map((minute): Change => ({ kind: "hours", scheduleId, weekday, side: "to", minute })),
    ...betweenWindows(dayWindows(rules, weekday), slotInterval)
      .map((span): Change => ({ kind: "between", scheduleId, weekday, ...span })),
  ];
}

/** What may be open between two windows of a day: from either side on, and all of it where the later starts stay on their grid. */
function betweenWindows(
  windows: readonly { from: number; to: number }[],
  slotInterval: number,
): { from: number; to: number }[] {
  const steps = Array.from({ length: MOST_HALF_HOURS }, (_, i) => (i + 1) * HALF_HOUR);
  return windows.slice(1).flatMap((later, n) => {
    const { from: opens, to: from } = windows[n]!;
    const { from: to } = later;
    const inside = steps.filter((step) => step < to - from);
    const isWhole = to - from <= MOST_HALF_HOURS * HALF_HOUR && (to - opens) % slotInterval === 0;
    return [
      ...inside.map((step) => ({ from, to: from + step })),
      ...inside.filter((step) => step % slotInterval === 0).map((step) => ({
        from: to - step,
        to,
      })),
      ...(isWhole ? [{ from, to }] : []),
    ];
  });
}

/** From when to when the weekday is open that is open longest, the first of them. */
function longestHours(rules: readonly WeeklyRule[]): { from: number; to: number } {
  const days = [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => dayHours(rules, weekday) ?? []);
  return days.reduce(
    (longest, hours) =>
      longest === null || hours.to - hours.from > longest.to - longest.from ? hours : longest,
    null as { from: number; to: number } | null,
  ) ?? usualHours;
}

function longerWindows({ type }: Changeable): Change[] {
  const { bookingWindowDays, bookingWindowUntil } = type;
  if (bookingWindowUntil !== null) {
    return lastDateSteps.map((days) => laterLastDate(bookingWindowUntil, days));
  }
  return windowSteps.filter((days) => days > bookingWindowDays)
    .map((days) => ({ kind: "window", days }));
}

const MOST_A_PERIOD = 1_000;

function raisedLimits({ type, hostLimits }: Changeable): Change[] {
  return (["type", "host"] as const).flatMap((of) => {
    const limits = of === "type" ? type.bookingLimits : hostLimits;
    return limitPeriods.flatMap((period): Change[] => {
      const limit = limits?.[period] ?? MOST_A_PERIOD;
      return limit < MOST_A_PERIOD ? [{ kind: "limit", of, period, limit: limit + 1 }] : [];
    });
  });
}

function shorterBuffers({ type }: Changeable): Change[] {
  return (["before", "after"] as const).flatMap((side) => {
    const now = side === "before" ? type.bufferBefore : type.bufferAfter;
    return bufferSteps.filter((minutes) => minutes < now)
      .map((minutes): Change => ({ kind: "buffer", side, minutes }));
  });
}
