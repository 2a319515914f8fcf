/**
 * Must never be: a wanted time of a team that is missing, counted twice or under a reason that does not hold for each of its
 * members, or a change that is counted and would not have offered it. Months of guests who want times of collectives and
 * round robins, over real HTTP at a clock that the proof sets; an oracle knows the members' settings and bookings alone.
 *
 * Run: `deno run -A tests/proofs/wanted-team-times.ts`
 */
import { dateAt, daySpan } from "$lib/scheduling/day.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { getHostRules } from "$lib/server/store/host-rules.ts";
import { keys } from "$lib/server/store/keys.ts";
import { listSchedules } from "$lib/server/store/schedules.ts";
import { listWantedDays } from "$lib/server/store/wanted-days.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { type Proof, prove } from "../support/proof/run-proof.ts";
import { addTeam, addTeamType } from "../support/team-town.ts";
import { addHost } from "../support/town.ts";
import { ask, counts, guests } from "./wanted-times/guests.ts";
import { type ClockedProgram, startClocked } from "./wanted-times/program.ts";
import { drawSettings } from "./wanted-times/settings.ts";
import {
  isOffered,
  judged,
  type TeamState,
  type TeamType,
} from "./wanted-team-times/team-oracle.ts";

const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
const zones = ["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Europe/London"];
const ways = ["address", "api", "why", "day"] as const;

/** A team with its members, and what should be counted of it. */
interface Month {
  teamId: string;
  slug: string;
  hosts: Host[];
  state: TeamState;
  types: TeamType[];
  ids: Map<string, string>;
  expected: { times: Map<string, number>; changes: Map<string, number> };
}

