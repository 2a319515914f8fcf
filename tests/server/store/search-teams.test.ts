/** Who finds a team's bookings by their guests: its managers all of them, other members those they are in. */
import assert from "node:assert/strict";
import { DAY } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { eraseGuestData } from "$lib/server/guests/erasure.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { eraseTeamSettings } from "$lib/server/records/erase-team.ts";
import { eachBookingOfGuest } from "$lib/server/store/guests.ts";
import { searchBookings } from "$lib/server/store/search.ts";
import { leave } from "$lib/server/teams/leave.ts";
import { addMemberHost, addTeamBooking, teamTown } from "../../support/team-town.ts";
import { runDueWith } from "../../support/job-runs.ts";

const search = { text: "grace", status: null, typeId: null };

Deno.test("search: an owner finds all bookings of the team, a member their own, a stranger none", async () => {
  const town = await teamTown(), { app } = town;
  const [ada, ben, cleo] = town.hosts as [Host, Host, Host];
  const stranger = await addMemberHost(app, "dana");
  const booking = await addTeamBooking(town, [ben]);
  const foundBy = async ({ id }: Host) => {
    const { bookings } = await searchBookings(app.kv, id, search, 10);
    const { email } = booking.guest;
    const ofGuest = await Array.fromAsync(eachBookingOfGuest(app.kv, id, email));
    assert.equal(ofGuest.length, bookings.length);
    return bookings.map((each) => each.id);
  };
  assert.deepEqual(await foundBy(ada), [booking.id]);
  assert.deepEqual(await foundBy(ben), [booking.id]);
  assert.deepEqual(await foundBy(cleo), []);
  assert.deepEqual(await foundBy(stranger), []);
});

Deno.test("erasure: a guest's data in a team's booking is erased by who finds it", async () => {
  const town = await teamTown(), { app } = town;
  const [ada, ben, cleo] = town.hosts as [Host, Host, Host];
  const booking = await addTeamBooking(town, [ben], { isConfirmed: true });
  await runDueWith(app, () => Promise.resolve({ state: "done" }));
  app.at(booking.end + DAY);
  const { email } = booking.guest;
  assert.equal((await eraseGuestData(app, cleo, email)).erased, 0);
  assert.equal((await eraseGuestData(app, ada, email)).erased, 1);
  assert.equal((await getBooking(app.kv, booking.id))?.guest.email, "");
  assert.deepEqual((await searchBookings(app.kv, ada.id, search, 10)).bookings, []);
});

Deno.test("erasure: a guest's data is found after its host left the team, and after it was deleted", async () => {
  const town = await teamTown(), { app } = town;
  const [ada, ben, cleo] = town.hosts as [Host, Host, Host];
  const booking = await addTeamBooking(town, [ben], { isConfirmed: true });
  await runDueWith(app, () => Promise.resolve({ state: "done" }));
  app.at(booking.end + DAY);
  const departure = { teamId: town.team.id, hostId: ben.id, by: ben.id, bookings: "keep" as const };
  assert((await leave(app, departure)).ok);
  const found = async ({ id }: Host) =>
    (await searchBookings(app.kv, id, search, 10)).bookings.length;
  assert.deepEqual([await found(ada), await found(ben), await found(cleo)], [1, 1, 0]);
  await eraseTeamSettings(app.kv, town.team.id, app.now());
  assert.deepEqual([await found(ada), await found(ben), await found(cleo)], [0, 1, 0]);
  assert.equal((await eraseGuestData(app, ben, booking.guest.email)).erased, 1);
});
