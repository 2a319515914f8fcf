import type { ViewDimension, VisitDay } from "$lib/scheduling/counted-days.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Team } from "$lib/scheduling/team.ts";
import { addVisitDay, newVisitDay } from "$lib/scheduling/visit-day.ts";
import type { VisitBatch } from "../runtime/visit-counter.ts";
import { commit, listAll } from "../kv/commit.ts";
import { keys } from "../kv/keys.ts";

/** The visits of a date as they are stored, but for their origins. */
interface StoredVisitDay extends VisitDay {
  /** The last batch of each instance that added to it, newest last. */
  batches: [instance: string, batch: number][];
}

/** What is known of where visitors came from: a record of its own, since small ones take less room in the file of the store. */
type Origins = VisitDay["by"];

const ofOrigins = new Set<string>(
  ["referrer", "embedder", "utmSource", "utmMedium", "utmCampaign"] satisfies ViewDimension[],
);

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
  const origins = keys.visitDay(ownerId, date, "origins");
  for (;;) {
    const [was, from, host, team] = await kv.getMany<[StoredVisitDay, Origins, Host, Team]>([
      keys.visitDay(ownerId, date, "steps"),
      origins,
      keys.host(ownerId),
      keys.team(ownerId),
    ]);
    const owner = host.value ? host : team.value?.closedAt === null ? team : null;
    const { types, by, batches } = was.value ?? { ...newVisitDay(), batches: [] };
    // An earlier try was committed, and only its answer was lost.
    const isAdded = batches.some(([by, last]) => by === instance && last >= batch);
    if (!owner || isAdded) return;
    const day: VisitDay = { types, by: { ...by, ...from.value } };
    addVisitDay(day, visits);
    const others = batches.filter(([by]) => by !== instance).slice(1 - MOST_INSTANCES);
    const is: StoredVisitDay = {
      types: day.types,
      by: withDimensions(day.by, (name) => !ofOrigins.has(name)),
      batches: [...others, [instance, batch]],
    };
    // Origins are only written together with the steps, whose version is checked.
    const op = kv.atomic().check(was).check(owner).set(was.key, is);
    op.set(origins, withDimensions(day.by, (name) => ofOrigins.has(name)));
    if (await commit(op)) return;
  }
}

function withDimensions(by: VisitDay["by"], isOf: (name: string) => boolean): VisitDay["by"] {
  return Object.fromEntries(Object.entries(by).filter(([name]) => isOf(name)));
}

/** The visits of a range of dates, both included. */
export async function listVisitDays(
  kv: Deno.Kv,
  ownerId: string,
  { from, to }: { from: string; to: string },
): Promise<{ date: string; visits: VisitDay }[]> {
  const entries = await listAll<StoredVisitDay & Origins>(kv, {
    start: keys.visitDaysFrom(ownerId, from),
    end: keys.visitDaysFrom(ownerId, `${to}~`),
  });
  const days = new Map<string, VisitDay>();
  for (const { key: [, , date, part], value } of entries) {
    const { types, by } = days.get(String(date)) ?? newVisitDay();
    const is = part === "steps"
      ? { types: value.types, by: { ...by, ...value.by } }
      : { types, by: { ...by, ...value } };
    days.set(String(date), is);
  }
  return [...days].map(([date, visits]) => ({ date, visits }));
}
