import { listDeadlines } from "../store/ledger.ts";
import { type AvailabilityNotice, watchGuard } from "../store/watch.ts";
import type { WatchSource } from "../runtime/shared-watch.ts";

/** News that follow one another quicker than this are told as one. */
const MIN_INTERVAL_MS = 300;
/** The wall clock may be set meanwhile, and a timer has an end: deadlines are looked at again after so long. */
const MAX_SLEEP_MS = 10_000;

/**
 * Follows one host's time: one watch of the guard, whoever changes it, and one timer for the next deadline.
 * However many pages listen, they are behind this.
 */
export function watchHostAvailability(
  kv: Deno.Kv,
  now: () => number,
  napMs = MAX_SLEEP_MS,
): WatchSource<AvailabilityNotice> {
  return async (hostId, signal, onNews) => {
    let turn = 0, freedAt = 0, toldAt = -Infinity, lookedAt = -Infinity;
    let deadlines: number[] = [];
    let telling: ReturnType<typeof setTimeout> | undefined;
    let napping: ReturnType<typeof setTimeout> | undefined;

    function tell() {
      if (telling !== undefined || signal.aborted) return;
      telling = setTimeout(() => {
        telling = undefined;
        toldAt = performance.now();
        onNews({ version: turn, freedAt });
      }, Math.max(0, toldAt + MIN_INTERVAL_MS - performance.now()));
    }

    function sleepUntilNext() {
      clearTimeout(napping);
      if (signal.aborted) return;
      lookedAt = now();
      const next = deadlines.find((deadline) => deadline > lookedAt) ?? Infinity;
      napping = setTimeout(passDeadlines, Math.min(napMs, Math.max(1, next - lookedAt)));
    }

    function passDeadlines() {
      const at = now();
      const passed = deadlines.findLast((deadline) => deadline <= at) ?? freedAt;
      const isSetBack = at < lookedAt;
      if (passed !== freedAt || isSetBack) {
        // What had passed by the clock before is waited for again.
        freedAt = Math.min(passed, at);
        tell();
      }
      if (isSetBack) rereading.ask().catch((error) => lost.abort(error));
      sleepUntilNext();
    }

    const lost = new AbortController();
    const rereading = singleFlight(async () => {
      deadlines = await listDeadlines(kv, hostId, now());
      sleepUntilNext();
    });
    const both = AbortSignal.any([signal, lost.signal]);
    try {
      await watchGuard(kv, hostId, both, (guard) => {
        turn = guard?.version ?? 0;
        tell();
        rereading.ask().catch((error) => lost.abort(error));
      });
      if (lost.signal.aborted) throw lost.signal.reason;
    } finally {
      clearTimeout(telling);
      clearTimeout(napping);
    }
  };
}

/** Runs one reading at a time; what is asked for meanwhile is one more, after it. */
function singleFlight(read: () => Promise<void>): { ask(): Promise<void> } {
  let under: Promise<void> | null = null;
  let again = false;
  async function run() {
    do {
      again = false;
      await read();
    } while (again);
  }
  return {
    ask() {
      if (under) again = true;
      else under = run().finally(() => under = null);
      return under;
    },
  };
}
