/** Reads what the store says of the team and its bookings, in the words of the model; each index agrees with them. */
import assert from "node:assert/strict";
import { type Booking, holdsOf, indexOwnersOf } from "$lib/scheduling/booking.ts";
import type { Rotation } from "$lib/scheduling/rotation.ts";
import { getBooking, listHistory } from "$lib/server/store/bookings.ts";
import { listAll } from "$lib/server/store/commit.ts";
import { getEventType } from "$lib/server/store/event-types.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import { getRotation, listTeamStarts } from "$lib/server/store/team-bookings.ts";
import { listTeamMembers } from "$lib/server/store/teams.ts";
import { bookingLine, type DumpLine, holdLines } from "../../../../src/tasks/dump-lines.ts";
import { bookingsIn, faultsIn, holdsIn } from "../../../proofs/invariant-checker.ts";
import {
  type Kind,
  kinds,
  type Model,
  type ModelBooking,
  monday,
  type RoundRobin,
  roundRobins,
} from "./steps.ts";
import type { World } from "./world.ts";

const DAY = 86_400_000;

export async function storedModel(world: World): Promise<Model> {
  const { app, teamId, typeIds } = world;
  const { kv } = app;
  const now = app.now();
  const found = await readBookings(world);
  await checkDump(world, found, now);
  for (const kind of Object.keys(kinds) as Kind[]) {
    const counted = await listTeamStarts(kv, typeIds[kind], {
      start: monday - 2 * DAY,
      end: monday + 2 * DAY,
    });
    const held = found.filter(({ type }) => type.id === typeIds[kind])
      .flatMap((booking) => holdsOf(booking, now).map(({ start }) => `${start} ${booking.id}`));
    const starts = counted.map(({ start, bookingIds }) => `${start} ${bookingIds[0]}`);
    assert.deepEqual(starts.sort(), held.sort(), "starts of the type");
  }
  const members = (await listTeamMembers(kv, teamId)).map(({ hostId }) => numberOf(world, hostId));
  const model: Model = {
    now,
    members: members.sort(),
    closed: await closedHosts(world),
    weights: { visit: {}, call: {} },
    rotations: { visit: {}, call: {} },
    bookings: found.map((booking) => modelOf(world, booking)),
  };
  for (const kind of roundRobins) {
    const type = (await getEventType(kv, teamId, typeIds[kind]))!;
    for (const { hostId, weight } of type.team!.members) {
      model.weights[kind][numberOf(world, hostId)] = weight;
    }
    const rotation = await getRotation(kv, teamId, type.id) ?? {};
    model.rotations[kind] = Object.fromEntries(
      Object.entries(rotation).map(([hostId, turn]) => [numberOf(world, hostId), turn]),
    );
  }
  return rounded(model);
}

/** Shares without the errors of floating point. */
export function rounded(model: Model): Model {
  const plain = (rotation: Rotation): Rotation =>
    Object.fromEntries(
      Object.entries(rotation).map(([id, { share, count, lastAt, since }]) => [id, {
        share: Math.round(share * 1e6) / 1e6 + 0,
        count,
        lastAt,
        since,
      }]),
    );
  const rotations = Object.fromEntries(
    roundRobins.map((kind) => [kind, plain(model.rotations[kind])]),
  ) as Record<RoundRobin, Rotation>;
  const bookings = model.bookings.map((each) => ({
    ...each,
    turn: each.turn && { ...each.turn, sharers: sortedSharers(each.turn.sharers) },
  }));
  return { ...model, rotations, bookings };
}

function sortedSharers(sharers: string): string {
  return (sharers.match(/.{9}/g) ?? []).sort().join("");
}

/** Every booking of the team, each once in the index of the team and of each of its hosts, and of nobody else. */
async function readBookings(world: World): Promise<Booking[]> {
  const { kv } = world.app;
  const listed = new Map<string, string[]>();
  const owners = [world.teamId, ...world.hosts.map(({ id }) => id)];
  for (const owner of owners) {
    for (const { key, value } of await listAll<string>(kv, { prefix: ["booking_of", owner] })) {
      listed.set(value, [...listed.get(value) ?? [], [owner, key[2], key[3]].join(" ")]);
    }
  }
  for (const id of listed.keys()) if (!world.ids.includes(id)) world.ids.push(id);
  const found: Booking[] = [];
  for (const id of world.ids) {
    const booking = (await getBooking(kv, id))!;
    const { status, start, revision } = booking;
    const wanted = indexOwnersOf(booking).map((owner) => `${owner} ${status} ${start}`);
    assert.deepEqual(listed.get(id)?.toSorted(), wanted.sort(), "the index tells the truth");
    assert.equal((await listHistory(kv, id)).length, revision);
    found.push(booking);
  }
  return found;
}

async function checkDump({ app, hosts }: World, found: Booking[], now: number): Promise<void> {
  const lines: DumpLine[] = found.map((booking) => bookingLine(booking, new Map()));
  for (const { id } of hosts) lines.push(...await Array.fromAsync(holdLines(app.kv, id, id)));
  const text = lines.map((line) => JSON.stringify(line));
  assert.deepEqual(faultsIn(bookingsIn(text), holdsIn(text), now), []);
}

async function closedHosts({ app, hosts }: World): Promise<number[]> {
  const stored = await Promise.all(hosts.map(({ id }) => getHost(app.kv, id)));
  return [...stored.keys()].filter((n) => stored[n]?.closure);
}

function numberOf({ hosts }: World, hostId: string): number {
  const found = hosts.findIndex(({ id }) => id === hostId);
  assert(found >= 0, "a host of another run");
  return found;
}

function modelOf(world: World, booking: Booking): ModelBooking {
  const { status, reservedUntil, rescheduleRequest, team, guest } = booking;
  const numbers = (ids: readonly string[]) => ids.map((id) => numberOf(world, id));
  return {
    kind: booking.type.slug as Kind,
    guest: Number(/\d+/.exec(guest.email)![0]),
    start: booking.start,
    hosts: numbers(booking.hosts),
    status,
    until: status === "PENDING" ? reservedUntil : null,
    move: rescheduleRequest &&
      { start: rescheduleRequest.start, until: rescheduleRequest.expiresAt },
    sequence: booking.sequence,
    optional: numbers(team!.optional),
    confirmations: numbers(team!.confirmations),
    declinedBy: numbers(team!.declinedBy),
    withdrawn: numbers(team!.withdrawn),
    turn: team!.turn && {
      ...team!.turn,
      sharers: world.hosts.reduce(
        (sharers, { id }, n) => sharers.replace(id.slice(-8), String(n).padStart(8)),
        team!.turn.sharers,
      ),
    },
  };
}
