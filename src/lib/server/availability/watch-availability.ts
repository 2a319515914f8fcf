import { listDeadlines } from "../store/ledger.ts";
import { type AvailabilityNotice, watchGuards } from "../store/watch.ts";
import type { WatchSource } from "../runtime/shared-watch.ts";
import { availabilityVersion } from "./availability-version.ts";
import { singleFlight } from "./single-flight.ts";

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

/** The most keys that one watch of Deno KV takes. */
const KEYS_PER_WATCH = 10;

/** Called with the versions of all watched guards by id, and the ids of those that changed. */
type SeenGuards = (versions: ReadonlyMap<string, number>, changed: string[]) => void;

/**
 * Watches the guards of a team and of the hosts whose time is offered, ten guards to a watch, until the signal aborts.
 * Every change of the members raises the team's guard; only then they are read again.
 */
export async function watchMembers(
  kv: Deno.Kv,
  teamId: string,
  readMembers: () => Promise<string[]>,
  signal: AbortSignal,
  seen: SeenGuards,
): Promise<void> {
  const lost = new AbortController();
  const lose = (error: unknown) => lost.abort(error);
  const all = AbortSignal.any([signal, lost.signal]);
  let teamVersion = 0;
  let watched: string[] | null = null;
  let versions = new Map<string, number>();
  let regrouped = new AbortController();

  function onGuards(ids: readonly string[], found: readonly number[]) {
    const changed = ids.filter((id, n) => versions.get(id) !== found[n]);
    for (const id of changed) versions.set(id, found[ids.indexOf(id)]!);
    // Before everybody's guard was read once, the sum of the versions says nothing.
    const isWhole = watched?.every((id) => versions.has(id));
    if (isWhole && changed.length > 0) seen(new Map(versions), changed);
  }

  const regroup = singleFlight(async () => {
    const ids = await readMembers();
    if (watched === null || String(ids) !== String(watched)) {
      regrouped.abort();
      regrouped = new AbortController();
      watched = ids;
      versions = new Map();
      const both = AbortSignal.any([all, regrouped.signal]);
      for (let first = 0; first < ids.length; first += KEYS_PER_WATCH) {
        const group = ids.slice(first, first + KEYS_PER_WATCH);
        watchGuards(kv, group, both, (guards) => {
          if (!both.aborted) onGuards(group, guards.map((guard) => guard?.version ?? 0));
        }).catch(lose);
      }
    }
    onGuards([teamId], [teamVersion]);
  });

  try {
    await watchGuards(kv, [teamId], all, ([guard]) => {
      teamVersion = guard?.version ?? 0;
      regroup.run().catch(lose);
    });
  } finally {
    regrouped.abort();
  }
  if (lost.signal.aborted) throw lost.signal.reason;
}
