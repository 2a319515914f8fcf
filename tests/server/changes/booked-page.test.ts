import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import { bookedPage } from "$lib/server/changes/booked-page.ts";
import { reschedule } from "$lib/server/bookings/index.ts";
import { addTeamBooking, type TeamTown, teamTown } from "../../support/team-town.ts";
import { mondayTen } from "../../support/town.ts";

const later = mondayTen + 2 * HOUR;

/** Whether the page offers a later time of the day, and whether the verb then gives it. */
async function isOffered({ app, hosts: [ada], type }: TeamTown, booking: Booking) {
  const page = await bookedPage(app, booking, ada!, type);
  const window = { start: later, end: later + 1 };
  const offers = page && await findSlots(app, {
    ...page,
    minutes: 30,
    window,
    excludedBookingId: booking.id,
  });
  const { revision } = booking;
  const outcome = await reschedule(app, booking.id, {
    by: { actor: "guest" },
    start: later,
    revision,
    key: null,
  });
  assert.equal(outcome.ok, offers?.starts.includes(later), "the page offers what the verb gives");
  return outcome.ok;
}

Deno.test("bookedPage: a request to a round robin may go to another member's time", async () => {
  const town = await teamTown();
  const [ada, ben] = town.hosts;
  const booking = await addTeamBooking(town, [ada!]);
  for (const host of [ada!, ben!]) await addTeamBooking(town, [host], { start: later });
  assert.equal(await isOffered(town, booking), true);
});

Deno.test("bookedPage: where nobody of a round robin is free, the time is not offered", async () => {
  const town = await teamTown();
  const booking = await addTeamBooking(town, [town.hosts[0]!]);
  for (const host of town.hosts) await addTeamBooking(town, [host], { start: later });
  assert.equal(await isOffered(town, booking), false);
});

Deno.test("bookedPage: a confirmed meeting on approval stays with its member, whose time is searched", async () => {
  const town = await teamTown();
  const booking = await addTeamBooking(town, [town.hosts[0]!], { isConfirmed: true });
  await addTeamBooking(town, [town.hosts[0]!], { start: later });
  assert.equal(await isOffered(town, booking), false);
});

Deno.test("bookedPage: a collective needs all of its required members at the new time", async () => {
  const town = await teamTown({
    terms: { mode: "collective" },
    members: { cleo: { isOptional: true } },
  });
  const [ada, ben, cleo] = town.hosts;
  const booking = await addTeamBooking(town, [ada!, ben!, cleo!]);
  const page = await bookedPage(town.app, booking, ada!, town.type);
  assert.deepEqual(page?.hosts.map(({ name }) => name), ["Ada Moor", "Ben Moor"]);
  await addTeamBooking(town, [cleo!], { start: later });
  assert.equal(await isOffered(town, booking), true);
});

Deno.test("bookedPage: after its team is deleted there is none", async () => {
  const town = await teamTown();
  const booking = await addTeamBooking(town, [town.hosts[0]!]);
  await town.app.kv.set(["team", town.team.id], { ...town.team, closedAt: 1 });
  assert.equal(await bookedPage(town.app, booking, town.hosts[0]!, town.type), null);
});
