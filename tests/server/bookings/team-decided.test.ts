/** Whom a round robin chose, and why not each other member, is counted in the commit of the booking. */
import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { SkipReason } from "$lib/scheduling/rotation-decisions.ts";
import { readTeamShares } from "$lib/server/analytics/team-shares.ts";
import { memberRows } from "$lib/server/analytics/member-rows.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { block } from "$lib/server/guests/block-list.ts";
import { openLocks } from "$lib/server/runtime/locks.ts";
import { granted } from "../../support/granted.ts";
import { busyCalendar, connectCalendar } from "../../support/stub-calendar.ts";
import type { TestApp } from "../../support/test-app.ts";
import { addTeamBooking, type TeamTown, teamTown } from "../../support/team-town.ts";
import { bookingRequest, mondayTen } from "../../support/town.ts";

let guests = 0;

function visit(start = mondayTen, email = `guest${++guests}@example.net`) {
  const asked = bookingRequest({ slug: "visit", start });
  return { ...asked, username: "", teamSlug: "mill", guest: { ...asked.guest, email } };
}

async function booked(app: TestApp, start?: number, email?: string): Promise<Booking> {
  const outcome = await granted(bookings.request(app, visit(start, email)));
  return outcome.booking;
}

async function shares({ app, team }: TeamTown) {
  const range = { from: "2026-11-01", to: "2026-11-01", timezone: team.zone };
  return await readTeamShares(app, team.id, range);
}

/** Of each member, in their order, how often they were chosen and the reasons counted for them. */
async function decided(town: TeamTown): Promise<[number, Partial<Record<SkipReason, number>>][]> {
  const [type] = (await shares(town)).eventTypes;
  return type!.members.map(({ chosen, skipped }) => [
    chosen,
    Object.fromEntries(Object.entries(skipped).filter(([, n]) => n > 0)),
  ]);
}

Deno.test("decided: of requests at once in two processes each booking counts once, and no other", async () => {
  const town = await teamTown(), { app } = town;
  const other: TestApp = { ...app, withLock: openLocks() };
  const made: Booking[] = [];
  for (let n = 0; n < 3; n++) {
    const all = await Promise.all(
      [app, other, app, other, app, other].map((each) =>
        bookings.request(each, visit(mondayTen + n * HOUR))
      ),
    );
    made.push(...all.flatMap((each) => each.ok ? [each.value.booking] : []));
  }
  assert.equal(made.length, 9);
  const found = await decided(town);
  for (const [n, { id }] of town.hosts.entries()) {
    const [chosen, skipped] = found[n]!;
    assert.equal(chosen, made.filter(({ hosts }) => hosts[0] === id).length);
    assert.equal(chosen + (skipped["not-free"] ?? 0) + (skipped.turn ?? 0), made.length);
  }
  assert.equal(found.reduce((sum, [, { turn = 0 }]) => sum + turn, 0), 3 * (2 + 1));
});

Deno.test("decided: a request sent again under its key counts once", async () => {
  const town = await teamTown(), { app } = town;
  const asked = { ...visit(), key: { route: "book", value: "k".repeat(22) } };
  for (let n = 0; n < 2; n++) assert((await bookings.request(app, asked)).ok);
  assert.deepEqual((await decided(town)).map(([n]) => n).toSorted(), [0, 0, 1]);
});

Deno.test("decided: not free, blocked for the guest, lower priority, and another member's turn", async () => {
  const town = await teamTown({
    names: ["ada", "ben", "cleo", "dan", "eve"],
    members: { cleo: { priority: 1 } },
  });
  const { app } = town;
  const [ada, ben] = town.hosts as [Host, Host];
  await addTeamBooking(town, [ada]);
  assert((await block(app, ben.id, "grace@example.org")).ok);
  const { hosts: [chosenId] } = await booked(app, mondayTen, "grace@example.org");
  const [first, second, third, ...others] = await decided(town);
  assert.deepEqual(first, [0, { "not-free": 1 }]);
  assert.deepEqual(second, [0, { guest: 1 }]);
  assert.deepEqual(third, [0, { priority: 1 }]);
  const last = town.hosts.slice(3).map(({ id }) => id === chosenId ? [1, {}] : [0, { turn: 1 }]);
  assert.deepEqual(others, last);
});

Deno.test("decided: the guest's own member is chosen again", async () => {
  const town = await teamTown({ names: ["ada", "ben"] }), { app } = town;
  const { hosts } = await booked(app, mondayTen, "grace@example.com");
  assert.deepEqual((await booked(app, mondayTen + 2 * HOUR, "grace@example.com")).hosts, hosts);
  const found = await decided(town);
  const own = town.hosts.findIndex(({ id }) => id === hosts[0]);
  assert.deepEqual(found[own], [2, {}]);
  assert.deepEqual(found[1 - own], [0, { turn: 1, "same-member": 1 }]);
});

Deno.test("decided: an instant type leaves out a member whose calendar is not up to date", async () => {
  const town = await teamTown({
    app: { openCalendar: busyCalendar(() => Promise.resolve([])) },
    names: ["ada", "ben"],
    type: { decision: "instant" },
  });
  const { app } = town;
  await connectCalendar(app, town.hosts[0]!, [], { syncedAt: 0 });
  await booked(app);
  assert.deepEqual(await decided(town), [[0, { calendar: 1 }], [1, {}]]);
});

Deno.test("decided: a request passed on, and a booking given to whoever is free, but none by name or in a test", async () => {
  const town = await teamTown({ names: ["ada", "ben"], terms: { whenDeclined: "next-member" } });
  const { app } = town;
  const [ada, ben] = town.hosts as [Host, Host];
  const give = (from: Host, to: string) => ({
    by: { hostId: ada.id },
    from: from.id,
    to,
    revision: null,
  });
  const asked = await addTeamBooking(town, [ada]);
  const no = { hostId: ada.id, revision: asked.revision, message: "", force: true };
  assert((await bookings.reject(app, asked.id, no)).ok);
  const passed: Awaited<ReturnType<typeof decided>> = [[0, { declined: 1 }], [1, {}]];
  assert.deepEqual(await decided(town), passed);
  const later = await addTeamBooking(town, [ben], { start: mondayTen + HOUR, isConfirmed: true });
  assert((await bookings.reassign(app, later.id, give(ben, ada.id))).ok);
  assert.deepEqual(await decided(town), passed);
  const test = await addTeamBooking(town, [ben], {
    start: mondayTen + 2 * HOUR,
    isConfirmed: true,
    change: { isTest: true },
  });
  assert((await bookings.reassign(app, test.id, give(ben, "any-free"))).ok);
  assert.deepEqual(await decided(town), passed);
  assert((await bookings.reassign(app, later.id, give(ada, "any-free"))).ok);
  assert.deepEqual(await decided(town), [[0, { declined: 2 }], [2, {}]]);
  const rows = memberRows(await shares(town), town.type.id);
  assert.deepEqual(rows.map(({ chosen, skippedDeclined }) => [chosen, skippedDeclined]), [
    [0, 2],
    [2, 0],
  ]);
});
