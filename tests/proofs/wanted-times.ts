/**
 * Must never be: a wanted time that is missing, counted twice or under another reason, or a suggested change that is not
 * the best. Months of guests who want times of hosts with random settings, over real HTTP at a clock that the proof sets;
 * an oracle knows settings and bookings alone, applies every change to the settings and looks which times it offers.
 *
 * Run: `deno run -A tests/proofs/wanted-times.ts`
 */
import { dateAt, daySpan } from "$lib/scheduling/day.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import { changeText } from "$lib/scheduling/wanted/change.ts";
import { readWanted } from "$lib/server/analytics/wanted/read-wanted.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { getHostRules } from "$lib/server/store/host-rules.ts";
import { keys } from "$lib/server/store/keys.ts";
import { listSchedules } from "$lib/server/store/schedules.ts";
import { listWantedDays } from "$lib/server/store/wanted-days.ts";
import { type Proof, prove } from "../support/proof/run-proof.ts";
import { addEventType, addHost } from "../support/town.ts";
import {
  ask,
  counts,
  type Guest,
  guests,
  requestReschedule,
  type Way,
  ways,
} from "./wanted-times/guests.ts";
import { countInto, type Counts, isOffered, type Wanted } from "./wanted-times/oracle.ts";
import { type ClockedProgram, startClocked } from "./wanted-times/program.ts";
import { drawSettings, type Settings } from "./wanted-times/settings.ts";

const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
/** Zones and the days before their clocks change. */
const months: [zone: string, from: number][] = [
  ["Europe/Berlin", Date.UTC(2026, 9, 12, 6)],
  ["America/New_York", Date.UTC(2027, 1, 25, 13)],
  ["Asia/Kathmandu", Date.UTC(2027, 4, 3, 2)],
  ["Australia/Lord_Howe", Date.UTC(2027, 8, 20, 22)],
];

/** A host, what they have set, and what is booked with them. */
interface Month {
  hostId: string;
  username: string;
  scheduleId: string;
  settings: Settings;
  /** The ids of the event types by slug. */
  types: Map<string, string>;
  holds: Hold[];
  expected: Counts;
  /** How many bookings were moved. */
  moved: number;
}

/** A confirmed booking that its guest may move. */
interface Booked {
  id: string;
  token: string;
  hold: Hold;
}

