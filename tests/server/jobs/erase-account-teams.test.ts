/** What becomes of a team's bookings when a member closes their account. */
import assert from "node:assert/strict";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { close } from "$lib/server/hosts/account.ts";
import { eraseAccount } from "$lib/server/jobs/erase-account.ts";
import { getBooking, listBookings } from "$lib/server/store/bookings.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import { newJob } from "$lib/server/store/jobs.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { granted } from "../../support/granted.ts";
import { addTeamBooking, addTeamType, type TeamTown, teamTown } from "../../support/team-town.ts";
import { mondayTen } from "../../support/town.ts";

/** Ben closes his account, and the job runs until nothing is left to do. */
async function benCloses({ app, hosts }: TeamTown): Promise<Host> {
  const ben = hosts[1]!;
  await granted(close(app, ben.id, { username: ben.username, message: "" }));
  return ben;
}

/** Runs the erasure; with `untilDone` as long as it takes. */
async function erase({ app }: TeamTown, { id }: Host, untilDone = false): Promise<void> {
  const work = { kind: "erase-account" as const, hostId: id };
  const job = newJob({ hostId: id, work, dueAt: app.now() }, app.now());
  for (let run = 0; run < 20; run++) {
    const result = await eraseAccount(app, job);
    if (result.state === "deleted" || (!untilDone && run === 2)) return;
    if (untilDone) app.at(app.now() + DAY);
  }
  assert.fail("the erasure does not end");
}

Deno.test("erase-account: a round robin's meetings go to free members, what nobody can take is cancelled", async () => {
  const town = await teamTown({ names: ["ada", "ben"] }), { app } = town;
  const [ada, ben] = town.hosts as [Host, Host];
  const given = await addTeamBooking(town, [ben], { isConfirmed: true });
  const stuck = await addTeamBooking(town, [ben], { isConfirmed: true, start: mondayTen + HOUR });
  await addTeamBooking(town, [ada], { isConfirmed: true, start: mondayTen + HOUR });
  await benCloses(town);
  await erase(town, ben);
  const is = await getBooking(app.kv, given.id);
  assert.deepEqual([is?.status, is?.hosts, is?.uid], ["CONFIRMED", [ada.id], given.uid]);
  assert.equal((await getBooking(app.kv, stuck.id))?.endReason, "cancelled");
});

Deno.test("erase-account: a collective is cancelled with a required member, and goes on without an optional one", async () => {
  const town = await teamTown(), { app } = town;
  const [ada, ben, cleo] = town.hosts as [Host, Host, Host];
  const terms = { mode: "collective" as const };
  const needed = await addTeamType(app, town.team, town.hosts, { type: { slug: "all" }, terms });
  const free = await addTeamType(app, town.team, town.hosts, {
    type: { slug: "some" },
    terms,
    members: [{}, { isOptional: true }],
  });
  const with_ = (type: typeof needed, start: number) =>
    addTeamBooking({ ...town, type }, town.hosts, { isConfirmed: true, start });
  const ended = await with_(needed, mondayTen);
  const stays = await with_(free, mondayTen + HOUR);
  await benCloses(town);
  await erase(town, ben);
  assert.equal((await getBooking(app.kv, ended.id))?.endReason, "cancelled");
  const is = await getBooking(app.kv, stays.id);
  assert.deepEqual([is?.status, is?.hosts], ["CONFIRMED", [ada.id, cleo.id]]);
});

Deno.test("erase-account: past meetings stay with the team, without the account", async () => {
  const town = await teamTown(), { app } = town;
  const ben = town.hosts[1]!;
  const past = await addTeamBooking(town, [ben], { isConfirmed: true });
  const token = await bookings.openHostLink(app, past, ben.id);
  app.at(past.end + DAY);
  await benCloses(town);
  await erase(town, ben, true);
  assert.equal(await getHost(app.kv, ben.id), null);
  assert.equal((await getBooking(app.kv, past.id))?.status, "CONFIRMED");
  const ofTeam = await listBookings(app.kv, town.team.id, "confirmed", { limit: 5 });
  assert.deepEqual(ofTeam.bookings.map(({ id }) => id), [past.id]);
  assert.equal(await bookings.findByLink(app, token, "host"), null);
  const links = await Array.fromAsync(
    app.kv.list<{ hostId: string | null }>({ prefix: keys.links() }),
  );
  assert.deepEqual(links.map(({ value }) => value.hostId), [null]);
  const own = await Array.fromAsync(app.kv.list({ prefix: keys.allBookingsOf(ben.id) }));
  assert.deepEqual(own, []);
});

Deno.test("erase-account: bookings of a team without members are erased with its last host", async () => {
  const town = await teamTown({ names: ["ada", "ben"] }), { app } = town;
  const [ada, ben] = town.hosts as [Host, Host];
  const past = await addTeamBooking(town, [ben], { isConfirmed: true });
  app.at(past.end + DAY);
  for (const { id } of [ada, ben]) await app.kv.delete(keys.teamMember(town.team.id, id));
  await benCloses(town);
  await erase(town, ben, true);
  assert.equal(await getBooking(app.kv, past.id), null);
  const left = await Array.fromAsync(app.kv.list({ prefix: keys.allBookingsOf(town.team.id) }));
  assert.deepEqual(left, []);
});
