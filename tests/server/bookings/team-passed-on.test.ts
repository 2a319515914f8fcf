/** The link of a member who passed a request on: it says where the request went, as long as they are in the team. */
import assert from "node:assert/strict";
import type { Host } from "$lib/scheduling/host.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { leave } from "$lib/server/teams/leave.ts";
import { granted, refusal } from "../../support/granted.ts";
import { addTeamBooking, teamTown } from "../../support/team-town.ts";

Deno.test("passed on: who declined reads where it went, changes nothing, and reads nothing once they left", async () => {
  const town = await teamTown({ terms: { whenDeclined: "next-member" } }), { app } = town;
  const [, ben] = town.hosts as [Host, Host];
  const booking = await addTeamBooking(town, [ben]);
  const token = await bookings.openHostLink(app, booking, ben.id);
  const { revision } = booking;
  const decision = { hostId: ben.id, revision, message: "", force: true };
  const passed = await granted(bookings.reject(app, booking.id, decision));
  assert(!passed.hosts.includes(ben.id));
  assert.equal((await bookings.findByLink(app, token, "host"))?.host.id, ben.id);
  const again = { ...decision, revision: passed.revision };
  for (const decide of [bookings.confirm, bookings.reject]) {
    assert.equal(refusal(await decide(app, booking.id, again)).code, "not-found");
  }
  const departure = { teamId: town.team.id, hostId: ben.id, by: ben.id, bookings: "keep" as const };
  assert((await leave(app, departure)).ok);
  assert.equal(await bookings.findByLink(app, token, "host"), null);
});
