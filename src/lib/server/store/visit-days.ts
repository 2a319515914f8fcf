import type { VisitDay } from "$lib/scheduling/counted-days.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Team } from "$lib/scheduling/team.ts";
import { addVisitDay, newVisitDay } from "$lib/scheduling/visit-day.ts";
import type { VisitBatch } from "../runtime/visit-counter.ts";
import { commit, listAll } from "./commit.ts";
import { keys } from "./keys.ts";

/** The visits of a date as they are stored. */
interface StoredVisitDay extends VisitDay {
  /** The last batch of each instance that added to it, newest last. */
  batches: [instance: string, batch: number][];
}

/** Instances whose last batch a date remembers. */
const MOST_INSTANCES = 20;

/**
 * Adds the visits that an instance has counted; exact, also while others add to the same date, and once when it is
 * repeated after an error. Nothing is added for an owner who is erased.
 */
export async function addVisits(
  kv: Deno.Kv,
  instance: string,
  { ownerId, date, visits, batch }: VisitBatch,
): Promise<void> {
  for (;;) {
    const [was, host, team] = await kv.getMany<[StoredVisitDay, Host, Team]>([
      keys.visitDay(ownerId, date),
      keys.host(ownerId),
      keys.team(ownerId),
    ]);
    const owner = host.value ? host : team.value?.closedAt === null ? team : null;
    const { batches = [], ...counted } = was.value ?? newVisitDay() as StoredVisitDay;
    // An earlier try was committed, and only its answer was lost.
    const isAdded = batches.some(([by, last]) => by === instance && last >= batch);
    if (!owner || isAdded) return;
    addVisitDay(counted, visits);
    const others = batches.filter(([by]) => by !== instance).slice(1 - MOST_INSTANCES);
    const is: StoredVisitDay = { ...counted, batches: [...others, [instance, batch]] };
    if (await commit(kv.atomic().check(was).check(owner).set(was.key, is))) return;
  }
}

/** The visits of a range of dates, both included. */
export async function listVisitDays(
  kv: Deno.Kv,
  ownerId: string,
  { from, to }: { from: string; to: string },
): Promise<{ date: string; visits: VisitDay }[]> {
  const entries = await listAll<StoredVisitDay>(kv, {
    start: keys.visitDay(ownerId, from),
    end: keys.visitDay(ownerId, `${to}~`),
  });
  return entries.map(({ key, value: { types, by } }) => ({
    date: String(key[2]),
    visits: { types, by },
  }));
}
