import { CLOCK_TRUSTED_AFTER_MS, type ClockMonitor } from "./clock.ts";
import type { Log } from "./log.ts";

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
