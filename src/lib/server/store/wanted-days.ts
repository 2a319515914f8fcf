import { nothingWanted, sumOfDays, type WantedDay } from "$lib/scheduling/wanted/wanted-day.ts";
import { commit, listAll } from "./commit.ts";
import { deleteRange } from "./erase.ts";
import { keys } from "./keys.ts";

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

const MONTHS_KEPT = 25;

/** Deletes an owner's wanted times of months that are over for more than two years. */
export async function purgeWantedDays(kv: Deno.Kv, ownerId: string, now: number): Promise<void> {
  const day = new Date(now);
  const oldest = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() - MONTHS_KEPT, 1));
  await deleteRange(kv, {
    start: keys.wantedDay(ownerId, ""),
    end: keys.wantedDay(ownerId, oldest.toISOString().slice(0, 10)),
  });
}

/** Deletes all wanted times of a team that is erased. */
export async function eraseWantedDays(kv: Deno.Kv, ownerId: string): Promise<void> {
  await deleteRange(kv, { prefix: keys.wantedDaysOf(ownerId) });
}