await prove("wanted times", async (proof) => {
  const dataDir = await Deno.makeTempDir({ prefix: "invito-wanted-" });
  try {
    await using program = await startClocked(dataDir, months[0]![1]);
    const rounds = proof.count(2, 16), asked = proof.count(120, 700);
    const all = { wanted: 0, changes: 0, suggested: 0, moved: 0 };
    for (let round = 0; round < rounds; round++) {
      const year = Math.floor(round / months.length);
      const [zone, from] = months[round % months.length]!;
      program.at(from + year * 364 * DAY);
      const month = await furnish(proof, program, zone, `host-${round}`);
      await live(proof, program, month, asked);
      const judged = await judge(proof, program, month);
      for (const name of ["wanted", "changes", "suggested", "moved"] as const) {
        all[name] += judged[name];
      }
    }
    proof.log(
      `${rounds} months: ${all.wanted} wanted times, ${all.changes} counts of changes, ${all.suggested} best changes, ${all.moved} bookings moved`,
    );
    if (all.suggested === 0) proof.fail("no month had a change to suggest");
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
});

async function furnish(
  proof: Proof,
  { app, now }: ClockedProgram,
  zone: string,
  username: string,
): Promise<Month> {
  const settings = drawSettings(proof, zone, dateAt(now(), zone));
  const email = `${username}@hosts.example`;
  const { id } = await addHost(app, { zone, preferredUsername: username, email });
  const [schedule] = await listSchedules(app.kv, id);
  const { rules, overrides, timeOff, holidays, hostLimits: bookingLimits } = settings;
  await app.kv.set(keys.schedule(id, schedule!.id), { ...schedule!, rules, overrides });
  const hostRules = await getHostRules(app.kv, id);
  await app.kv.set(keys.hostRules(id), { ...hostRules, timeOff, holidays, bookingLimits });
  const types = new Map<string, string>();
  for (const type of settings.types) {
    types.set(
      type.slug,
      (await addEventType(app, { id } as never, { ...type, slug: `${type.slug}-1` })).id,
    );
  }
  const expected = { times: new Map(), changes: new Map(), steps: new Map() };
  const scheduleId = schedule!.id;
  return { hostId: id, username, scheduleId, settings, types, holds: [], expected, moved: 0 };
}

/** A month of guests, one after the other; what each wants is judged by what is set and booked at that moment. */
async function live(
  proof: Proof,
  program: ClockedProgram,
  month: Month,
  asked: number,
): Promise<void> {
  const { settings, holds, expected, scheduleId, username } = month;
  const people = guests(60), seen = new Set<string>();
  const booked: Booked[] = [];
  const want = (wanted: Wanted, guest: Guest, way: Way, others = holds) => {
    const { now, isDay, span, slug } = wanted;
    const offered = !isDay && span.start > now && isOffered(settings, wanted, others);
    const what = JSON.stringify([guest.client, slug, span, isDay, Math.floor(now / HOUR)]);
    if (counts(guest, way) && !seen.has(what)) {
      const before = expected.times.size;
      countInto(expected, settings, wanted, others, scheduleId);
      if (expected.times.size > before || !offered) seen.add(what);
    }
    return offered;
  };
  for (let n = 0; n < asked; n++) {
    program.at(program.now() + proof.below(2 * 30 * DAY / asked / MINUTE) * MINUTE);
    const now = program.now();
    const type = proof.pick(settings.types);
    const zone = proof.pick([settings.zone, settings.zone, "America/New_York"]);
    const way: Way = proof.pick(ways);
    const guest = proof.pick(people);
    const date = dateAt(now + proof.below(way === "day" ? 25 : 38) * DAY, zone);
    const isDay = way === "day";
    const at = daySpan(date, zone).start + (14 + proof.below(30)) * 30 * MINUTE;
    const wanted: Wanted = {
      slug: type.slug,
      minutes: proof.pick(type.durations),
      span: isDay ? daySpan(date, zone) : { start: at, end: at + 1 },
      isDay,
      now,
    };
    const ahead = booked.filter(({ hold }) => hold.start > now);
    if (way !== "why" && ahead.length > 0 && proof.below(3) === 0) {
      const { id, token, hold } = proof.pick(ahead);
      if (at === hold.start && !isDay) continue;
      const minutes = (hold.end - hold.start) / MINUTE;
      const others = holds.filter((each) => each !== hold);
      const offered = want({ ...wanted, slug: hold.typeId, minutes }, guest, way, others);
      const { revision } = (await getBooking(program.app.kv, id))!;
      const given = { guest, zone, date, revision };
      const isMoved = await requestReschedule(program.address, token, way, wanted.span, given);
      await program.app.wanted.flush();
      if (isMoved !== (offered && (way === "api" || way === "form"))) {
        proof.fail(`move by ${way} to ${new Date(at).toISOString()}: ${isMoved}`);
      }
      if (isMoved) Object.assign(hold, { start: at, end: at + minutes * MINUTE });
      if (isMoved) month.moved++;
      continue;
    }
    const offered = want(wanted, guest, way);
    const asking = { ...wanted, slug: `${type.slug}-1` };
    const made = await ask(program.address, { username }, way, asking, { guest, zone, date });
    await program.app.wanted.flush();
    const isRequest = way === "api" || way === "form";
    if (isRequest && (made !== null) !== offered) {
      proof.fail(
        `${way} at ${new Date(at).toISOString()}: ${
          made ? "booked" : "refused"
        }, not as the oracle says`,
      );
    }
    if (made) {
      const hold: Hold = {
        slot: `${n}`,
        bookingIds: [`${n}`],
        typeId: type.slug,
        start: made.start,
        end: made.end,
        bufferBefore: type.bufferBefore,
        bufferAfter: type.bufferAfter,
        expiresAt: type.decision === "instant" ? null : Math.min(now + DAY, made.start),
      };
      holds.push(hold);
      const { id, token } = made;
      if (id && token && type.decision === "instant") booked.push({ id, token, hold });
    }
  }
}

/** Compares what is stored and suggested with the oracle's. */
async function judge(proof: Proof, { app }: ClockedProgram, month: Month) {
  const { hostId, username, expected, types } = month;
  const slugs = new Map([...types].map(([slug, id]) => [id, slug]));
  const times = new Map<string, number>(), changes = new Map<string, number>();
  let wanted = 0;
  for (const { date, day } of await listWantedDays(app.kv, hostId)) {
    for (const [id, { times: slots, changes: counted }] of Object.entries(day.types)) {
      for (const [slot, byReasons] of Object.entries(slots)) {
        for (const [reasons, n] of Object.entries(byReasons)) {
          times.set([date, slugs.get(id), slot, reasons].join("|"), n);
          wanted += n;
        }
      }
      for (const [text, n] of Object.entries(counted)) {
        const name = `${slugs.get(id)}|${text}`;
        changes.set(name, (changes.get(name) ?? 0) + n);
      }
    }
  }
  compare(proof, `${username}, wanted`, times, expected.times);
  compare(proof, `${username}, changes`, changes, expected.changes);

  const everything = { from: "2000-01-01", to: "2100-01-01" };
  const { change: best, total } = await readWanted(app, hostId, everything, null);
  if (total !== wanted) proof.fail(`${username}: ${total} in all, not ${wanted}`);
  const sums = summed(expected);
  const most = Math.max(0, ...[...sums.values()].map((each) => each.times));
  const fewest = Math.min(
    ...[...sums.values()].filter((each) => each.times === most).map((each) => each.steps),
  );
  const found = best && sums.get(nameOf(changeText(best.change), slugs.get(best.typeIds[0]!)!));
  if (
    most < 3
      ? best !== null
      : found?.times !== most || found.steps !== fewest || best?.times !== most
  ) {
    proof.fail(
      `${username}: ${
        best && changeText(best.change)
      } is not the best change: ${most} by ${fewest} steps`,
    );
  }
  return { wanted, changes: changes.size, suggested: best ? 1 : 0, moved: month.moved };
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
  return /^(hours|open|between|limit host)/.test(text) ? text : `${slug}|${text}`;
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
