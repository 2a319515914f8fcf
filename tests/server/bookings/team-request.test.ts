/** A request to a team is taken by one free member in rotation, or by every required member of a collective. */
import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { balanceOf } from "$lib/scheduling/rotation.ts";
import { type BookingRequest, confirm, request } from "$lib/server/bookings/index.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { listHolds } from "$lib/server/store/ledger.ts";
import { getRotation, listTeamStarts } from "$lib/server/store/team-bookings.ts";
import { setEventType } from "$lib/server/store/event-types.ts";
import { deleteTeamMember } from "$lib/server/store/teams.ts";
import { granted, refusal } from "../../support/granted.ts";
import { block, teamTown } from "../../support/team-town.ts";
import type { TestApp } from "../../support/test-app.ts";
import { bookingRequest, mondayTen } from "../../support/town.ts";

let guests = 0;

/** A request to the team's type by a guest of its own, unless an address is given. */
function visit(given: Partial<BookingRequest> & { email?: string } = {}): BookingRequest {
  const { email = `guest${++guests}@example.net`, ...change } = given;
  const asked = bookingRequest({ slug: "visit", ...change });
  return { ...asked, username: "", teamSlug: "mill", guest: { ...asked.guest, email } };
}

async function booked(app: TestApp, asked: BookingRequest): Promise<Booking> {
  const outcome = await granted(request(app, asked));
  return outcome.booking;
}

Deno.test("round robin: three members take one time three times, the fourth request finds it taken", async () => {
  const { app, hosts, type } = await teamTown();
  const taken = [];
  for (let n = 0; n < 3; n++) taken.push(await booked(app, visit()));
  assert.deepEqual(taken.flatMap((each) => each.hosts).sort(), hosts.map(({ id }) => id).sort());
  assert(taken.every((each) => each.team?.slug === "mill" && each.team.mode === "round-robin"));
  const fourth = await refusal(request(app, visit()));
  assert.equal(fourth.code, "taken");
  assert.equal(fourth.alternatives?.length, 4);
  assert(!fourth.alternatives.includes(mondayTen));
  assert.equal(fourth.dates, undefined, "only a series has several dates");
  for (const { id } of hosts) {
    const held = await listHolds(app.kv, id, { start: mondayTen, end: mondayTen + HOUR });
    assert.equal(held.length, 1);
  }
  const counted = await listTeamStarts(app.kv, type.id, { start: mondayTen, end: mondayTen + 1 });
  assert.equal(counted.length, 3);
});

Deno.test("round robin: twenty guests at once and three members make exactly three bookings", async () => {
  const { app, hosts } = await teamTown();
  const all = await Promise.all(Array.from({ length: 20 }, () => request(app, visit())));
  const made = all.flatMap((each) => each.ok ? [each.value.booking] : []);
  assert.deepEqual(made.flatMap((each) => each.hosts).sort(), hosts.map(({ id }) => id).sort());
  for (const each of all) assert(each.ok || each.refusal.code === "taken");
});

Deno.test("round robin: weights decide, and each assignment is in the rotation of its commit", async () => {
  const { app, hosts: [ada, ben], team, type } = await teamTown({
    names: ["ada", "ben"],
    members: { ada: { weight: 3 } },
  });
  const order = [];
  for (let n = 0; n < 8; n++) {
    const start = mondayTen + n * 30 * MINUTE;
    order.push((await booked(app, visit({ start }))).hosts[0]);
  }
  assert.equal(order.filter((id) => id === ada!.id).length, 6);
  const rotation = (await getRotation(app.kv, team.id, type.id))!;
  assert.equal(rotation[ben!.id]!.count, 2);
  assert(Math.abs(balanceOf(rotation, ada!.id)) < 1e-9);
});

Deno.test("round robin: a lower priority is booked only where nobody of the higher one is free", async () => {
  const { app, hosts: [ada, ben, cleo] } = await teamTown({
    members: { cleo: { priority: 5 }, ada: { priority: 1 } },
  });
  const order = [];
  for (let n = 0; n < 3; n++) order.push((await booked(app, visit())).hosts[0]);
  assert.deepEqual(order, [cleo!.id, ben!.id, ada!.id]);
});

Deno.test("round robin: a guest with an upcoming booking gets the same member, unless the type says otherwise", async () => {
  const { app } = await teamTown();
  const email = "grace@example.net";
  const first = await booked(app, visit({ email }));
  for (let n = 1; n <= 2; n++) {
    const next = await booked(app, visit({ email, start: mondayTen + n * HOUR }));
    assert.deepEqual(next.hosts, first.hosts);
  }
  const other = await teamTown({ terms: { prefersSameHost: false } });
  const one = await booked(other.app, visit({ email }));
  const two = await booked(other.app, visit({ email, start: mondayTen + HOUR }));
  assert.notDeepEqual(one.hosts, two.hosts);
});

