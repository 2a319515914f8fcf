import * as v from "valibot";
import type { DateOverride } from "./availability-exceptions.ts";
import { merge } from "./span.ts";
import { isVisible } from "./visible-text.ts";

/** One weekly window in the host's wall-clock time; minutes since midnight, `to` up to 1440. */
export interface WeeklyRule {
  /** ISO weekday, Monday is 1. */
  weekday: number;
  from: number;
  to: number;
}

/** A named set of weekly hours with its date overrides; an event type uses one. */
export interface Schedule {
  id: string;
  hostId: string;
  name: string;
  rules: WeeklyRule[];
  overrides: DateOverride[];
  /** Whether the host made it their default one. */
  isDefault?: boolean;
  /** Counts every change. */
  revision: number;
  /** The revision with which the weekly hours changed last. */
  hoursRevision: number;
}

/** How many schedules a host may have. */
export const MAX_SCHEDULES = 20;

export const ScheduleName = v.pipe(
  v.string(),
  v.trim(),
  v.check(isVisible, "name-needed"),
  v.maxLength(60, "too-long"),
  v.check((name) => !/\p{Cc}/u.test(name), "control-characters"),
);

export const WeeklyRules = v.pipe(
  v.array(
    v.pipe(
      v.object({
        weekday: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7)),
        from: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1439)),
        to: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1440)),
      }),
      v.check((rule) => rule.from < rule.to, "window-backwards"),
    ),
  ),
  v.maxLength(50, "too-many-windows"),
);

/** Monday to Friday, nine to five: what a new host starts with. */
export const defaultWeeklyHours: WeeklyRule[] = [1, 2, 3, 4, 5].map((weekday) => ({
  weekday,
  from: 9 * 60,
  to: 17 * 60,
}));

/** The same hours as ordered windows that neither overlap nor touch within a day. */
export function mergeRules(rules: readonly WeeklyRule[]): WeeklyRule[] {
  return [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => {
    const windows = rules.filter((rule) => rule.weekday === weekday);
    return merge(windows.map(({ from, to }) => ({ start: from, end: to })))
      .map(({ start, end }) => ({ weekday, from: start, to: end }));
  });
}

/** The default where no schedule is named: the one that was made it, else the one that most event types use, else the first. */
export function defaultSchedule(
  schedules: readonly Schedule[],
  types: readonly { scheduleId: string }[],
): Schedule | undefined {
  const made = schedules.find(({ isDefault }) => isDefault);
  if (made) return made;
  const uses = ({ id }: Schedule) => types.filter(({ scheduleId }) => scheduleId === id).length;
  return schedules.toSorted((a, b) => uses(b) - uses(a))[0];
}
