import assert from "node:assert/strict";
import * as changes from "$lib/server/api/booking-changes.ts";
import * as upkeep from "$lib/server/api/booking-upkeep.ts";
import { dismissEmail, listEmails } from "$lib/server/api/emails.ts";
import * as api from "$lib/server/api/host-bookings.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import { keyCaller, keyOf } from "../support/call-operation.ts";
import { busyCalendar, connectCalendar } from "../support/stub-calendar.ts";
import { addTeamBooking, teamTown } from "../support/team-town.ts";
import { addHost, ask, mondayTen, town } from "../support/town.ts";

Deno.test("bookings API: a conflict is refused with what to send back, and then overridden", async () => {
  const busy = { start: mondayTen, end: mondayTen + HOUR, title: "Dentist" };
  const { app, host } = await town({
    app: { openCalendar: busyCalendar(() => Promise.resolve([busy])) },
  });
  const requested = await ask(app);
  await connectCalendar(app, host);
  const ada = keyCaller(app, await keyOf(app, host, ["read", "bookings"]));
  const params = { id: requested.booking.id };

  const check = await ada(api.checkConflicts, { params });
  assert.deepEqual(check.answer.conflicts.map(({ title }) => title), ["Dentist"]);
  const refused = await ada(changes.confirmBooking, { params });
  assert.equal(refused.status, 409);
  assert.equal(refused.problem.code, "conflict");
  assert.equal(refused.problem.detail, "Dentist");
  const { acknowledged } = refused.problem;
  assert.deepEqual(acknowledged, check.answer.acknowledged);
  const other = await ada(changes.confirmBooking, { params, body: { acknowledged: ["x"] } });
  assert.equal(other.problem.code, "conflict");
  const confirmed = await ada(changes.confirmBooking, { params, body: { acknowledged } });
  assert.equal(confirmed.answer.booking.status, "CONFIRMED");
});

Deno.test("bookings API: a team’s bookings are its managers’, their own its members’, and nobody else’s", async () => {
  const place = await teamTown();
  const { app, team, hosts } = place;
  const [ada, ben, cleo] = await Promise.all(
    hosts.map(async (host) => keyCaller(app, await keyOf(app, host, ["read", "bookings"]))),
  );
  const dora = await addHost(app, { email: "dora@example.org", preferredUsername: "dora" });
  const stranger = keyCaller(app, await keyOf(app, dora, ["read", "bookings"]));
  const ofBen = await addTeamBooking(place, [hosts[1]!], { start: mondayTen });
  const ofCleo = await addTeamBooking(place, [hosts[2]!], { start: mondayTen + HOUR });
  const hidden = { start: mondayTen + 2 * HOUR, change: { emailUnverified: true } };
  await addTeamBooking(place, [hosts[1]!], hidden);
  const query = { teamId: team.id };
  const idsOf = async (call: typeof ada, more = {}) =>
    (await call!(api.listBookings, { query: { ...query, ...more } })).answer.bookings
      .map(({ id }) => id);
  assert.deepEqual(await idsOf(ada), [ofBen.id, ofCleo.id], "the owner’s are all");
  assert.deepEqual(await idsOf(ada, { waiting: "1" }), [ofBen.id, ofCleo.id]);
  assert.deepEqual(await idsOf(ada, { waiting: "1", status: "CONFIRMED" }), []);
  assert.deepEqual(await idsOf(ben), [ofBen.id]);
  const first = await ada!(api.listBookings, { query: { ...query, limit: "1" } });
  const cursor = first.answer.next!;
  assert.deepEqual(await idsOf(ada, { cursor }), [ofCleo.id]);
  assert.deepEqual(await idsOf(ada, { search: "grace" }), [ofBen.id, ofCleo.id]);
  assert.deepEqual(await idsOf(ben, { search: "grace" }), [ofBen.id]);
  assert.equal((await stranger(api.listBookings, { query })).status, 404);
  assert.deepEqual((await ada!(api.listBookings)).answer.bookings, [], "none is her own");

  const params = { id: ofBen.id };
  assert.equal((await cleo!(api.getBooking, { params })).status, 404);
  assert.equal((await cleo!(changes.confirmBooking, { params })).status, 404);
  const seen = await ada!(api.getBooking, { params });
  assert.deepEqual(seen.answer.members.map(({ name }) => name), ["Ben Moor"]);
  assert.equal(seen.answer.actions.reassign, true);
  assert.equal(seen.answer.actions.reschedule, false, "a manager moves no meeting of others");

  const { answer: { from, to } } = await ben!(api.listFreeMembers, { params });
  assert.deepEqual(from.map(({ name }) => name), ["Ben Moor"]);
  assert(to.some(({ id }) => id === hosts[2]!.id));
  const body = { to: hosts[2]!.id };
  assert.equal((await cleo!(upkeep.reassignBooking, { params, body })).status, 404);
  const given = await ben!(upkeep.reassignBooking, { params, body });
  assert.equal(given.answer.booking, null, "it is Cleo’s now");
  assert.equal((await ben!(api.getBooking, { params })).status, 404);
  const taken = await cleo!(api.getBooking, { params });
  assert.equal(taken.answer.history.at(-1)?.event, "reassigned");
  assert.equal(taken.answer.history.at(-1)?.host?.name, "Ben Moor");
  const declined = await ada!(changes.declineBooking, { params, body: { message: "Sorry" } });
  assert.equal(declined.status, 200);
});

Deno.test("bookings API: a no-show is marked and unmarked as of the revision that was read", async () => {
  const place = await teamTown();
  const { app, hosts } = place;
  const ben = keyCaller(app, await keyOf(app, hosts[1]!, ["read", "bookings"]));
  const began = { start: app.now() - HOUR / 4, isConfirmed: true };
  const params = { id: (await addTeamBooking(place, [hosts[1]!], began)).id };
  const { answer, response } = await ben(api.getBooking, { params });
  assert.equal(answer.actions.noShow, true);
  const ifMatch = response.headers.get("etag")!;
  const marked = await ben(upkeep.setNoShow, { params, ifMatch });
  assert.notEqual(marked.answer.booking.noShowAt, null);
  const body = { noShow: false };
  assert.equal((await ben(upkeep.setNoShow, { params, body, ifMatch })).status, 412);
  assert.equal((await ben(upkeep.setNoShow, { params, body })).answer.booking.noShowAt, null);
});

Deno.test("emails API: an email has no revision, so If-Match makes no refusal a 412", async () => {
  const { app, host } = await town();
  await ask(app);
  const ada = keyCaller(app, await keyOf(app, host, ["read", "bookings"]));
  const [waiting] = (await ada(listEmails)).answer.emails;
  const params = { id: waiting!.id };
  assert.equal((await ada(dismissEmail, { params, ifMatch: '"1"' })).status, 409);
});
