import { DAY, MINUTE } from "./durations.ts";
import { type Span, subtract } from "./span.ts";

export type CalendarErrorKind = "try-again" | "signed-out" | "refused" | "changed" | "gone";

/** The state of a blocking calendar; stored in the host's guard, so that a commit checks freshness and guard together. */
export interface CalendarState {
  /** The current generation of stored busy time. */
  generation: string;
  /** Start of the last successful sync, epoch ms; null before the first. */
  syncedAt: number | null;
  /** End of the synced window, epoch ms. */
  syncedUntil: number;
  /** The failure that is going on, since epoch ms; null without one. */
  failure: {
    since: number;
    kind: CalendarErrorKind;
    reason: string;
    detail: string;
    /** Whether the host was sent an email about this outage. */
    isHostNotified: boolean;
  } | null;
  /** Unreadable entries that the host has not accepted. */
  unreadableCount: number;
  /** The last listing left existing objects out, so no time is known to be free. */
  isListingIncomplete: boolean;
  /** Number of own writes to the calendar; a sync that began before the last one is superseded. */
  ownWriteCount: number;
}

/** The state of a calendar before its first sync; `generation` has no busy time. */
export function unreadCalendar(generation: string): CalendarState {
  return {
    generation,
    syncedAt: null,
    syncedUntil: 0,
    failure: null,
    unreadableCount: 0,
    isListingIncomplete: false,
    ownWriteCount: 0,
  };
}

/** Whether a calendar waits for its first sync, or is in it. */
export function isFirstSync({ syncedAt, failure }: CalendarState): boolean {
  return syncedAt === null && failure === null;
}

export type Freshness = "fresh" | "stale" | "broken";

/** How far back a sync reads, in days before the sync. */
export const DAYS_SYNCED_BACK = 2;

/** The clock difference that is allowed between two processes on one store. */
const MAX_CLOCK_SKEW_MS = MINUTE;

/** Fresh is synced completely within two sync intervals; broken is signed out, gone, or a day without success (CAL-4). */
export function freshness(
  state: CalendarState,
  now: number,
  intervalMs: number,
  upTo?: number,
): Freshness {
  if (state.failure && (state.failure.kind === "signed-out" || state.failure.kind === "gone")) {
    return "broken";
  }
  // `syncedAt` lies in the future when the clock was set back: then its age is unknown.
  const readAt = state.syncedAt !== null && state.syncedAt > now + MAX_CLOCK_SKEW_MS
    ? null
    : state.syncedAt;
  if (state.failure && now - (readAt ?? state.failure.since) > DAY) return "broken";
  if (readAt === null || now - readAt > 2 * intervalMs) return "stale";
  if (upTo !== undefined && upTo > state.syncedUntil) return "stale";
  // Unreadable entries may be at any time.
  if (state.unreadableCount || state.isListingIncomplete) return "stale";
  return "fresh";
}

/** The next instant at which the clock alone may change a calendar's freshness, epoch ms; Infinity for none. */
export function freshnessEndsAt(state: CalendarState, now: number, intervalMs: number): number {
  const { failure, syncedAt } = state;
  const instants = [
    ...(syncedAt === null ? [] : [syncedAt - MAX_CLOCK_SKEW_MS, syncedAt + 2 * intervalMs + 1]),
    ...(failure ? [(syncedAt ?? failure.since) + DAY + 1, failure.since + DAY + 1] : []),
  ];
  return Math.min(Infinity, ...instants.filter((instant) => instant > now));
}

/** Why a calendar's busy time is not known: not synced lately, not at all any more, or not for these days. */
export type UnknownReason = Exclude<Freshness, "fresh"> | "not-synced";

/** The part of a span in which a calendar may have busy time that is not known. */
export function unknownIn(
  state: CalendarState,
  span: Span,
  now: number,
  intervalMs: number,
): (Span & { reason: UnknownReason })[] {
  const reason = freshness(state, now, intervalMs);
  if (reason !== "fresh") return [{ ...span, reason }];
  const known = {
    start: (state.syncedAt ?? now) - DAYS_SYNCED_BACK * DAY,
    end: state.syncedUntil,
  };
  return subtract([span], [known]).map((unknown) => ({ ...unknown, reason: "not-synced" }));
}

/** The worst freshness among chosen calendars; null when none is chosen. */
export function worstFreshness(
  states: readonly CalendarState[],
  now: number,
  intervalMs: number,
): Freshness | null {
  const all = states.map((state) => freshness(state, now, intervalMs));
  if (all.length === 0) return null;
  return all.includes("broken") ? "broken" : all.includes("stale") ? "stale" : "fresh";
}
