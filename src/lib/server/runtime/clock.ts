import type { Log } from "./log.ts";
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";

/** Compares the wall clock with the monotonic clock and detects jumps. */
export interface ClockMonitor {
  /** Compares the clocks; how far the wall clock was set since the last call, ms, 0 when it was not. */
  detectJump(): number;
  /** How long both have agreed within a minute, ms. */
  agreedForMs(): number;
  /**
   * The earliest instant that it may be now, epoch ms and whole, though the monotonic clock counts parts of one: until
   * both clocks have agreed for a day, any earlier reading may be right.
   */
  earliestNow(): number;
}

/** A smaller difference is drift or a blocked thread. */
const JUMP_MS = 5_000;
const MAX_DRIFT_MS = MINUTE;
/** How long both clocks must agree until the wall clock is trusted for irreversible actions, ms. */
export const CLOCK_TRUSTED_AFTER_MS = DAY;
/** A clock set back by more is ignored. */
const MAX_SET_BACK_MS = 100 * DAY;

/** Starts to compare; `last` is the latest instant that an earlier run saw, epoch ms. */
export function openClockMonitor(
  now: () => number,
  elapsed: () => number,
  last?: number,
): ClockMonitor {
  const first = offsetOf(now, elapsed);
  let offset = first;
  let agreement = { since: elapsed(), offset };
  let lowest = last === undefined ? offset : Math.min(offset, last - elapsed());

  function compare(): number {
    const current = offsetOf(now, elapsed);
    if (Math.abs(current - agreement.offset) > MAX_DRIFT_MS) {
      // A clock that was trusted counts for the time before; otherwise every reading counts.
      lowest = Math.min(isTrusted() ? agreement.offset : lowest, current);
      agreement = { since: elapsed(), offset: current };
    }
    return current;
  }

  const isTrusted = () => elapsed() - agreement.since >= CLOCK_TRUSTED_AFTER_MS;

  return {
    detectJump() {
      const current = compare(), jumpMs = current - offset;
      if (Math.abs(jumpMs) < JUMP_MS) return 0;
      offset = current;
      return jumpMs;
    },
    agreedForMs() {
      compare();
      return elapsed() - agreement.since;
    },
    earliestNow() {
      const current = compare();
      const from = isTrusted()
        ? current
        : Math.max(Math.min(lowest, current), current - MAX_SET_BACK_MS);
      return Math.floor(elapsed() + from);
    },
  };
}

/** Wall clock minus monotonic clock, ms; both are read again when the thread was paused in between. */
function offsetOf(now: () => number, elapsed: () => number): number {
  for (let attempt = 0;; attempt++) {
    const before = elapsed(), current = now(), after = elapsed();
    if (after - before < 100 || attempt === 10) return current - (before + after) / 2;
  }
}

/** Whether the wall clock is trusted for irreversible actions. */
export interface PurgeGate {
  /** How long until data may be deleted by age, ms; 0 when it may be. A wait is logged once. */
  waitMs(): number;
}

/** Opens once both clocks have agreed for a day; a jump closes it for a day. */
export function openPurgeGate(clock: ClockMonitor, log: Log): PurgeGate {
  let isLogged = false;
  return {
    waitMs() {
      const remainingMs = Math.max(0, Math.ceil(CLOCK_TRUSTED_AFTER_MS - clock.agreedForMs()));
      if (remainingMs > 0 && !isLogged) {
        log.info("purge-delayed", { seconds: Math.round(remainingMs / 1000) });
      }
      isLogged = remainingMs > 0;
      return remainingMs;
    },
  };
}
