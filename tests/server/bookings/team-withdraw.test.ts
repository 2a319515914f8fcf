/** A member who no longer takes part in a collective: the others keep the meeting while one required member is left. */
import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings/index.ts";
import { listBookings } from "$lib/server/store/bookings.ts";
import { listJobsOfBooking } from "$lib/server/store/jobs.ts";
import { listHolds } from "$lib/server/store/ledger.ts";
import { granted } from "../../support/granted.ts";
import { addTeamBooking, teamTown } from "../../support/team-town.ts";

const by = (hostId: string) => ({ hostId, by: "calendar" as const, revision: null });
const collective = { mode: "collective" as const };

Deno.test("withdraw: the member's time is released, the others are told, and the meeting stands", async () => {
  const town = await teamTown({ terms: collective }), { app } = town;
  const [ada, ben, cleo] = town.hosts.map(({ id }) => id) as [string, string, string];
  const was = await addTeamBooking(town, town.hosts, { isConfirmed: true });
  const is = await granted(bookings.withdraw(app, was.id, by(ada)));
  assert.deepEqual([is.status, is.hosts, is.sequence], ["CONFIRMED", [ben, cleo], was.sequence]);
  assert.deepEqual(is.team?.withdrawn, [ada]);
  assert.deepEqual(Object.keys(is.links.hosts).sort(), [ben, cleo].sort());
  assert.equal((await listHolds(app.kv, ada, was)).length, 0);
  assert.equal((await listHolds(app.kv, ben, was)).length, 1);
  const told = (await listJobsOfBooking(app.kv, was.id)).flatMap(({ work }) =>
    work.kind === "send-email" && work.emailKind === "member-withdrew" ? [work.hostId] : []
  );
  assert.deepEqual(told.sort(), [ben, cleo].sort());
  const ofAda = await listBookings(app.kv, ada, "confirmed", { limit: 5 });
  assert.equal(ofAda.bookings.length, 0);
});

Deno.test("withdraw: with the last required member the meeting is cancelled for everybody", async () => {
  const town = await teamTown({
    terms: collective,
    members: { ben: { isOptional: true }, cleo: { isOptional: true } },
  });
  const { app } = town;
  const [ada, ben] = town.hosts.map(({ id }) => id) as [string, string];
  const was = await addTeamBooking(town, town.hosts, { isConfirmed: true });
  const optional = await granted(bookings.withdraw(app, was.id, by(ben)));
  assert.equal(optional.status, "CONFIRMED");
  assert.deepEqual(optional.team?.optional.includes(ben), false);
  const last = await granted(bookings.withdraw(app, was.id, by(ada)));
  assert(last.status === "CANCELLED" && last.endReason === "cancelled");
  for (const { id } of town.hosts) assert.equal((await listHolds(app.kv, id, was)).length, 0);
});

Deno.test("withdraw: a colleague's place, a round robin and an old revision are refused", async () => {
  const town = await teamTown({ terms: collective }), { app } = town;
  const [ada, ben, cleo] = town.hosts;
  const was = await addTeamBooking(town, [ada!, ben!], { isConfirmed: true });
  const codeOf = async (id: string, hostId: string, revision: number | null) => {
    const outcome = await bookings.withdraw(app, id, { ...by(hostId), revision });
    return outcome.ok ? "ok" : outcome.refusal.code;
  };
  assert.equal(await codeOf(was.id, cleo!.id, null), "not-found");
  assert.equal(await codeOf(was.id, ada!.id, was.revision - 1), "changed");
  const change = { team: { ...was.team!, mode: "round-robin" as const } };
  const single = await addTeamBooking(town, [cleo!], { isConfirmed: true, change });
  assert.equal(await codeOf(single.id, cleo!.id, null), "not-offered");
});

Deno.test("withdraw: reminders go on under the next member when the first one withdraws, and only then", async () => {
  const town = await teamTown({ terms: collective }), { app } = town;
  const [ada, ben, cleo] = town.hosts.map(({ id }) => id) as [string, string, string];
  const reminder = { id: "r1", side: "before" as const, minutes: 60, to: "both" as const };
  const type = { ...town.type, reminders: [reminder] };
  const was = await addTeamBooking({ ...town, type }, town.hosts, { isConfirmed: true });
  const scheduledBy = async () =>
    (await listJobsOfBooking(app.kv, was.id)).flatMap(({ work }) =>
      work.kind === "schedule-reminders" ? [work.hostId] : []
    );
  assert.deepEqual(await scheduledBy(), [ada]);
  assert((await bookings.withdraw(app, was.id, by(cleo))).ok);
  assert.deepEqual(await scheduledBy(), [ada]);
  assert((await bookings.withdraw(app, was.id, by(ada))).ok);
  assert.deepEqual((await scheduledBy()).sort(), [ada, ben].sort());
});

Deno.test("withdraw: a request cannot go on without a member who is asked, but without an optional one", async () => {
  const town = await teamTown({ terms: collective, members: { cleo: { isOptional: true } } });
  const { app } = town;
  const [ada, , cleo] = town.hosts.map(({ id }) => id) as [string, string, string];
  const was = await addTeamBooking(town, town.hosts);
  const optional = await granted(bookings.withdraw(app, was.id, by(cleo)));
  assert.equal(optional.status, "PENDING");
  const asked = await granted(bookings.withdraw(app, was.id, by(ada)));
  assert.equal(asked.endReason, "withdrawn");
});