await prove("wanted times of teams", async (proof) => {
  const dataDir = await Deno.makeTempDir({ prefix: "invito-wanted-" });
  try {
    await using program = await startClocked(dataDir, Date.UTC(2026, 9, 12, 6));
    const rounds = proof.count(2, 12), asked = proof.count(120, 500);
    const all = { wanted: 0, changes: 0, general: 0 };
    for (let round = 0; round < rounds; round++) {
      program.at(Date.UTC(2026, 9, 12, 6) + round * 91 * DAY);
      const month = await furnish(proof, program, round);
      await live(proof, program, month, asked);
      const judgedMonth = await judge(proof, program, month);
      for (const name of ["wanted", "changes", "general"] as const) all[name] += judgedMonth[name];
    }
    proof.log(
      `${rounds} teams: ${all.wanted} wanted times, ${all.general} for a reason of all members, ${all.changes} changes`,
    );
    if (all.general === 0 || all.changes === 0) proof.fail("no reason held for all members");
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
});

async function furnish(proof: Proof, { app, now }: ClockedProgram, round: number): Promise<Month> {
  const hosts: Host[] = [], members: TeamState["members"] = [];
  const zone = proof.pick(zones);
  for (let n = 0; n < 2 + proof.below(2); n++) {
    const own = proof.pick([zone, zone, ...zones]);
    const settings = drawSettings(proof, own, dateAt(now(), own));
    const name = `member-${round}-${n}`;
    const host = await addHost(app, {
      zone: own,
      preferredUsername: name,
      email: `${name}@hosts.example`,
    });
    const [schedule] = await listSchedules(app.kv, host.id);
    const { rules, overrides, timeOff, holidays, hostLimits: bookingLimits } = settings;
    await app.kv.set(keys.schedule(host.id, schedule!.id), { ...schedule!, rules, overrides });
    const hostRules = await getHostRules(app.kv, host.id);
    await app.kv.set(keys.hostRules(host.id), { ...hostRules, timeOff, holidays, bookingLimits });
    hosts.push(host);
    members.push({ settings, holds: [] });
  }
  const slug = `team-${round}`;
  const team = await addTeam(app, hosts, { slug, zone });
  const drawn = drawSettings(proof, zone, dateAt(now(), zone)).types;
  const types = drawn.map((type, n): TeamType => ({
    ...type,
    mode: n === 0 ? "round-robin" : "collective",
  }));
  const ids = new Map<string, string>();
  for (const { mode, ...type } of types) {
    ids.set(type.slug, (await addTeamType(app, team, hosts, { type, terms: { mode } })).id);
  }
  const expected = { times: new Map(), changes: new Map() };
  return {
    teamId: team.id,
    slug,
    hosts,
    state: { zone, members, booked: [] },
    types,
    ids,
    expected,
  };
}

/** A month of guests, one after the other; what each wants is judged by what is set and booked at that moment. */
async function live(proof: Proof, program: ClockedProgram, month: Month, asked: number) {
  const { state, types, hosts, slug: teamSlug, expected } = month;
  const people = guests(60), seen = new Set<string>();
  for (let n = 0; n < asked; n++) {
    program.at(program.now() + proof.below(2 * 30 * DAY / asked / MINUTE) * MINUTE);
    const now = program.now();
    const type = proof.pick(types), way = proof.pick(ways), guest = proof.pick(people);
    const zone = proof.pick([state.zone, "America/New_York"]);
    const isDay = way === "day";
    const date = dateAt(now + proof.below(isDay ? 25 : 38) * DAY, zone);
    const at = daySpan(date, zone).start + (14 + proof.below(30)) * 30 * MINUTE;
    const wanted = {
      slug: type.slug,
      minutes: proof.pick(type.durations),
      span: isDay ? daySpan(date, zone) : { start: at, end: at + 1 },
      isDay,
      now,
    };
    const offered = !isDay && at > now && isOffered(state, type, wanted);
    const hour = Math.floor(now / HOUR);
    const what = JSON.stringify([guest.client, wanted.slug, wanted.span, isDay, hour]);
    if (counts(guest, way) && !seen.has(what)) {
      const found = judged(state, type, wanted);
      if (found) {
        add(expected.times, [found.date, type.slug, found.slot, found.reasons].join("|"));
        for (const text of found.changes) add(expected.changes, `${type.slug}|${text}`);
      }
      if (found || !offered) seen.add(what);
    }
    const made = await ask(program.address, { teamSlug }, way, wanted, { guest, zone, date });
    await program.app.wanted.flush();
    if (way === "api" && (made !== null) !== offered) {
      proof.fail(`${type.mode} at ${new Date(at).toISOString()}: ${made ? "booked" : "refused"}`);
    }
    if (!made) continue;
    const booking = await getBooking(program.app.kv, made.id!);
    const hold = {
      slot: `${n}`,
      bookingIds: [`${n}`],
      typeId: type.slug,
      start: made.start,
      end: made.end,
      bufferBefore: type.bufferBefore,
      bufferAfter: type.bufferAfter,
      expiresAt: type.decision === "instant" ? null : Math.min(now + DAY, made.start),
    };
    state.booked.push(hold);
    hosts.forEach(({ id }, m) => booking!.hosts.includes(id) && state.members[m]!.holds.push(hold));
  }
}

/** Compares what is stored with the oracle's. */
async function judge(proof: Proof, { app }: ClockedProgram, month: Month) {
  const { teamId, expected, ids, slug: team } = month;
  const slugs = new Map([...ids].map(([slug, id]) => [id, slug]));
  const times = new Map<string, number>(), changes = new Map<string, number>();
  for (const { date, day } of await listWantedDays(app.kv, teamId)) {
    for (const [id, { times: slots, changes: counted }] of Object.entries(day.types)) {
      for (const [slot, byReasons] of Object.entries(slots)) {
        for (const [reasons, n] of Object.entries(byReasons)) {
          times.set([date, slugs.get(id), slot, reasons].join("|"), n);
        }
      }
      for (const [text, n] of Object.entries(counted)) add(changes, `${slugs.get(id)}|${text}`, n);
    }
  }
  compare(proof, `${team}, wanted`, times, expected.times);
  compare(proof, `${team}, changes`, changes, expected.changes);
  const sum = (of: Iterable<number>) => [...of].reduce((total, n) => total + n, 0);
  const general = [...times].filter(([name]) => !name.endsWith("|member"));
  return {
    wanted: sum(times.values()),
    changes: sum(changes.values()),
    general: sum(general.map(([, n]) => n)),
  };
}

function compare(
  proof: Proof,
  what: string,
  is: ReadonlyMap<string, number>,
  should: ReadonlyMap<string, number>,
) {
  for (const name of new Set([...is.keys(), ...should.keys()])) {
    if (is.get(name) === should.get(name)) continue;
    proof.fail(`${what}: ${name}: ${is.get(name) ?? 0}, not ${should.get(name) ?? 0}`);
  }
}

function add(sums: Map<string, number>, name: string, n = 1): void {
  sums.set(name, (sums.get(name) ?? 0) + n);
}
