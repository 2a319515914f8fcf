/** Seats of a collective: guests share one meeting with all members, under the team's guard. */
import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { cancelSharedSlot } from "$lib/server/bookings/shared-slot-actions.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { setEventType } from "$lib/server/store/event-types.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { getGuard, guardedCommit } from "$lib/server/kv/guard.ts";
import { listHolds } from "$lib/server/store/ledger.ts";
import { getSlot } from "$lib/server/store/shared-slots.ts";
import { listTeamStarts } from "$lib/server/store/team-bookings.ts";
import { deleteTeamMember } from "$lib/server/store/teams.ts";
import { granted, refusal } from "../../support/granted.ts";
import { addTeamBooking, type TeamTown, teamTown } from "../../support/team-town.ts";
import { bookingRequest, mondayTen } from "../../support/town.ts";

const shared = {
  type: { seats: 3, decision: "instant" as const, whenCalendarStale: "ignore" as const },
  terms: { mode: "collective" as const },
};

async function seat({ app }: TeamTown, guest: string, start = mondayTen): Promise<Booking> {
  const given = bookingRequest({ slug: "visit", start });
  const requested = await granted(bookings.request(app, {
    ...given,
    username: "",
    teamSlug: "mill",
    guest: { ...given.guest, name: guest, email: `${guest}@example.com` },
  }));
  return requested.booking;
}

async function holdsOf({ app, hosts }: TeamTown, start: number): Promise<number[]> {
  const span = { start, end: start + HOUR / 2 };
  return await Promise.all(hosts.map(async ({ id }) => {
    const ofDay = await listHolds(app.kv, id, span);
    return ofDay.filter((hold) => hold.start === start).length;
  }));
}

Deno.test("seats: a second guest joins the same meeting with the same members", async () => {
  const town = await teamTown(shared), { app } = town;
  const one = await seat(town, "one"), two = await seat(town, "two");
  assert.equal(one.slot, two.slot);
  assert.deepEqual((await getSlot(app.kv, one.slot))?.hosts, town.hosts.map(({ id }) => id));
  assert.deepEqual(await holdsOf(town, mondayTen), [1, 1, 1]);
});

Deno.test("seats: one guest's reschedule and a cancelled meeting release every member's time", async () => {
  const town = await teamTown(shared), { app } = town;
  const one = await seat(town, "one"), two = await seat(town, "two");
  const start = mondayTen + 2 * HOUR;
  const by = { actor: "guest" as const };
  await granted(bookings.reschedule(app, one.id, { by, start, revision: null, key: null }));
  assert.deepEqual(await holdsOf(town, mondayTen), [1, 1, 1]);
  assert.deepEqual(await holdsOf(town, start), [1, 1, 1]);
  const [ada] = town.hosts as [Host];
  assert((await cancelSharedSlot(app, two.slot, { hostId: ada.id })).ok);
  assert.deepEqual(await holdsOf(town, mondayTen), [0, 0, 0]);
  assert.equal((await getBooking(app.kv, two.id))?.status, "CANCELLED");
  const counted = await listTeamStarts(app.kv, town.type.id, { start: 0, end: Infinity });
  assert.deepEqual(counted.map((each) => each.start), [start]);
});

Deno.test("seats: a seat is not given away, and a meeting of other members is not joined by a reschedule", async () => {
  const town = await teamTown({ ...shared, members: { cleo: { isOptional: true } } });
  const { app } = town;
  const [ada, , cleo] = town.hosts as [Host, Host, Host];
  const one = await seat(town, "one");
  assert.equal(one.hosts.length, 3);
  const start = mondayTen + 2 * HOUR;
  const elsewhere = await addTeamBooking(town, [cleo], { isConfirmed: true, start });
  const other = await seat(town, "two", start);
  assert.equal(other.hosts.length, 2);
  const cancelling = { by: { actor: "team" as const, teamId: town.team.id }, reason: "" };
  assert((await bookings.cancel(app, elsewhere.id, { ...cancelling, revision: null })).ok);
  const by = { actor: "guest" as const };
  const moved = await refusal(
    bookings.reschedule(app, one.id, { by, start, revision: null, key: null }),
  );
  assert.equal(moved.code, "not-offered");
  const given = { by: "system" as const, from: ada.id, to: "any-free", revision: null };
  assert.equal(refusal(await bookings.reassign(app, one.id, given)).code, "not-offered");
});

Deno.test("seats: a change of the whole meeting checks and raises the team's guard", async () => {
  const town = await teamTown(shared), { app } = town;
  const { slot } = await seat(town, "one");
  const before = (await getGuard(app.kv, town.team.id)).guard.version;
  const { kv } = app;
  let isDisturbed = false;
  const get = kv.getMany.bind(kv);
  // Something of the team is committed after its guard was read.
  kv.getMany = (async (...given: Parameters<typeof get>) => {
    if (!isDisturbed) {
      isDisturbed = true;
      await guardedCommit(kv, await getGuard(kv, town.team.id)).commit();
    }
    return await get(...given);
  }) as typeof kv.getMany;
  assert((await cancelSharedSlot(app, slot, { hostId: town.hosts[0]!.id })).ok);
  assert(isDisturbed);
  assert.equal((await getGuard(kv, town.team.id)).guard.version, before + 2);
});

Deno.test("seats: a further guest needs nobody to be free again who came along if free", async () => {
  const town = await teamTown({ ...shared, members: { cleo: { isOptional: true } } });
  const { app } = town;
  const cleo = town.hosts[2]!;
  const one = await seat(town, "one");
  assert.equal(one.hosts.length, 3);
  const op = guardedCommit(app.kv, await getGuard(app.kv, town.team.id));
  deleteTeamMember(op, { teamId: town.team.id, hostId: cleo.id });
  assert((await op.commit()).ok);
  const two = await seat(town, "two");
  assert.deepEqual([two.slot, two.hosts], [one.slot, one.hosts]);
  const { type } = town;
  const members = type.team!.members.filter(({ hostId }) => hostId !== cleo.id);
  const without = guardedCommit(app.kv, await getGuard(app.kv, town.team.id));
  setEventType(without, { ...type, team: { ...type.team!, members } }, type);
  assert((await without.commit()).ok);
  const three = await seat(town, "three");
  assert.deepEqual([three.slot, three.hosts], [one.slot, one.hosts]);
});

Deno.test("seats: nobody joins a meeting of somebody who has closed their account", async () => {
  const town = await teamTown({ ...shared, members: { cleo: { isOptional: true } } });
  const { app } = town;
  using _ = app;
  await seat(town, "one");
  const cleo = town.hosts[2]!;
  const op = guardedCommit(app.kv, await getGuard(app.kv, cleo.id));
  const closure = { at: app.now(), message: "" };
  assert((await op.set(keys.host(cleo.id), { ...cleo, closure }).commit()).ok);
  await assert.rejects(seat(town, "two"), /inactive/);
});

Deno.test("seats: a meeting whose hosts are gone stays as it is when a guest leaves", async () => {
  const town = await teamTown(shared), { app } = town;
  using _ = app;
  const one = await seat(town, "one");
  await seat(town, "two");
  const slot = await getSlot(app.kv, one.slot);
  for (const { id } of town.hosts) await app.kv.delete(keys.host(id));
  const leaving = { by: { actor: "guest" as const }, reason: "", revision: null };
  assert((await bookings.cancel(app, one.id, leaving)).ok);
  assert.deepEqual(await getSlot(app.kv, one.slot), slot);
});
