/** Two processes change the bookings of one team at once: each live one holds exactly its hosts' time, and is counted once. */
import assert from "node:assert/strict";
import { type Booking, isLiveBooking } from "$lib/scheduling/booking.ts";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as teamTypes from "$lib/server/event-types/team-types.ts";
import { openLocks } from "$lib/server/runtime/locks.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { getEventTypeBySlug } from "$lib/server/store/event-types.ts";
import { getRotation } from "$lib/server/store/team-bookings.ts";
import { checkDump } from "../../support/model-life.ts";
import { addTeamType, type TeamTown, teamTown } from "../../support/team-town.ts";
import type { TestApp } from "../../support/test-app.ts";
import { bookingRequest, mondayTen } from "../../support/town.ts";

const HALF_HOUR = 30 * MINUTE;

/** Numbers from 0 to 1, the same at every run. */
function drawn(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

interface Race extends TeamTown {
  slugs: string[];
  booked: string[];
  random: () => number;
  done: Map<string, number>;
}

function pick<T>({ random }: Race, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)]!;
}

/** One of eight times of that Monday, drawn. */
function aTime(race: Race): number {
  return mondayTen + Math.floor(race.random() * 8) * HALF_HOUR;
}

async function book(race: Race, app: TestApp): Promise<boolean> {
  const asked = bookingRequest({ slug: pick(race, race.slugs), start: aTime(race) });
  const email = `guest${Math.floor(race.random() * 1e9)}@example.net`;
  const guest = { ...asked.guest, email };
  const made = await bookings.request(app, { ...asked, username: "", teamSlug: "mill", guest });
  if (made.ok) race.booked.push(made.value.booking.id);
  return made.ok;
}

type Step = (race: Race, app: TestApp, booking: Booking) => Promise<{ ok: boolean }>;

const steps: Record<string, Step> = {
  confirm: (race, app, { id, hosts, revision }) =>
    bookings.confirm(app, id, { hostId: pick(race, hosts), revision, message: "", force: true }),
  reject: (_, app, { id, hosts, revision }) =>
    bookings.reject(app, id, { hostId: hosts[0]!, revision, message: "", force: false }),
  cancel: (_, app, { id, hosts }) =>
    bookings.cancel(app, id, {
      by: { actor: "host", hostId: hosts[0]! },
      reason: "",
      revision: null,
    }),
  "reschedule by guest": (race, app, { id }) =>
    bookings.reschedule(app, id, {
      by: { actor: "guest" },
      start: aTime(race),
      revision: null,
      key: null,
    }),
  "reschedule by host": (race, app, { id, hosts }) =>
    bookings.reschedule(app, id, {
      by: { actor: pick(race, ["host", "calendar"]), hostId: hosts[0]!, force: true },
      start: aTime(race),
      revision: null,
      key: null,
    }),
  reassign: (race, app, { id, hosts }) =>
    bookings.reassign(app, id, {
      by: "system",
      from: pick(race, hosts),
      to: "any-free",
      revision: null,
    }),
  withdraw: (race, app, { id, hosts }) =>
    bookings.withdraw(app, id, { hostId: pick(race, hosts), by: "calendar", revision: null }),
  "edit the type": editCollective,
};

/** Who of the collective is required and who comes if free changes; its first member stays required. */
async function editCollective(race: Race, app: TestApp): Promise<{ ok: boolean }> {
  const { team, hosts: [owner] } = race;
  const type = (await getEventTypeBySlug(app.kv, team.id, "together"))!;
  const members = type.team!.members.map((member, i) => ({
    ...member,
    isOptional: i > 0 && race.random() < 0.5,
  }));
  const fields = { ...type, colour: "blue" as const };
  const input = { fields, terms: { ...type.team!, members } };
  const manager = { teamId: team.id, hostId: owner!.id };
  return await teamTypes.edit(app, manager, type.id, type.revision, input);
}

async function stepOf(race: Race, app: TestApp): Promise<void> {
  const known = race.booked.length > 0 && race.random() < 0.7 ? pick(race, race.booked) : null;
  const booking = known === null ? null : await getBooking(app.kv, known);
  const name = booking ? pick(race, Object.keys(steps)) : "book";
  const isDone = booking ? (await steps[name]!(race, app, booking)).ok : await book(race, app);
  if (isDone) race.done.set(name, (race.done.get(name) ?? 0) + 1);
}

/** Every hold is one of a live booking's hosts, each of them has it, and none conflict. */
async function checkHolds({ app, hosts, booked }: Race): Promise<Booking[]> {
  const all = (await Promise.all(booked.map((id) => getBooking(app.kv, id))))
    .filter((each) => each !== null);
  await checkDump({ app }, hosts.map(({ id }) => id), all);
  return all.filter((each) => isLiveBooking(each, app.now()));
}

/** Each member of the round robin is counted as many bookings as are theirs. */
async function checkRotation({ app, hosts, team, type }: Race, live: Booking[]): Promise<void> {
  const rotation = await getRotation(app.kv, team.id, type.id) ?? {};
  const ofType = live.filter((booking) => booking.type.id === type.id);
  for (const { id } of hosts) {
    const theirs = ofType.filter((booking) => booking.hosts[0] === id).length;
    assert.equal(rotation[id]?.count ?? 0, theirs);
  }
  const balance = Object.values(rotation).reduce((sum, { share, count }) => sum + share - count, 0);
  assert(Math.abs(balance) < 1e-6);
}

/** Expires every request past its deadline; one that went to the next member has a new deadline. */
async function expireOverdue({ app, booked, done }: Race): Promise<void> {
  for (const id of booked) {
    const { ok } = await bookings.expire(app, id);
    if (ok) done.set("expire", (done.get("expire") ?? 0) + 1);
  }
}

/** A team with a round robin and a collective, whose bookings are changed in forty rounds of six at once. */
async function race(seed: number, done: Map<string, number>): Promise<void> {
  const town = await teamTown({
    names: ["ada", "ben", "cleo", "dana"],
    terms: { whenDeclined: "next-member", keepsHost: seed !== 2 },
    type: { decision: seed === 3 ? "instant" : "approval", whenCalendarStale: "ignore" },
  });
  using app = town.app;
  app.settings.bookingTtlMs = 2 * HOUR;
  await addTeamType(app, town.team, town.hosts, {
    type: { slug: "together" },
    terms: { mode: "collective", confirmedBy: "all" },
    members: [{}, {}, { isOptional: true }, { isOptional: true }],
  });
  const slugs = ["visit", "together"];
  const run: Race = { ...town, slugs, booked: [], random: drawn(seed), done };
  const other = { ...app, withLock: openLocks() };
  for (let round = 0; round < 40; round++) {
    await Promise.all(Array.from({ length: 6 }, (_, n) => stepOf(run, n % 2 ? other : app)));
    app.at(app.now() + 20 * MINUTE);
    await expireOverdue(run);
    await checkRotation(run, await checkHolds(run));
  }
}

Deno.test("two processes: drawn changes of a team's bookings leave its holds and its rotation right", async () => {
  const done = new Map<string, number>();
  for (const seed of [1, 2, 3]) await race(seed, done);
  const never = [...Object.keys(steps), "book", "expire"].filter((name) => !done.has(name));
  assert.deepEqual(never, []);
});
