/** Reads what the store says of the team and its bookings, in the words of the model; each index agrees with them. */
import assert from "node:assert/strict";
import { type Booking, holdsOf } from "$lib/scheduling/booking.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import type { Rotation } from "$lib/scheduling/rotation.ts";
import { getEventType } from "$lib/server/store/event-types.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import { getRotation, listTeamStarts } from "$lib/server/store/team-bookings.ts";
import { listTeamMembers } from "$lib/server/store/teams.ts";
import { checkDump, readBookings } from "../../../support/model-life.ts";
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

export async function storedModel(world: World): Promise<Model> {
  const { app, teamId, typeIds } = world;
  const { kv } = app;
  const now = app.now();
  const hostIds = world.hosts.map(({ id }) => id);
  const found = await readBookings(world, [teamId, ...hostIds]);
  await checkDump(world, hostIds, found);
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
