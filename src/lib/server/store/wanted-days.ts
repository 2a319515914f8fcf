import { nothingWanted, sumOfDays, type WantedDay } from "$lib/scheduling/wanted/wanted-day.ts";
import { commit, listAll } from "../kv/commit.ts";
import { keys } from "../kv/keys.ts";

/** The wanted times of one date. */
export interface DatedWanted {
  /** YYYY-MM-DD. */
  date: string;
  day: WantedDay;
}

/** Adds the wanted times of an owner's date; exact, also while other processes add to the same date. */
export async function addWanted(
  kv: Deno.Kv,
  ownerId: string,
  { date, day }: DatedWanted,
): Promise<void> {
  const key = keys.wantedDay(ownerId, date);
  for (;;) {
    const was = await kv.get<WantedDay>(key);
    const is = sumOfDays(was.value ?? nothingWanted(), day);
    if (await commit(kv.atomic().check(was).set(key, is))) return;
  }
}

/** The wanted times of an owner on the dates of a range, first and last included, in order; all of them without one. */
export async function listWantedDays(
  kv: Deno.Kv,
  ownerId: string,
  { from, to }: { from: string; to: string } = { from: "", to: "" },
): Promise<DatedWanted[]> {
  const entries = await listAll<WantedDay>(kv, {
    start: keys.wantedDay(ownerId, from),
    end: keys.wantedDay(ownerId, `${to}~`),
  }, { batchSize: 50 });
  return entries.map(({ key, value }) => ({ date: String(key[2]), day: value }));
}
