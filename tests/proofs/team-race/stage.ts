/** What 64 clients ask of a fleet at once, and what must be true afterwards. */
import type { Booking } from "$lib/scheduling/booking.ts";
import { request } from "$lib/server/bookings/index.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { keys } from "$lib/server/store/keys.ts";
import { getRotation } from "$lib/server/store/team-bookings.ts";
import { attemptBooking } from "../../support/proof/guest-client.ts";
import { dumpOf, type Proof } from "../../support/proof/run-proof.ts";
import { until } from "../../support/until.ts";
import type { TestApp } from "../../support/test-app.ts";
import { bookingRequest } from "../../support/town.ts";
import { bookingsIn, faultsIn, holdsIn, violations } from "../invariant-checker.ts";
import { disturb, type Disturbance, type KnownBooking } from "./disturbances.ts";
import { type Fleet, type FleetType, NORTH_MEMBERS } from "./fleet.ts";

const CLIENTS = 64;
/** A way that succeeds less often proves nothing. */
const SELDOM = 3;
const HALF_HOUR = 30 * 60_000, DAY = 48 * HALF_HOUR;

/** Who books whom, and where. */
export interface Stage {
  proof: Proof;
  app: TestApp;
  fleet: Fleet;
  address: string;
}

/** So many members and one slot: exactly so many bookings, and the next is refused with alternatives. */
export async function oneSlot(stage: Stage, first: number): Promise<number> {
  const { proof, fleet } = stage;
  const visit = fleet.types.find(({ team, slug }) => team === "north" && slug === "visit")!;
  const rounds = proof.count(2, 20);
  for (let round = 0; round < rounds; round++) {
    const start = first + round * DAY + (20 + proof.below(8)) * HALF_HOUR;
    const answers = await Promise.all(
      Array.from({ length: CLIENTS }, (_, nth) => ask(stage, visit, start, nth)),
    );
    const given = answers.filter((answer) => answer !== null).length;
    if (given !== NORTH_MEMBERS) proof.fail(`${given} bookings of one slot of ${NORTH_MEMBERS}`);
  }
  proof.log(`one slot of ${NORTH_MEMBERS} members: ${rounds} rounds of ${CLIENTS} clients`);
  return first + rounds * DAY;
}

/** Everything at once: every type of every host and team, over a few starts of a day, and what becomes of them. */
export async function manySlots(
  stage: Stage,
  first: number,
  attempts = stage.proof.count(500, 10_000),
): Promise<void> {
  const { proof, app, fleet, address } = stage;
  const rounds = Math.ceil(attempts / CLIENTS);
  const disturbance: Disturbance = { address, app, proof, tally: new Map() };
  let known: KnownBooking[] = [], granted = 0;
  for (let round = 0; round < rounds; round++) {
    const starts = [20, 21, 24, 26, 27, 29].map((n) => first + round * DAY + n * HALF_HOUR);
    const requests = Array.from(
      { length: CLIENTS },
      (_, nth) => ask(stage, proof.pick(fleet.types), proof.pick(starts), nth),
    );
    // What was booked before is moved into the same few starts.
    const changes = Array.from(
      { length: known.length === 0 ? 0 : CLIENTS / 2 },
      () => disturb(disturbance, proof.pick(known), proof.pick(starts)),
    );
    const answers = (await Promise.all(requests)).filter((answer) => answer !== null);
    await Promise.all(changes);
    granted += answers.length;
    known = [...answers, ...known].slice(0, 60);
  }
  const ways = [...disturbance.tally].map(([way, [tried, done]]) => `${way} ${done} of ${tried}`);
  for (const [way, [, done]] of disturbance.tally) {
    if (done < SELDOM) proof.fail(`only ${done} times: ${way}`);
  }
  proof.log(`many slots: ${rounds * CLIENTS} asked, ${granted} granted; ${ways.join(", ")}`);
}

/** One request, every fourth to the second program; null when the time is taken, which must come with alternatives. */
async function ask(
  stage: Stage,
  type: FleetType,
  start: number,
  nth: number,
): Promise<KnownBooking | null> {
  const { proof } = stage;
  const { granted, status, code, alternatives } =
    await (nth % 4 === 3 ? askVerb(stage.app, type, start) : askApi(stage.address, type, start));
  if (granted) return granted;
  const what = `${type.team ?? type.username}/${type.slug} at ${new Date(start).toISOString()}`;
  if (status !== 409 || code !== "taken") proof.fail(`${what}: ${status} ${code}`);
  else if (alternatives === 0) proof.fail(`${what} was refused without alternatives`);
  return null;
}

