import type { Span } from "../scheduling/span.ts";
import { zonedAt } from "../scheduling/temporal.ts";
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";

/** A change of a zone's offset at an instant. Offsets in minutes east of UTC. */
export interface Transition {
  at: number;
  from: number;
  to: number;
}

/** A yearly change on the `nth` (or last, -1) weekday of a month. Sunday is 0. */
export interface YearlyRule {
  month: number;
  nth: number;
  weekday: number;
}

/** The offset in force at an instant, in minutes east of UTC. */
export function offsetAt(instant: number, zone: string): number {
  return zonedAt(instant, zone).offsetNanoseconds / 60e9;
}

/** Every offset change inside the span, in order. */
export function transitionsIn(zone: string, span: Span): Transition[] {
  const found: Transition[] = [];
  for (let at = nextTransition(span.start - 1, zone); at !== null && at < span.end;) {
    found.push({ at, from: offsetAt(at - 1, zone), to: offsetAt(at, zone) });
    at = nextTransition(at, zone);
  }
  return found;
}

/** The rule that gives all of these changes, one in each year; null when there is none. */
export function yearlyRule(changes: readonly Transition[]): YearlyRule | null {
  const local = changes.map((change) => new Date(change.at + change.from * MINUTE));
  const first = local[0];
  if (!first || local.length < 3) return null;
  const agree = local.every((date, i) =>
    date.getUTCFullYear() === first.getUTCFullYear() + i &&
    date.getUTCMonth() === first.getUTCMonth() &&
    date.getUTCDay() === first.getUTCDay() &&
    date.getTime() % DAY === first.getTime() % DAY &&
    changes[i]?.from === changes[0]?.from && changes[i]?.to === changes[0]?.to
  );
  if (!agree) return null;
  const month = first.getUTCMonth() + 1, weekday = first.getUTCDay();
  if (local.every(isLastOfItsKind)) return { month, nth: -1, weekday };
  const nth = Math.ceil(first.getUTCDate() / 7);
  return local.every((date) => Math.ceil(date.getUTCDate() / 7) === nth)
    ? { month, nth, weekday }
    : null;
}

function isLastOfItsKind(date: Date): boolean {
  return new Date(date.getTime() + 7 * DAY).getUTCMonth() !== date.getUTCMonth();
}

function nextTransition(after: number, zone: string): number | null {
  return zonedAt(after, zone).getTimeZoneTransition("next")?.epochMilliseconds ?? null;
}
