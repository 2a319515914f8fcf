/**
 * Must never be: a wanted time that is missing, counted twice or under another reason, or a suggested change that is not
 * the best; of a team under a reason that does not hold for each of its members, or a change that would not have offered
 * it. Months of guests who want times of hosts, collectives and round robins with random settings, over real HTTP at a
 * clock that the proof sets; an oracle knows settings and bookings alone, applies every change to the settings and looks
 * which times it offers.
 *
 * Run: `deno run -A tests/proofs/wanted-times.ts`
 */
import { DAY } from "$lib/scheduling/durations.ts";
import { changeText } from "$lib/scheduling/wanted/change.ts";
import { readWanted } from "$lib/server/analytics/wanted/read-wanted.ts";
import { listWantedDays } from "$lib/server/store/wanted-days.ts";
import { type Proof, prove } from "../support/proof/run-proof.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { furnishHost, furnishTeam, live, type Month } from "./wanted-times/month.ts";
import { add, type Counts } from "./wanted-times/oracle.ts";
import { type ClockedProgram, startClocked } from "./wanted-times/program.ts";
import { isShared } from "./wanted-times/settings.ts";

/** Zones and the days before their clocks change. */
const months: [zone: string, from: number][] = [
  ["Europe/Berlin", Date.UTC(2026, 9, 12, 6)],
  ["America/New_York", Date.UTC(2027, 1, 25, 13)],
  ["Asia/Kathmandu", Date.UTC(2027, 4, 3, 2)],
  ["Australia/Lord_Howe", Date.UTC(2027, 8, 20, 22)],
];
const YEAR = 364 * DAY;

await prove("wanted times", async (proof) => {
  await using folder = await tempFolder();
  await using program = await startClocked(folder.path, months[0]![1]);
  const hosts = proof.count(2, 16);
  await provenHosts(proof, program, hosts);
  const after = months[0]![1] + Math.ceil(hosts / months.length) * YEAR;
  await provenTeams(proof, program, after);
});

async function provenHosts(proof: Proof, program: ClockedProgram, rounds: number): Promise<void> {
  const all = { wanted: 0, changes: 0, suggested: 0, moved: 0 };
  for (let round = 0; round < rounds; round++) {
    const [zone, from] = months[round % months.length]!;
    program.at(from + Math.floor(round / months.length) * YEAR);
    const month = await furnishHost(proof, program, zone, `host-${round}`);
    await live(proof, program, month, proof.count(120, 700));
    const judged = await judgeMonth(proof, program, month);
    all.wanted += judged.wanted;
    all.changes += judged.changes.size;
    all.suggested += judged.isSuggested ? 1 : 0;
    all.moved += month.moved;
  }
  proof.log(
    `${rounds} months: ${all.wanted} wanted times, ${all.changes} counts of changes, ${all.suggested} best changes, ${all.moved} bookings moved`,
  );
  if (all.suggested === 0) proof.fail("no month had a change to suggest");
}

async function provenTeams(proof: Proof, program: ClockedProgram, from: number): Promise<void> {
  const rounds = proof.count(2, 12);
  const all = { wanted: 0, changes: 0, general: 0 };
  for (let round = 0; round < rounds; round++) {
    program.at(from + round * YEAR / 4);
    const month = await furnishTeam(proof, program, `team-${round}`);
    await live(proof, program, month, proof.count(120, 500));
    const judged = await judgeMonth(proof, program, month);
    all.wanted += judged.wanted;
    all.changes += sum(judged.changes);
    all.general += sum(judged.times.entries().filter(([name]) => !name.endsWith("|member")));
  }
  proof.log(
    `${rounds} teams: ${all.wanted} wanted times, ${all.general} for a reason of all members, ${all.changes} changes`,
  );
  if (all.general === 0 || all.changes === 0) proof.fail("no reason held for all members");
}

function sum(counted: Iterable<[string, number]>): number {
  return [...counted].reduce((total, [, n]) => total + n, 0);
}

/** Compares what is stored and suggested with the oracle's. */
async function judgeMonth(proof: Proof, { app }: ClockedProgram, month: Month) {
  const { ownerId, owner, expected, ids } = month;
  const name = "teamSlug" in owner ? owner.teamSlug : owner.username;
  const slugs = new Map([...ids].map(([slug, id]) => [id, slug]));
  const times = new Map<string, number>(), changes = new Map<string, number>();
  let wanted = 0;
  for (const { date, day } of await listWantedDays(app.kv, ownerId)) {
    for (const [id, { times: slots, changes: counted }] of Object.entries(day.types)) {
      for (const [slot, byReasons] of Object.entries(slots)) {
        for (const [reasons, n] of Object.entries(byReasons)) {
          times.set([date, slugs.get(id), slot, reasons].join("|"), n);
          wanted += n;
        }
      }
      for (const [text, n] of Object.entries(counted)) add(changes, `${slugs.get(id)}|${text}`, n);
    }
  }
  compare(proof, `${name}, wanted`, times, expected.times);
  compare(proof, `${name}, changes`, changes, expected.changes);
  if ("teamSlug" in owner) return { wanted, times, changes, isSuggested: false };

  const everything = { from: "2000-01-01", to: "2100-01-01" };
  const { change: best, total } = await readWanted(app, ownerId, everything, null);
  if (total !== wanted) proof.fail(`${name}: ${total} in all, not ${wanted}`);
  const sums = summed(expected), all = [...sums.values()];
  const most = Math.max(0, ...all.map((each) => each.times));
  const fewest = Math.min(...all.filter(({ times }) => times === most).map(({ steps }) => steps));
  const found = best && sums.get(nameOf(changeText(best.change), slugs.get(best.typeIds[0]!)!));
  const isBest = most < 3
    ? best === null
    : found?.times === most && found.steps === fewest && best?.times === most;
  if (!isBest) {
    const text = best && changeText(best.change);
    proof.fail(`${name}: ${text} is not the best change: ${most} by ${fewest} steps`);
  }
  return { wanted, times, changes, isSuggested: best !== null };
}

function summed({ changes, steps }: Counts): Map<string, { times: number; steps: number }> {
  const sums = new Map<string, { times: number; steps: number }>();
  for (const [name, times] of changes) {
    const [slug = "", text = ""] = name.split("|");
    const all = nameOf(text, slug);
    const sum = sums.get(all);
    sums.set(all, { times: (sum?.times ?? 0) + times, steps: steps.get(name)! });
  }
  return sums;
}

/** Hours and the host's limits are of all event types. */
function nameOf(text: string, slug: string): string {
  return isShared(text) ? text : `${slug}|${text}`;
}

function compare(
  proof: Proof,
  what: string,
  is: ReadonlyMap<string, number>,
  should: ReadonlyMap<string, number>,
): void {
  for (const name of new Set([...is.keys(), ...should.keys()])) {
    if (is.get(name) === should.get(name)) continue;
    proof.fail(`${what}: ${name}: ${is.get(name) ?? 0}, not ${should.get(name) ?? 0}`);
  }
}
