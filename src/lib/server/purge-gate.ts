import { type Clock, TRUSTED_AFTER_MS } from "./clock.ts";
import type { Log } from "./log.ts";

/** Whether the wall clock is believed in what cannot be undone. */
export interface PurgeGate {
  /** For how many more ms nothing is deleted because of its age; 0 when it may be. Who has to wait is logged, once. */
  waitMs(): number;
}

/** Open once wall and monotonic clock have agreed for a day; a jump closes it for a day. */
export function openPurgeGate(clock: Clock, log: Log): PurgeGate {
  let isTold = false;
  return {
    waitMs() {
      const left = Math.max(0, Math.ceil(TRUSTED_AFTER_MS - clock.agreedMs()));
      if (left > 0 && !isTold) {
        log.info("purge-waits", { seconds: Math.round(left / 1000) });
      }
      isTold = left > 0;
      return left;
    },
  };
}
