import { listDeadlines } from "../store/ledger.ts";
import { type AvailabilityNotice, watchGuards } from "../store/watch.ts";
import type { WatchSource } from "../runtime/shared-watch.ts";
import { availabilityVersion } from "./availability-version.ts";
import { singleFlight } from "./single-flight.ts";
import { type SeenGuards, watchMembers } from "./watch-members.ts";

/** Changes within this time are sent as one notice. */
const MIN_INTERVAL_MS = 300;
/** The longest time between two checks of the deadlines, as the wall clock may be set meanwhile. */
const MAX_SLEEP_MS = 10_000;

/** The name under which the time of all members of a team event type is watched; a host's is watched under their id. */
export function teamTypeWatchName(teamId: string, typeId: string): string {
  return `${teamId}/${typeId}`;
}

/** Reads the ids of the hosts whose time a team event type offers. */
export type ReadMembers = (teamId: string, typeId: string) => Promise<string[]>;

/**
 * Watches the time of one host, or of the members of a team event type, with one watch for every ten guards and one
 * timer for the next deadline, shared by all pages that listen.
 */
export function watchAvailability(
  kv: Deno.Kv,
  now: () => number,
  readMembers: ReadMembers,
  maxSleepMs = MAX_SLEEP_MS,
): WatchSource<AvailabilityNotice> {
  return async (name, signal, onNotice) => {
    const [ownerId = "", typeId] = name.split("/");
    let versions: ReadonlyMap<string, number> = new Map();
    let freedAt = 0, notifiedAt = -Infinity, checkedAt = -Infinity;
    const deadlinesOf = new Map<string, number[]>();
    let notifyTimer: ReturnType<typeof setTimeout> | undefined;
    let deadlineTimer: ReturnType<typeof setTimeout> | undefined;

    function notify() {
      if (notifyTimer !== undefined || signal.aborted) return;
      notifyTimer = setTimeout(() => {
        notifyTimer = undefined;
        notifiedAt = performance.now();
        onNotice({ version: availabilityVersion(versions, ownerId), freedAt });
      }, Math.max(0, notifiedAt + MIN_INTERVAL_MS - performance.now()));
    }

    function waitForDeadline() {
      clearTimeout(deadlineTimer);
      if (signal.aborted) return;
      checkedAt = now();
      const upcoming = [...deadlinesOf.values()].flat().filter((each) => each > checkedAt);
      const next = Math.min(Infinity, ...upcoming);
      deadlineTimer = setTimeout(
        passDeadlines,
        Math.min(maxSleepMs, Math.max(1, next - checkedAt)),
      );
    }

    function passDeadlines() {
      const at = now();
      const past = [...deadlinesOf.values()].flat().filter((each) => each <= at);
      const passed = Math.max(freedAt, ...past);
      const isSetBack = at < checkedAt;
      if (passed !== freedAt || isSetBack) {
        // Deadlines that had passed by the clock before count as upcoming again.
        freedAt = Math.min(passed, at);
        notify();
      }
      if (isSetBack) reread([...versions.keys()]);
      waitForDeadline();
    }

    const lost = new AbortController();
    const unread = new Set<string>();
    const rereading = singleFlight(async () => {
      const ids = [...unread];
      unread.clear();
      await Promise.all(ids.map(async (id) => {
        deadlinesOf.set(id, await listDeadlines(kv, id, now()));
      }));
      for (const id of deadlinesOf.keys()) if (!versions.has(id)) deadlinesOf.delete(id);
      waitForDeadline();
    });
    function reread(ids: readonly string[]) {
      for (const id of ids) unread.add(id);
      rereading.run().catch((error) => lost.abort(error));
    }

    const seen: SeenGuards = (is, changed) => {
      versions = is;
      notify();
      reread(changed);
    };
    const both = AbortSignal.any([signal, lost.signal]);
    try {
      await (typeId
        ? watchMembers(kv, ownerId, () => readMembers(ownerId, typeId), both, seen)
        : watchGuards(kv, [ownerId], both, ([guard]) =>
          seen(new Map([[ownerId, guard?.version ?? 0]]), [ownerId])));
      if (lost.signal.aborted) throw lost.signal.reason;
    } finally {
      clearTimeout(notifyTimer);
      clearTimeout(deadlineTimer);
    }
  };
}
