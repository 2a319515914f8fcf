import { watchGuards } from "../store/watch.ts";
import { singleFlight } from "./single-flight.ts";

/** The most keys that one watch of Deno KV takes. */
const KEYS_PER_WATCH = 10;

/** Called with the versions of all watched guards by id, and the ids of those that changed. */
export type SeenGuards = (versions: ReadonlyMap<string, number>, changed: string[]) => void;

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