Deno.test("round robin: a guest who books again during the meeting gets the same member, not after it", async () => {
  for (const [minutes, isSame] of [[29, true], [30, false]] as const) {
    const { app, hosts } = await teamTown({ names: ["ada", "ben"] });
    using _ = app;
    const email = "grace@example.net";
    const first = await booked(app, visit({ email }));
    const by = { hostId: first.hosts[0]!, revision: first.revision, message: "", force: false };
    assert((await confirm(app, first.id, by)).ok);
    app.at(mondayTen + minutes * MINUTE);
    const next = await booked(app, visit({ email, start: mondayTen + 2 * HOUR }));
    const other = hosts.find(({ id }) => id !== first.hosts[0])!.id;
    assert.deepEqual(next.hosts, [isSame ? first.hosts[0] : other], `after ${minutes} minutes`);
  }
});

Deno.test("round robin: a member who blocks the guest is passed over, a team that blocks them declines", async () => {
  const { app, team, hosts: [ada] } = await teamTown({
    names: ["ada", "ben"],
    members: { ada: { weight: 2 } },
  });
  await block(app, ada!.id, "grace@example.net");
  const made = await booked(app, visit({ email: "grace@example.net" }));
  assert(!made.hosts.includes(ada!.id));
  await block(app, team.id, "grace@example.net");
  const declined = await refusal(request(
    app,
    visit({ email: "grace@example.net", start: mondayTen + HOUR }),
  ));
  assert.equal(declined.code, "declined");
});

Deno.test("the limits of a team's type count all its bookings, whoever takes them", async () => {
  const { app } = await teamTown({ type: { bookingLimits: { day: 2, week: null, month: null } } });
  await booked(app, visit());
  await booked(app, visit({ start: mondayTen + HOUR }));
  const third = await refusal(request(app, visit({ start: mondayTen + 2 * HOUR })));
  assert.equal(third.code, "not-offered");
  assert((await request(app, visit({ start: mondayTen + DAY }))).ok);
});

Deno.test("collective: every required member's time is held, and an optional one's where it is free", async () => {
  const { app, hosts: [ada, ben, cleo] } = await teamTown({
    terms: { mode: "collective" },
    members: { cleo: { isOptional: true } },
  });
  const first = await booked(app, visit());
  assert.deepEqual(first.hosts, [ada!.id, ben!.id, cleo!.id]);
  assert.deepEqual(first.team?.optional, [cleo!.id]);
  for (const { id } of [ada!, ben!, cleo!]) {
    const [held, ...more] = await listHolds(app.kv, id, first);
    assert.deepEqual([held?.start, more], [first.start, []]);
  }
  assert.equal(refusal(await request(app, visit())).code, "taken");
  const own = bookingRequest({ slug: "intro-call", start: mondayTen + HOUR });
  await booked(app, { ...own, username: "cleo" });
  const without = await booked(app, visit({ start: mondayTen + HOUR }));
  assert.deepEqual(without.hosts, [ada!.id, ben!.id]);
  const solo = bookingRequest({ slug: "intro-call", start: mondayTen + 2 * HOUR });
  await booked(app, { ...solo, username: "ben" });
  assert.equal(refusal(await request(app, visit({ start: mondayTen + 2 * HOUR }))).code, "taken");
});

Deno.test("collective: without one of its required members nothing can be booked", async () => {
  const { app, team, hosts: [, ben] } = await teamTown({ terms: { mode: "collective" } });
  await deleteTeamMember(app.kv.atomic(), { teamId: team.id, hostId: ben!.id }).commit();
  const outcome = await refusal(request(app, visit()));
  assert.deepEqual(outcome, {
    code: "inactive",
    fields: { eventType: "member-missing" },
    others: `${app.baseUrl}/team/mill`,
  });
});

Deno.test("a round robin of which nobody is left says so, one that is turned off says where the others are", async () => {
  const { app, team, hosts, type } = await teamTown();
  for (const { id: hostId } of hosts) {
    await deleteTeamMember(app.kv.atomic(), { teamId: team.id, hostId }).commit();
  }
  assert.equal(refusal(await request(app, visit())).fields?.["eventType"], "member-missing");
  await setEventType(app.kv.atomic(), { ...type, active: false }, type).commit();
  const off = await refusal(request(app, visit()));
  assert.deepEqual(off, { code: "inactive", others: `${app.baseUrl}/team/mill` });
});

Deno.test("a request to a team is replayed under its key, and the key belongs to the team's type", async () => {
  const { app } = await teamTown();
  const asked = visit({ key: { route: "form", value: "k".repeat(20) } });
  const [one, two] = await Promise.all([request(app, asked), request(app, asked)]);
  assert(one!.ok && two!.ok && one.value.booking.id === two.value.booking.id);
  const other = await refusal(request(app, { ...asked, start: mondayTen + HOUR }));
  assert.equal(other.code, "key-reused");
});

for (const mode of ["round-robin", "collective"] as const) {
  Deno.test(`${mode}: a request past its deadline expires before its time is given away`, async () => {
    const { app } = await teamTown({ names: ["ada"], terms: { mode } });
    using _ = app;
    const start = mondayTen + 7 * DAY;
    const first = await booked(app, visit({ start }));
    app.at(first.reservedUntil!);
    await booked(app, visit({ start }));
    assert.equal((await getBooking(app.kv, first.id))!.endReason, "expired");
  });
}
