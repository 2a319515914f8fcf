/** What a manager of a team, a member and the team itself may do with a booking beside deciding. */
import assert from "node:assert/strict";
import { HOUR } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { granted, refusal } from "../../support/granted.ts";
import { addTeamBooking, type TeamTown, teamTown } from "../../support/team-town.ts";
import { mondayTen } from "../../support/town.ts";

function threeOf({ hosts }: TeamTown): [Host, Host, Host] {
  return hosts as [Host, Host, Host];
}

function cancelBy(town: TeamTown, id: string, hostId: string) {
  const by = { actor: "host" as const, hostId };
  return bookings.cancel(town.app, id, { by, reason: "", revision: null });
}

Deno.test("cancel: by its member, a manager or the team, and by nobody else", async () => {
  const town = await teamTown(), { app } = town;
  const [ada, ben, cleo] = threeOf(town);
  const ids = [];
  for (let hour = 0; hour < 3; hour++) {
    const start = mondayTen + hour * HOUR;
    ids.push((await addTeamBooking(town, [ben], { isConfirmed: true, start })).id);
  }
  const [first = "", second = "", third = ""] = ids;
  assert.equal(refusal(await cancelBy(town, first, cleo.id)).code, "not-found");
  assert((await cancelBy(town, first, ben.id)).ok);
  assert((await cancelBy(town, second, ada.id)).ok);
  for (const teamId of ["another-team", town.team.id]) {
    const by = { actor: "team" as const, teamId };
    const cancelled = await bookings.cancel(app, third, { by, reason: "", revision: null });
    assert.equal(cancelled.ok, teamId === town.team.id);
  }
});

Deno.test("cancel: who is no longer a manager, or left the team, is refused", async () => {
  const town = await teamTown(), { app } = town;
  const [ada, ben] = threeOf(town);
  const { id } = await addTeamBooking(town, [ben], { isConfirmed: true });
  await app.kv.delete(keys.teamMember(town.team.id, ada.id));
  assert.equal(refusal(await cancelBy(town, id, ada.id)).code, "not-found");
});

Deno.test("reschedule: a manager moves a member's meeting, which stays the member's", async () => {
  const town = await teamTown(), { app } = town;
  const [ada, ben, cleo] = threeOf(town);
  const { id } = await addTeamBooking(town, [ben], { isConfirmed: true });
  const move = (hostId: string) =>
    bookings.reschedule(app, id, {
      by: { actor: "host", hostId, force: true },
      start: mondayTen + HOUR,
      revision: null,
      key: null,
    });
  assert.equal(refusal(await move(cleo.id)).code, "not-found");
  const byOwner = await granted(move(ada.id));
  assert.deepEqual(byOwner.hosts, [ben.id]);
});

Deno.test("propose: the times of the assigned member are offered, whoever proposes them", async () => {
  const town = await teamTown(), { app } = town;
  const [ada, ben, cleo] = threeOf(town);
  const was = await addTeamBooking(town, [ben]);
  await addTeamBooking(town, [ben], { isConfirmed: true, start: mondayTen + HOUR });
  const propose = (hostId: string, start: number) =>
    bookings.propose(app, was.id, { hostId, revision: was.revision, starts: [start], message: "" });
  assert.equal(refusal(await propose(ada.id, mondayTen + HOUR)).code, "not-offered");
  assert.equal(refusal(await propose(cleo.id, mondayTen + 2 * HOUR)).code, "not-found");
  const proposed = await granted(propose(ada.id, mondayTen + 2 * HOUR));
  assert.deepEqual(proposed.proposed, [mondayTen + 2 * HOUR]);
});

Deno.test("no-show: marked by the member or a manager", async () => {
  const town = await teamTown(), { app } = town;
  const [ada, ben, cleo] = threeOf(town);
  const { id, end } = await addTeamBooking(town, [ben], { isConfirmed: true });
  app.at(end + HOUR);
  const byColleague = await refusal(bookings.noShow(app, id, { hostId: cleo.id, isNoShow: true }));
  assert.equal(byColleague.code, "not-found");
  assert((await bookings.noShow(app, id, { hostId: ada.id, isNoShow: true })).ok);
  assert((await getBooking(app.kv, id))?.noShowAt);
  assert((await bookings.noShow(app, id, { hostId: ben.id, isNoShow: false })).ok);
});
