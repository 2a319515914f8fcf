import type { Log } from "./log.ts";

/** What the wall clock did beside the monotonic one, since the program started. */
export interface ClockMonitor {
  /** Compares both; by how many ms the wall clock was set since the last look, 0 when it was not. */
  detectJump(): number;
  /** For how long both have agreed within a minute, ms. */
  agreedForMs(): number;
  /** The earliest instant that it may be now, epoch ms: before both have agreed for a day, any clock seen may be the right one. */
  earliestNow(): number;
}

/** A smaller step is drift, or a thread that was kept waiting. */
const JUMP_MS = 5_000;
const MAX_DRIFT_MS = 60_000;
/** For how long both clocks must agree until the wall clock is believed in what cannot be undone. */
export const CLOCK_TRUSTED_AFTER_MS = 86_400_000;
/** A clock that is further off is not waited for with every calendar that is read. */
const MAX_SET_BACK_MS = 100 * 86_400_000;

/** Begins to compare; `last` is the latest instant that an earlier run saw, where one is known. */
export function openClockMonitor(
  now: () => number,
  elapsed: () => number,
  last?: number,
): ClockMonitor {
  const first = offsetOf(now, elapsed);
  let offset = first;
  let steady = { since: elapsed(), offset };
  let lowest = last === undefined ? offset : Math.min(offset, last - elapsed());

  function compare(): number {
    const is = offsetOf(now, elapsed);
    if (Math.abs(is - steady.offset) > MAX_DRIFT_MS) {
      // Whoever had agreed for a day is believed for the day before; then every clock seen counts.
      lowest = Math.min(isTrusted() ? steady.offset : lowest, is);
      steady = { since: elapsed(), offset: is };
    }
    return is;
  }

  const isTrusted = () => elapsed() - steady.since >= CLOCK_TRUSTED_AFTER_MS;

  return {
    detectJump() {
      const is = compare(), moved = is - offset;
      if (Math.abs(moved) < JUMP_MS) return 0;
      offset = is;
      return moved;
    },
    agreedForMs() {
      compare();
      return elapsed() - steady.since;
    },
    earliestNow() {
      const is = compare();
      const from = isTrusted() ? is : Math.max(Math.min(lowest, is), is - MAX_SET_BACK_MS);
      return elapsed() + from;
    },
  };
}

/** Wall clock less monotonic clock; both are read again when the thread was stopped in between. */
function offsetOf(now: () => number, elapsed: () => number): number {
  for (let tries = 0;; tries++) {
    const before = elapsed(), is = now(), after = elapsed();
    if (after - before < 100 || tries === 10) return is - (before + after) / 2;
  }
}

/** Whether the wall clock is believed in what cannot be undone. */
export interface PurgeGate {
  /** For how many more ms nothing is deleted because of its age; 0 when it may be. Who has to wait is logged, once. */
  waitMs(): number;
}

/** Open once wall and monotonic clock have agreed for a day; a jump closes it for a day. */
export function openPurgeGate(clock: ClockMonitor, log: Log): PurgeGate {
  let isLogged = false;
  return {
    waitMs() {
      const remainingMs = Math.max(0, Math.ceil(CLOCK_TRUSTED_AFTER_MS - clock.agreedForMs()));
      if (remainingMs > 0 && !isLogged) {
        log.info("purge-waits", { seconds: Math.round(remainingMs / 1000) });
      }
      isLogged = remainingMs > 0;
      return remainingMs;
    },
  };
}