interface Answer {
  granted: KnownBooking | null;
  status: number;
  code: string;
  alternatives: number;
}

async function askApi(
  address: string,
  { team, username, slug }: FleetType,
  start: number,
): Promise<Answer> {
  const whose = team === null ? { username: username! } : { team };
  const { status, body } = await attemptBooking(address, { ...whose, slug, start });
  const { code = "", alternatives = [] } = body;
  const granted = status === 201 ? { id: body.booking.id, token: body.actions.token } : null;
  return { granted, status, code, alternatives: alternatives.length };
}

async function askVerb(
  app: TestApp,
  { team, username, slug }: FleetType,
  start: number,
): Promise<Answer> {
  const whose = { username: username ?? "", teamSlug: team };
  const requested = await request(app, bookingRequest({ ...whose, slug, start }));
  if (requested.ok) {
    const { booking, token } = requested.value;
    return { granted: { id: booking.id, token }, status: 201, code: "", alternatives: 0 };
  }
  const { code, alternatives = [] } = requested.refusal;
  return { granted: null, status: 409, code, alternatives: alternatives.length };
}

/** Once all requests have run out: the dump, who is in each booking, and what the rotations count. */
export async function judge({ proof, app, fleet }: Stage, place: string): Promise<void> {
  // Until then requests are passed on between the reading of bookings and of rotations.
  await until("requests that run out soon have done so", () => areExpired(app), 120_000);
  const lines = await dumpOf(place), now = Date.now();
  const bookings = bookingsIn(lines), holds = holdsIn(lines);
  for (const sentence of faultsIn(bookings, holds, now)) proof.fail(sentence);
  for (const sentence of violations(bookings, 0)) proof.fail(sentence);
  await checkMembers(proof, app, fleet);
  await checkRotations(proof, app, fleet);
  const live = bookings.filter(({ status }) => status === "CONFIRMED").length;
  proof.log(`dump: ${bookings.length} bookings, ${live} confirmed, ${holds.length} holds`);
}

/** Nothing that is live has hosts who are not in its event type, or lacks one whom it needs. */
async function checkMembers(proof: Proof, app: TestApp, { types, teamIds, hostIds }: Fleet) {
  for await (const { value } of app.kv.list<Booking>({ prefix: keys.bookings() })) {
    const { id, team, type, hosts } = value;
    const offer = types.find((each) =>
      each.slug === type.slug && (team ? teamIds[each.team ?? ""] === team.id : each.team === null)
    )!;
    const members = offer.hosts.map((n) => hostIds[n]!);
    const isWhole = offer.mode !== "collective" || hosts.length === members.length;
    const isAmong = offer.mode !== "round-robin" || hosts.every((each) => members.includes(each));
    if (!isWhole || !isAmong) proof.fail(`${id} of ${offer.team}/${offer.slug} has other hosts`);
  }
}

/** Every member's count is the number of their bookings that were not given back. */
async function checkRotations(proof: Proof, app: TestApp, { teamIds }: Fleet): Promise<void> {
  const counted = new Map<string, number>();
  for await (const { value } of app.kv.list<Booking>({ prefix: keys.bookings() })) {
    if (value.status !== "PENDING" && value.status !== "CONFIRMED") continue;
    const place = `${value.type.id} ${value.hosts[0]}`;
    counted.set(place, (counted.get(place) ?? 0) + 1);
  }
  for (const teamId of Object.values(teamIds)) {
    for (const { id, team, slug } of await listEventTypes(app.kv, teamId)) {
      if (team?.mode !== "round-robin") continue;
      const rotation = await getRotation(app.kv, teamId, id) ?? {};
      for (const { hostId } of team.members) {
        const [count, assigned] = [
          rotation[hostId]?.count ?? 0,
          counted.get(`${id} ${hostId}`) ?? 0,
        ];
        if (count !== assigned) proof.fail(`${slug}: ${hostId} counts ${count}, has ${assigned}`);
      }
    }
  }
}

async function areExpired(app: TestApp): Promise<boolean> {
  for await (const { value } of app.kv.list<Booking>({ prefix: keys.bookings() })) {
    // Those of the second program run out a day later.
    if (value.status === "PENDING" && value.reservedUntil! <= Date.now() + 60_000) return false;
  }
  return true;
}
