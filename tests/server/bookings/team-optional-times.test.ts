/** What a guest is offered for another time of a collective is what is taken. */
import assert from "node:assert/strict";
import { HOUR } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { hostsToSearch } from "$lib/server/changes/booked-page.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import { addTeamBooking, addTeamType, teamTown } from "../../support/team-town.ts";
import { mondayTen } from "../../support/town.ts";

const later = mondayTen + 2 * HOUR;

Deno.test("collective: another time that waits for approval is offered where all who hold it are free", async () => {
  const town = await teamTown({
    terms: { mode: "collective" },
    members: { ben: { isOptional: true } },
  });
  const { app } = town;
  const [ada, ben, cleo] = town.hosts;
  const was = await addTeamBooking(town, [ada!, cleo!, ben!], { isConfirmed: true });
  const own = await addTeamType(app, town.team, town.hosts, { type: { slug: "own" } });
  await addTeamBooking({ ...town, type: own }, [ben!], { isConfirmed: true, start: later });
  const { starts } = await findSlots(app, {
    hosts: await hostsToSearch(app, was, town.type),
    type: town.type,
    minutes: 30,
    window: { start: later, end: later + 2 * HOUR },
    excludedBookingId: was.id,
  });
  const moved = await bookings.reschedule(app, was.id, {
    by: { actor: "guest" },
    start: later,
    revision: null,
    key: null,
  });
  assert.equal(starts.includes(later), moved.ok);
  assert.equal(starts.includes(later + HOUR), true);
});
