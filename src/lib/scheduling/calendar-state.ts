import { DAY, MINUTE } from "./durations.ts";

export type CalendarErrorKind = "try-again" | "signed-out" | "refused" | "changed" | "gone";

/** How a chosen calendar stands, kept in the person's guard so that freshness is decided inside the commit's check. */
export interface CalendarState {
  /** Busy shards in force. */
  generation: string;
  /** Last reading without error, epoch ms; null when never read. */
  syncedAt: number | null;
  /** Busy time is known up to here. */
  syncedUntil: number;
  /** Since when it fails, and how; null while it works. */
  failure: {
    since: number;
    kind: CalendarErrorKind;
    reason: string;
    detail: string;
    /** Whether the host was sent an email about this outage. */
    isHostNotified: boolean;
  } | null;
  /** Entries that could not be read and that the host has not accepted. */
  unreadableCount: number;
  /** The server's listing left out what is there: no time is known to be free until one does not. */
  isListingIncomplete: boolean;
  /** How often we changed entries of ours in it: a reading that began before the last one has seen it as it was. */
  ownWriteCount: number;
}

/** The state of a calendar that no sync has read yet; `generation` has no busy shards. */
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

export type Freshness = "fresh" | "stale" | "broken";

/** What the clocks of two programs on one store may differ by. */
const MAX_CLOCK_SKEW_MS = MINUTE;

/** Fresh was read without error, and whole, within two sync intervals; broken is signed out, gone, or a day without success (CAL-4). */
export function freshness(
  state: CalendarState,
  now: number,
  intervalMs: number,
  upTo?: number,
): Freshness {
  if (state.failure && (state.failure.kind === "signed-out" || state.failure.kind === "gone")) {
    return "broken";
  }
  // A reading from the future was made before the clock was set back: nobody knows how long ago.
  const readAt = state.syncedAt !== null && state.syncedAt > now + MAX_CLOCK_SKEW_MS
    ? null
    : state.syncedAt;
  if (state.failure && now - (readAt ?? state.failure.since) > DAY) return "broken";
  if (readAt === null || now - readAt > 2 * intervalMs) return "stale";
  if (upTo !== undefined && upTo > state.syncedUntil) return "stale";
  // What could not be read may be any time: nobody knows whether this one is free.
  if (state.unreadableCount || state.isListingIncomplete) return "stale";
  return "fresh";
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
