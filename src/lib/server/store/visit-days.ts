import type { VisitDay } from "$lib/scheduling/counted-days.ts";
import { listAll } from "./commit.ts";
import { keys } from "./keys.ts";

/** The visits of a date as they are stored. */
interface StoredVisitDay extends VisitDay {
  /** The last batches of instances that added to it, newest last. */
  batches: [instance: string, batch: number][];
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
