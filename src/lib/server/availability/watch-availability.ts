import { listDeadlines } from "../store/ledger.ts";
import { type AvailabilityNotice, watchGuard } from "../store/watch.ts";
import type { WatchSource } from "../runtime/shared-watch.ts";

/** Changes within this time are sent as one notice. */
const MIN_INTERVAL_MS = 300;
/** The longest time between two checks of the deadlines, as the wall clock may be set meanwhile. */
const MAX_SLEEP_MS = 10_000;

/**
 * Watches one host's time with one watch of the guard and one timer for the next deadline, shared by all pages that
 * listen.
 */
export function watchHostAvailability(
  kv: Deno.Kv,
  now: () => number,
  maxSleepMs = MAX_SLEEP_MS,
): WatchSource<AvailabilityNotice> {
  return async (hostId, signal, onNotice) => {
    let version = 0, freedAt = 0, notifiedAt = -Infinity, checkedAt = -Infinity;
    let deadlines: number[] = [];
    let notifyTimer: ReturnType<typeof setTimeout> | undefined;
    let deadlineTimer: ReturnType<typeof setTimeout> | undefined;

    function notify() {
      if (notifyTimer !== undefined || signal.aborted) return;
      notifyTimer = setTimeout(() => {
        notifyTimer = undefined;
        notifiedAt = performance.now();
        onNotice({ version, freedAt });
      }, Math.max(0, notifiedAt + MIN_INTERVAL_MS - performance.now()));
    }

    function waitForDeadline() {
      clearTimeout(deadlineTimer);
      if (signal.aborted) return;
      checkedAt = now();
      const next = deadlines.find((deadline) => deadline > checkedAt) ?? Infinity;
      deadlineTimer = setTimeout(
        passDeadlines,
        Math.min(maxSleepMs, Math.max(1, next - checkedAt)),
      );
    }

    function passDeadlines() {
      const at = now();
      const passed = deadlines.findLast((deadline) => deadline <= at) ?? freedAt;
      const isSetBack = at < checkedAt;
      if (passed !== freedAt || isSetBack) {
        // Deadlines that had passed by the clock before count as upcoming again.
        freedAt = Math.min(passed, at);
        notify();
      }
      if (isSetBack) rereading.run().catch((error) => lost.abort(error));
      waitForDeadline();
    }

    const lost = new AbortController();
    const rereading = singleFlight(async () => {
      deadlines = await listDeadlines(kv, hostId, now());
      waitForDeadline();
    });
    const both = AbortSignal.any([signal, lost.signal]);
    try {
      await watchGuard(kv, hostId, both, (guard) => {
        version = guard?.version ?? 0;
        notify();
        rereading.run().catch((error) => lost.abort(error));
      });
      if (lost.signal.aborted) throw lost.signal.reason;
    } finally {
      clearTimeout(notifyTimer);
      clearTimeout(deadlineTimer);
    }
  };
}

/** Runs one read at a time; calls meanwhile make one more read after it. */
function singleFlight(read: () => Promise<void>): { run(): Promise<void> } {
  let running: Promise<void> | null = null;
  let again = false;
  async function readUntilDone() {
    do {
      again = false;
      await read();
    } while (again);
  }
  return {
    run() {
      if (running) again = true;
      else running = readUntilDone().finally(() => running = null);
      return running;
    },
  };
}
