import { addDays } from "../day.ts";
import { type BookingLimits, type LimitPeriod, limitPeriods } from "../booking-limits.ts";
import type { Schedule, WeeklyRule } from "../availability-schedule.ts";
import type { EventType } from "../event-type.ts";

/** One change of a setting that would offer more times; what it says is the new value. Minutes since midnight, or minutes. */
export type Change =
  /** A weekday opens earlier (`from`) or closes later (`to`). */
  | { kind: "hours"; scheduleId: string; weekday: number; side: "from" | "to"; minute: number }
  /** A weekday without hours gets some. */
  | { kind: "open"; scheduleId: string; weekday: number; from: number; to: number }
  /** A weekday is open too between two of its windows, or for a part of it at one side. */
  | { kind: "between"; scheduleId: string; weekday: number; from: number; to: number }
  | { kind: "notice"; minutes: number }
  | { kind: "window"; days: number }
  | { kind: "last-date"; date: string }
  | { kind: "limit"; of: "type" | "host"; period: LimitPeriod; limit: number }
  | { kind: "buffer"; side: "before" | "after"; minutes: number };

/** The settings that decide which times of an event type are offered, as far as a change concerns them. */
export interface Changeable {
  type: Pick<
    EventType,
    | "minimumNotice"
    | "bookingWindowDays"
    | "bookingWindowUntil"
    | "bookingLimits"
    | "bufferBefore"
    | "bufferAfter"
  >;
  /** Null for a team, whose members have their own. */
  schedule: Pick<Schedule, "id" | "rules"> | null;
  hostLimits: BookingLimits | null;
}

/** A change as a short text, the same for the same change. */
export function changeText(change: Change): string {
  switch (change.kind) {
    case "hours": {
      const { weekday, side, minute, scheduleId } = change;
      return `hours ${weekday} ${side} ${minute} ${scheduleId}`;
    }
    case "open":
    case "between": {
      const { kind, weekday, from, to, scheduleId } = change;
      return `${kind} ${weekday} ${from} ${to} ${scheduleId}`;
    }
    case "notice":
      return `notice ${change.minutes}`;
    case "window":
      return `window ${change.days}`;
    case "last-date":
      return `last-date ${change.date}`;
    case "limit":
      return `limit ${change.of} ${change.period} ${change.limit}`;
    case "buffer":
      return `buffer ${change.side} ${change.minutes}`;
  }
}

/** The change behind its text; null where it is none. */
export function parseChange(text: string): Change | null {
  const [kind, ...rest] = text.split(" ");
  const [a = "", b = "", c = "", scheduleId = ""] = rest;
  switch (kind) {
    case "hours":
      return b === "from" || b === "to"
        ? { kind, scheduleId, weekday: Number(a), side: b, minute: Number(c) }
        : null;
    case "open":
    case "between":
      return { kind, scheduleId, weekday: Number(a), from: Number(b), to: Number(c) };
    case "notice":
      return { kind, minutes: Number(a) };
    case "window":
      return { kind, days: Number(a) };
    case "last-date":
      return { kind, date: a };
    case "limit": {
      const period = limitPeriods.find((each) => each === b);
      return period && (a === "type" || a === "host")
        ? { kind, of: a, period, limit: Number(c) }
        : null;
    }
    case "buffer":
      return a === "before" || a === "after" ? { kind, side: a, minutes: Number(b) } : null;
    default:
      return null;
  }
}

/** The settings after a change. */
export function applyChange<Settings extends Changeable>(
  settings: Settings,
  change: Change,
): Settings {
  const { type, schedule, hostLimits } = settings;
  switch (change.kind) {
    case "hours":
    case "open":
    case "between":
      return schedule?.id === change.scheduleId
        ? { ...settings, schedule: { ...schedule, rules: changedRules(schedule.rules, change) } }
        : settings;
    case "notice":
      return { ...settings, type: { ...type, minimumNotice: change.minutes } };
    case "window":
      return { ...settings, type: { ...type, bookingWindowDays: change.days } };
    case "last-date":
      return { ...settings, type: { ...type, bookingWindowUntil: change.date } };
    case "limit": {
      const { of, period, limit } = change;
      if (of === "host") {
        return hostLimits
          ? { ...settings, hostLimits: { ...hostLimits, [period]: limit } }
          : settings;
      }
      const bookingLimits = { ...type.bookingLimits, [period]: limit };
      return { ...settings, type: { ...type, bookingLimits } };
    }
    case "buffer": {
      const field = change.side === "before" ? "bufferBefore" : "bufferAfter";
      return { ...settings, type: { ...type, [field]: change.minutes } };
    }
  }
}

/** A change of the hours of a schedule. */
export type HoursChange = Extract<Change, { kind: "hours" | "open" | "between" }>;

function changedRules(
  rules: readonly WeeklyRule[],
  change: HoursChange,
): WeeklyRule[] {
  const { weekday } = change;
  if (change.kind !== "hours") return [...rules, { weekday, from: change.from, to: change.to }];
  const hours = dayHours(rules, weekday);
  if (!hours) return [...rules];
  const { from, to } = hours;
  const more = change.side === "from"
    ? { weekday, from: change.minute, to: from }
    : { weekday, from: to, to: change.minute };
  return more.from < more.to ? [...rules, more] : [...rules];
}

/** When a weekday opens first and closes last; null where it is closed. */
export function dayHours(
  rules: readonly WeeklyRule[],
  weekday: number,
): { from: number; to: number } | null {
  const ofDay = rules.filter((rule) => rule.weekday === weekday);
  if (ofDay.length === 0) return null;
  return {
    from: Math.min(...ofDay.map(({ from }) => from)),
    to: Math.max(...ofDay.map(({ to }) => to)),
  };
}

/** When a weekday is open, in order; windows that touch are one. Minutes since midnight. */
export function dayWindows(
  rules: readonly WeeklyRule[],
  weekday: number,
): { from: number; to: number }[] {
  const windows: { from: number; to: number }[] = [];
  const ofDay = rules.filter((rule) => rule.weekday === weekday);
  for (const { from, to } of ofDay.toSorted((a, b) => a.from - b.from)) {
    const last = windows.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else windows.push({ from, to });
  }
  return windows;
}

/** The last date so many days later, as a change. */
export function laterLastDate(until: string, days: number): Change {
  return { kind: "last-date", date: addDays(until, days) };
}
