/**
 * Must never be: a count of bookings that is not the sum of the bookings, or a visit that is lost but for those of the
 * last second before a kill, or counted twice. Three instances visit, book and count on one store; one of them is killed
 * with SIGKILL again and again, and another takes its place; an owner moves to another time zone meanwhile.
 *
 * Run: `deno run -A tests/proofs/counting.ts`
 */
import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { countSome } from "$lib/server/analytics/count-bookings.ts";
import { listBookingsAfter } from "$lib/server/store/booking-order.ts";
import { commit } from "$lib/server/kv/commit.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { listVisitDays } from "$lib/server/store/visit-days.ts";
import { countsOf, storedCounts } from "../support/counted-bookings.ts";
import { type Proof, prove } from "../support/proof/run-proof.ts";
import { tempFolder } from "../support/temp-folder.ts";
import {
  INSTANCES,
  type Noted,
  openPatiently,
  owners,
  type Quota,
  readJournal,
  startInstance,
} from "./counting/run-instances.ts";

/** A life of an instance: what it noted, and when it was killed; null when it ended by itself. */
interface Life {
  noted: Noted;
  killedAt: number | null;
}

/** A second, and what a busy machine takes to write. */
const MOST_AGE_MS = 2_500;

await prove("counting", async (proof) => {
  await using folder = await tempFolder();
  const path = `${folder.path}/store`;
  const kv = await openPatiently(path);
  for (const owner of owners) await kv.set(keys.host(owner.id), owner);
  const whole = { visits: proof.count(2_400, 75_000), changes: proof.count(600, 36_000) };
  const each = {
    visits: Math.ceil(whole.visits / INSTANCES),
    changes: Math.ceil(whole.changes / INSTANCES),
    pauseMs: proof.count(15, 1),
    bookings: proof.count(50, 1_200),
    visitors: proof.count(150, 2_500),
  };
  const kills = proof.count(2, 12);
  const run = { path: folder.path, kills, quota: { path, ...each } };
  const lives = (await Promise.all([
    ...Array.from({ length: INSTANCES }, (_, n) => live(proof, run, n)),
    moveAway(kv, proof.count(1_500, 30_000)),
  ])).flatMap((lives) => lives ?? []);
  for (const { id } of owners) while (await countSome(kv, id, 100) !== "done");
  await judgeBookings(proof, kv, lives);
  await judgeVisits(proof, kv, lives);
  kv.close();
});

/** An instance that is killed at any time and begins again with what is left to do. */
async function live(
  proof: Proof,
  { path, kills, quota }: { path: string; kills: number; quota: Omit<Quota, "journal" | "number"> },
  n: number,
): Promise<Life[]> {
  const lives: Life[] = [];
  let { visits, changes } = quota;
  for (let life = 0;; life++) {
    const journal = `${path}/journal-${n}-${life}`;
    const instance = startInstance({ ...quota, number: n, visits, changes, journal });
    const killedAt = life < kills ? await killLater(proof, instance) : null;
    const { code } = await instance.status;
    const noted = await readJournal(journal);
    lives.push({ noted, killedAt: noted.isDone ? null : killedAt });
    if (noted.isDone) return lives;
    if (killedAt === null) throw new Error(`an instance ended with ${code}`);
    visits = Math.max(0, visits - noted.visits.length);
    changes = Math.max(0, changes - noted.changes);
  }
}

/** Kills an instance with SIGKILL, and says when; it may have ended before. */
async function killLater(proof: Proof, instance: Deno.ChildProcess): Promise<number> {
  await new Promise((wake) => setTimeout(wake, 1_500 + proof.below(proof.count(1_500, 9_000))));
  try {
    instance.kill("SIGKILL");
  } catch {
    // It had ended.
  }
  return Date.now();
}

/** An owner moves to another zone while all others count. */
async function moveAway(kv: Deno.Kv, afterMs: number): Promise<void> {
  await new Promise((wake) => setTimeout(wake, afterMs));
  const [owner] = owners;
  const moved: Host = { ...owner!, zone: "Asia/Kathmandu" };
  await commit(kv.atomic().set(keys.host(owner!.id), moved));
}

async function judgeBookings(proof: Proof, kv: Deno.Kv, lives: readonly Life[]): Promise<void> {
  let all = 0;
  for (const { id } of owners) {
    const { zone } = (await kv.get<Host>(keys.host(id))).value!;
    const placed = await listBookingsAfter(kv, id, [], 1_000_000);
    const bookings = placed.map(({ booking }): Booking => booking!);
    all += bookings.length;
    const is = stable(await storedCounts(kv, id)), must = stable(countsOf(bookings, zone));
    for (const day of new Set([...Object.keys(is), ...Object.keys(must)])) {
      if (is[day] !== must[day]) proof.fail(`${id} ${day}: ${is[day]}, not ${must[day]}`);
    }
  }
  const changes = lives.reduce((sum, { noted }) => sum + noted.changes, 0);
  proof.log(`${changes} commits of ${all} bookings: every count is the sum of the bookings`);
}

/** As text, by name: the order in which something was counted does not matter. */
function stable(days: Record<string, unknown>): Record<string, string> {
  const sorted = (_: string, value: unknown) =>
    value && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => a < b ? -1 : 1))
      : value;
  return Object.fromEntries(
    Object.entries(days).map(([day, counts]) => [day, JSON.stringify(counts, sorted)]),
  );
}

/** Each instance counts a step of a visitor once an hour; a kill takes what had not been written, and that is young. */
async function judgeVisits(proof: Proof, kv: Deno.Kv, lives: readonly Life[]): Promise<void> {
  let must = 0, unwritten = 0, oldest = 0;
  for (const { noted, killedAt } of lives) {
    const firsts = new Map<string, { at: number; ownerId: string }>();
    for (const visit of noted.visits) if (!firsts.has(visit.first)) firsts.set(visit.first, visit);
    must += firsts.size;
    for (const [ownerId, of] of Map.groupBy(firsts.values(), ({ ownerId }) => ownerId)) {
      const lost = of.slice(noted.written[ownerId] ?? 0);
      unwritten += lost.length;
      oldest = Math.max(oldest, ...lost.map(({ at }) => killedAt === null ? 0 : killedAt - at));
    }
  }
  let is = 0;
  for (const { id } of owners) {
    for (
      const { visits } of await listVisitDays(kv, id, { from: "2026-01-01", to: "2027-01-01" })
    ) {
      const counts = Object.values(visits.types).flatMap((type) => Object.values(type)).flat();
      is += counts.reduce((sum, times) => sum + times, 0);
    }
  }
  const requests = lives.reduce((sum, { noted }) => sum + noted.visits.length, 0);
  const kills = lives.filter(({ killedAt }) => killedAt !== null).length;
  proof.log(`${requests} requests of visitors, ${must} to be counted, ${kills} kills`);
  proof.log(
    `${is} counted, ${must - is} lost; ${unwritten} were not known to be written at a kill, the ` +
      `oldest ${oldest} ms old`,
  );
  if (is > must) proof.fail(`${is - must} steps were counted twice`);
  if (must - is > unwritten) proof.fail(`${must - is} steps were lost, more than ${unwritten}`);
  if (oldest > MOST_AGE_MS) proof.fail(`a step was ${oldest} ms old and not written`);
}
