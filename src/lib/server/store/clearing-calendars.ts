import type { Guard } from "../calendars/calendar.ts";
import { commit, listAll } from "./commit.ts";
import { clear } from "./erasing.ts";
import { getGuard } from "./guard.ts";
import { dayOf, keys } from "./keys.ts";
import type { Progress } from "./progress.ts";
import { getReading, type Reading } from "./readings.ts";

const DAY = 86_400_000;
/** A reading that is under way writes what nothing points at yet; none takes this long. */
const MAY_BE_UNDER_WAY = DAY;
/** Busy time stays so long after it is past. */
const BUSY_STAYS = 2 * DAY;

/** Busy time of a host's calendars that has been past for two days. */
export async function clearPastBusy(kv: Deno.Kv, hostId: string, now: number): Promise<void> {
  const { guard } = await getGuard(kv, hostId);
  for (const [calendar, { generation }] of Object.entries(guard.calendars)) {
    const before = keys.busy(hostId, calendar, generation, dayOf(now - BUSY_STAYS));
    await clear(kv, { prefix: keys.busyOf(hostId, calendar, generation), end: before });
  }
}

/**
 * What readings left behind that nobody points at: busy time and records of a reading that died before its last commit, or
 * of a calendar that is not chosen any more.
 */
export async function clearLost(kv: Deno.Kv, now: number): Promise<void> {
  for (const all of [keys.allBusy(), keys.allRemotes()]) {
    for await (const folder of eachFolder(kv, all)) {
      const [, hostId = "", calendar = "", name = ""] = folder.map(String);
      if (beganAt(name) > now - MAY_BE_UNDER_WAY) continue;
      const state = (await getGuard(kv, hostId)).guard.calendars[calendar];
      const reading = await getReading(kv, hostId, calendar);
      const named = [state?.generation, ...state ? namedBy(reading) : []];
      if (!named.includes(name)) await clear(kv, { prefix: folder });
    }
  }
  await clearReadings(kv);
  for await (const { key, value } of kv.list<Progress>({ prefix: keys.allProgress() })) {
    if (value.at < now - MAY_BE_UNDER_WAY) await commit(kv.atomic().delete(key));
  }
}

function namedBy(reading: Reading | null): (string | null | undefined)[] {
  return [reading?.generation, reading?.previous, reading?.listing];
}

/** How calendars were read that no guard names any more; chosen again, they are read from the beginning. */
async function clearReadings(kv: Deno.Kv): Promise<void> {
  for await (const { key } of kv.list<Reading>({ prefix: keys.readings() })) {
    const guard = await kv.get<Guard>(keys.guard(String(key[1])));
    if (guard.value?.calendars[String(key[2])]) continue;
    await commit(kv.atomic().check(guard).delete(key));
  }
}

/** The places of records with five parts, by leaping from one to the next. */
async function* eachFolder(kv: Deno.Kv, all: Deno.KvKey): AsyncGenerator<Deno.KvKey> {
  let start: Deno.KvKey = [...all, ""];
  for (;;) {
    const end = [...all, "\u{10ffff}"];
    const [next] = await listAll(kv, { start, end }, { limit: 1 });
    if (!next) return;
    const folder = next.key.slice(0, 4);
    yield folder;
    start = [...folder.slice(0, 3), `${String(folder[3])}\0`];
  }
}

/** When the reading began that a generation or a listing is named after. */
function beganAt(name: string): number {
  return parseInt(name.slice(0, 9), 36) || 0;
}
