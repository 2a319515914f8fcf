import { addCounts, type FunnelCounts, noCounts } from "$lib/scheduling/funnel.ts";
import type { FunnelTally } from "../runtime/funnel-counter.ts";
import { commit, listAll } from "./commit.ts";
import { deleteRange } from "./erase.ts";
import { keys } from "./keys.ts";

/** The counts of one event type in a month, by date. */
type FunnelMonth = Record<string, FunnelCounts>;

/** Adds to the counts of an event type; exact, also while other processes add to the same ones. */
export async function addFunnelCounts(
  kv: Deno.Kv,
  { ownerId, typeId, date, counts }: FunnelTally,
): Promise<void> {
  const key = keys.funnelCount(ownerId, monthOf(date), typeId);
  for (;;) {
    const was = await kv.get<FunnelMonth>(key);
    const is = { ...was.value, [date]: addCounts(was.value?.[date] ?? noCounts, counts) };
    if (await commit(kv.atomic().check(was).set(key, is))) return;
  }
}

/** The counts of an owner's event types on the dates of a range, first and last included. */
export async function listFunnelCounts(
  kv: Deno.Kv,
  ownerId: string,
  { from, to }: { from: string; to: string },
): Promise<FunnelTally[]> {
  const months = await listAll<FunnelMonth>(kv, {
    start: keys.funnelCount(ownerId, monthOf(from), ""),
    end: [...keys.funnelCountsOf(ownerId), `${monthOf(to)}~`],
  });
  return months.flatMap(({ key, value }) =>
    Object.entries(value)
      .filter(([date]) => from <= date && date <= to)
      .toSorted(([a], [b]) => a < b ? -1 : 1)
      .map(([date, counts]) => ({ ownerId, typeId: String(key[3]), date, counts }))
  );
}

const MONTHS_KEPT = 25;

/** Deletes an owner's counts of months that are over for more than two years. */
export async function purgeFunnelCounts(kv: Deno.Kv, ownerId: string, now: number): Promise<void> {
  const day = new Date(now);
  const oldest = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() - MONTHS_KEPT, 1));
  await deleteRange(kv, {
    start: keys.funnelCount(ownerId, "", ""),
    end: keys.funnelCount(ownerId, monthOf(oldest.toISOString()), ""),
  });
}

/** Deletes all counts of a team that is erased. */
export async function eraseFunnelCounts(kv: Deno.Kv, ownerId: string): Promise<void> {
  await deleteRange(kv, { prefix: keys.funnelCountsOf(ownerId) });
}

function monthOf(date: string): string {
  return date.slice(0, 7);
}
