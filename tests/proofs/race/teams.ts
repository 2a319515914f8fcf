/** What 64 clients ask of a fleet at once, what becomes of bookings meanwhile, and what must be true afterwards. */
import * as bookings from "$lib/server/bookings/index.ts";
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { getRotation } from "$lib/server/store/team-bookings.ts";
import { eachBooking } from "$lib/server/store/scan.ts";
import { actAsGuest } from "../../support/proof/guest-client.ts";
import { judgeDump, type Proof } from "../../support/proof/run-proof.ts";
import type { TestApp } from "../../support/test-app.ts";
import { until } from "../../support/until.ts";
import { checkRefusal, type KnownBooking, prepareRequest } from "./book-once.ts";
import type { ContentionPattern } from "./contention-patterns.ts";
import { type Fleet, NORTH_MEMBERS } from "./fleet.ts";

const CLIENTS = 64;
/** A way that succeeds less often proves nothing. */
const SELDOM = 3;

/** Who books whom, and where. */
export interface Stage {
  proof: Proof;
  /** A second program over the same store. */
  app: TestApp;
  fleet: Fleet;
  address: string;
}

/** So many members and one slot: exactly so many bookings, and the next is refused with alternatives. */
export const oneSlotOfMany: ContentionPattern = {
  label: "g",
  title: `one slot of ${NORTH_MEMBERS} members`,
  owner: { team: "north", types: [{ slug: "visit" }] },
  members: NORTH_MEMBERS,
  reach: () => true,
  starts: 1,
};

/** Everything at once: every type of every host and team, over a few starts of a day, and what becomes of them. */
export async function manySlots(
  stage: Stage,
  first: number,
  attempts = stage.proof.count(500, 10_000),
): Promise<void> {
  const { proof, app, fleet, address } = stage;
  const rounds = Math.ceil(attempts / CLIENTS);
  const tally: Tally = new Map();
  let known: KnownBooking[] = [], granted = 0;
  for (let round = 0; round < rounds; round++) {
    const starts = [20, 21, 24, 26, 27, 29].map((n) => first + round * DAY + n * 30 * MINUTE);
    const requests = Array.from({ length: CLIENTS }, async (_, nth) => {
      const { hosts: _hosts, mode: _mode, ...type } = proof.pick(fleet.types);
      const wanted = { ...type, start: proof.pick(starts) };
      const way = nth % 4 === 3 ? "verb" : "api";
      const answer = await (await prepareRequest(address, { ...wanted, way }, app))();
      const what = `${type.team ?? type.username}/${type.slug} ${new Date(wanted.start).toJSON()}`;
      if (answer.status !== 201) checkRefusal(proof, what, answer);
      return answer.granted;
    });
    // What was booked before is moved into the same few starts.
    const changes = Array.from(
      { length: known.length === 0 ? 0 : CLIENTS / 2 },
      () => disturb(stage, tally, proof.pick(known), proof.pick(starts)),
    );
    const answers = (await Promise.all(requests)).filter((answer) => answer !== null);
    await Promise.all(changes);
    granted += answers.length;
    known = [...answers, ...known].slice(0, 60);
  }
  const ways = [...tally].map(([way, [tried, done]]) => `${way} ${done} of ${tried}`);
  for (const [way, [, done]] of tally) if (done < SELDOM) proof.fail(`only ${done} times: ${way}`);
  proof.log(`many slots: ${rounds * CLIENTS} asked, ${granted} granted; ${ways.join(", ")}`);
}

/** How often each way was taken, and how often it was granted. */
type Tally = Map<string, [tried: number, done: number]>;

/** One thing that happens to a booking, to this start where it is moved. */
async function disturb(
  { address, app, proof }: Stage,
  tally: Tally,
  { id, token }: KnownBooking,
  start: number,
): Promise<void> {
  const way = proof.pick(
    ["move", "move", "cancel", "confirm", "confirm", "reject", "give", "give"] as const,
  );
  const isDone = way === "move" || way === "cancel"
    ? await asGuest(proof, address, token, way, start)
    : await asHost(proof, app, id, way);
  const [tried, done] = tally.get(way) ?? [0, 0];
  tally.set(way, [tried + 1, done + (isDone ? 1 : 0)]);
}

async function asGuest(
  proof: Proof,
  address: string,
  token: string,
  way: "move" | "cancel",
  start: number,
): Promise<boolean> {
  const status = way === "move"
    ? await actAsGuest(address, token, "reschedule", {
      startsAt: new Date(start).toISOString(),
      timezone: "UTC",
    })
    : await actAsGuest(address, token, "cancel", { reason: "" });
  if (status >= 500) proof.fail(`${way} was answered ${status}`);
  return status === 200;
}

/** One of the hosts decides, or gives their place away to whoever is free. */
async function asHost(
  proof: Proof,
  app: TestApp,
  id: string,
  way: "confirm" | "reject" | "give",
): Promise<boolean> {
  const booking = await getBooking(app.kv, id);
  if (!booking) return false;
  const { hosts, revision } = booking;
  const hostId = proof.pick(hosts);
  if (way === "give") {
    const given = { by: { hostId }, from: hostId, to: "any-free" as const, revision };
    return (await bookings.reassign(app, id, given)).ok;
  }
  return (await bookings[way](app, id, { hostId, revision, message: "", force: true })).ok;
}

/** Once all requests have run out: the dump, who is in each booking, and what the rotations count. */
export async function judgeFleet({ proof, app, fleet }: Stage, place: string): Promise<void> {
  // Until then requests are passed on between the reading of bookings and of rotations.
  await until("requests that run out soon have done so", () => areExpired(app), 120_000);
  await judgeDump(proof, place);
  await checkMembers(proof, app, fleet);
  await checkRotations(proof, app, fleet);
}

/** Nothing that is live has hosts who are not in its event type, or lacks one whom it needs. */
async function checkMembers(proof: Proof, app: TestApp, { types, teamIds, hostIds }: Fleet) {
  for await (const booking of eachBooking(app.kv)) {
    const { id, team, type, hosts } = booking;
    const offer = types.find((each) =>
      each.slug === type.slug && (team ? teamIds[each.team ?? ""] === team.id : !each.team)
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
  for await (const booking of eachBooking(app.kv)) {
    if (booking.status !== "PENDING" && booking.status !== "CONFIRMED") continue;
    const place = `${booking.type.id} ${booking.hosts[0]}`;
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
  for await (const booking of eachBooking(app.kv)) {
    // Those of the second program run out a day later.
    if (booking.status === "PENDING" && booking.reservedUntil! <= Date.now() + MINUTE) return false;
  }
  return true;
}
