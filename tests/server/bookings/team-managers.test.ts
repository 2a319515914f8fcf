/** What a manager of a team, a member and the team itself may do with a booking beside deciding. */
import assert from "node:assert/strict";
import type { Host } from "$lib/scheduling/host.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { keys } from "$lib/server/store/keys.ts";
import { addTeamBooking, type TeamTown, teamTown } from "../../support/team-town.ts";
import { mondayTen } from "../../support/town.ts";

const HOUR = 3_600_000;

function threeOf({ hosts }: TeamTown): [Host, Host, Host] {
  return hosts as [Host, Host, Host];
}

function cancelBy(town: TeamTown, id: string, hostId: string) {
  const by = { actor: "host" as const, hostId };
  return bookings.cancel(town.app, id, { by, reason: "", revision: null });
}

Deno.test("cancel: by its member, a manager or the team, and by nobody else", async () => {
  const town = await teamTown();
  using app = town.app;
  const [ada, ben, cleo] = threeOf(town);
  const ids = [];
  for (let hour = 0; hour < 3; hour++) {
    const start = mondayTen + hour * HOUR;
    ids.push((await addTeamBooking(town, [ben], { isConfirmed: true, start })).id);
  }
  const [first = "", second = "", third = ""] = ids;
  const byColleague = await cancelBy(town, first, cleo.id);
  assert.equal(!byColleague.ok && byColleague.refusal.code, "not-found");
  assert((await cancelBy(town, first, ben.id)).ok);
  assert((await cancelBy(town, second, ada.id)).ok);
  for (const teamId of ["another-team", town.team.id]) {
    const by = { actor: "team" as const, teamId };
    const cancelled = await bookings.cancel(app, third, { by, reason: "", revision: null });
    assert.equal(cancelled.ok, teamId === town.team.id);
  }
});

Deno.test("cancel: who is no longer a manager, or left the team, is refused", async () => {
  const town = await teamTown();
  using app = town.app;
  const [ada, ben] = threeOf(town);
  const { id } = await addTeamBooking(town, [ben], { isConfirmed: true });
  await app.kv.delete(keys.teamMember(town.team.id, ada.id));
  const cancelled = await cancelBy(town, id, ada.id);
  assert.equal(!cancelled.ok && cancelled.refusal.code, "not-found");
});

Deno.test("reschedule: a manager moves a member's meeting, which stays the member's", async () => {
  const town = await teamTown();
  using app = town.app;
  const [ada, ben, cleo] = threeOf(town);
  const { id } = await addTeamBooking(town, [ben], { isConfirmed: true });
  const move = (hostId: string) =>
    bookings.reschedule(app, id, {
      by: { actor: "host", hostId, force: true },
      start: mondayTen + HOUR,
      revision: null,
      key: null,
    });
  const byColleague = await move(cleo.id);
  assert.equal(!byColleague.ok && byColleague.refusal.code, "not-found");
  const byOwner = await move(ada.id);
  assert.deepEqual(byOwner.ok && byOwner.value.hosts, [ben.id]);
});

Deno.test("propose: the times of the assigned member are offered, whoever proposes them", async () => {
  const town = await teamTown();
  using app = town.app;
  const [ada, ben, cleo] = threeOf(town);
  const was = await addTeamBooking(town, [ben]);
  await addTeamBooking(town, [ben], { isConfirmed: true, start: mondayTen + HOUR });
  const propose = (hostId: string, start: number) =>
    bookings.propose(app, was.id, { hostId, revision: was.revision, starts: [start], message: "" });
  const taken = await propose(ada.id, mondayTen + HOUR);
  assert.equal(!taken.ok && taken.refusal.code, "not-offered");
  const byColleague = await propose(cleo.id, mondayTen + 2 * HOUR);
  assert.equal(!byColleague.ok && byColleague.refusal.code, "not-found");
  const proposed = await propose(ada.id, mondayTen + 2 * HOUR);
  assert.deepEqual(proposed.ok && proposed.value.proposed, [mondayTen + 2 * HOUR]);
});

Deno.test("no-show: marked by the member or a manager", async () => {
  const town = await teamTown();
  using app = town.app;
  const [ada, ben, cleo] = threeOf(town);
  const { id, end } = await addTeamBooking(town, [ben], { isConfirmed: true });
  app.at(end + HOUR);
  const byColleague = await bookings.noShow(app, id, { hostId: cleo.id, isNoShow: true });
  assert.equal(!byColleague.ok && byColleague.refusal.code, "not-found");
  assert((await bookings.noShow(app, id, { hostId: ada.id, isNoShow: true })).ok);
  assert((await getBooking(app.kv, id))?.noShowAt);
  assert((await bookings.noShow(app, id, { hostId: ben.id, isNoShow: false })).ok);
});
