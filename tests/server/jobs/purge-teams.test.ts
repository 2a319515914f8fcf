/** What is deleted of past bookings of a team. */
import assert from "node:assert/strict";
import { DAY } from "$lib/scheduling/durations.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { addTeamBooking, teamTown } from "../../support/team-town.ts";
import { countRecords, runPurge } from "../../support/job-runs.ts";

Deno.test("purge: counts for limits go a day after the start, starts of the type after 40 days", async () => {
  const town = await teamTown(), { app } = town;
  const change = { limitKeys: ["guest:g", "network:n"] };
  const { id, start } = await addTeamBooking(town, [town.hosts[0]!], { isConfirmed: true, change });
  // Two keys, each for the member and for the team.
  assert.equal(await countRecords(app, "upcoming_by"), 4);
  app.at(start + DAY / 2);
  await runPurge(app);
  assert.equal(await countRecords(app, "upcoming_by"), 4);
  app.at(start + 2 * DAY);
  await runPurge(app);
  assert.equal(await countRecords(app, "upcoming_by"), 0);
  assert.deepEqual((await getBooking(app.kv, id))?.limitKeys, []);
  assert.equal(await countRecords(app, "team_start"), 1);
  app.at(start + 39 * DAY);
  await runPurge(app);
  assert.equal(await countRecords(app, "team_start"), 1);
  app.at(start + 41 * DAY);
  await runPurge(app);
  assert.equal(await countRecords(app, "team_start"), 0);
});
