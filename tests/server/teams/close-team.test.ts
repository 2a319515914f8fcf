import assert from "node:assert/strict";
import { DAY } from "$lib/scheduling/durations.ts";
import { closeTeam } from "$lib/server/jobs/close-team.ts";
import { getBooking, listHistory } from "$lib/server/store/bookings.ts";
import { listAll } from "$lib/server/kv/commit.ts";
import type { Job } from "$lib/server/store/job.ts";
import { keys } from "$lib/server/kv/keys.ts";
import {
  findTeamOf,
  getTeamBySlug,
  getTeamSlug,
  listTeamMembers,
} from "$lib/server/store/teams.ts";
import { close } from "$lib/server/teams/close-team.ts";
import { create } from "$lib/server/teams/edit.ts";
import { invite } from "$lib/server/teams/invitations.ts";
import { refusal } from "../../support/granted.ts";
import { addMemberHost, addTeamBooking, teamTown } from "../../support/team-town.ts";
import type { TestApp } from "../../support/test-app.ts";
import { mondayTen } from "../../support/town.ts";

async function jobOf(app: TestApp): Promise<Job> {
  const jobs = await listAll<Job>(app.kv, { prefix: keys.jobs() });
  return jobs.find(({ value }) => value.work.kind === "close-team")!.value;
}

Deno.test("close: by owners alone; the team is gone at once and its slug is nobody else's", async () => {
  const { app, team, hosts: [ada, ben] } = await teamTown();
  const refusedBen = await refusal(
    close(app, { teamId: team.id, hostId: ben!.id }, { message: "" }),
  );
  assert.equal(refusedBen.code, "not-found");
  const asAda = { teamId: team.id, hostId: ada!.id };
  assert((await close(app, asAda, { message: "" })).ok);
  assert.equal(await findTeamOf(app.kv, team.id, ada!.id), null);
  assert.equal(await getTeamBySlug(app.kv, team.slug), null);
  assert.equal((await getTeamSlug(app.kv, team.slug))?.isReleased, true);
  const input = {
    name: "New",
    slug: team.slug,
    description: "",
    zone: "UTC",
    language: "en" as const,
    colour: "blue" as const,
    frameAncestors: ["*"],
  };
  assert.equal(refusal(await create(app, ben!.id, input)).code, "name-taken");
  assert.equal(refusal(await close(app, asAda, { message: "" })).code, "not-found");
});

Deno.test("close: its job cancels what is to come with the message and erases the settings, not what is over", async () => {
  const town = await teamTown(), { app, team, hosts: [ada, ben] } = town;
  const eve = await addMemberHost(app, "eve");
  const asAda = { teamId: team.id, hostId: ada!.id };
  assert((await invite(app, asAda, { who: eve.username, role: "member" })).ok);
  const request = await addTeamBooking(town, [ada!]);
  const meeting = await addTeamBooking(town, [ben!], { isConfirmed: true });
  const past = await addTeamBooking(town, [ada!], {
    start: mondayTen - 3 * DAY,
    isConfirmed: true,
  });
  assert((await close(app, asAda, { message: "We are closing." })).ok);
  assert.deepEqual(await closeTeam(app, await jobOf(app)), { state: "done" });

  for (const { id } of [request, meeting]) {
    const is = await getBooking(app.kv, id);
    assert.equal(is?.status === "CONFIRMED" || is?.status === "PENDING", false);
    assert.equal(is?.message, "We are closing.");
    // The team ends it, not one of its hosts.
    assert.equal((await listHistory(app.kv, id)).at(-1)?.hostId, undefined);
  }
  assert.equal((await getBooking(app.kv, past.id))?.status, "CONFIRMED");
  assert.deepEqual(await listTeamMembers(app.kv, team.id), []);
  const kinds = [
    "event_type",
    "slug",
    "team_invitation",
    "team_invitation_for",
    "rotation",
    "team_of",
  ];
  for (const kind of kinds) {
    const left = (await listAll(app.kv, { prefix: [kind] })).filter(({ key }) =>
      key.includes(team.id)
    );
    assert.deepEqual(left, [], kind);
  }
  assert.deepEqual(await closeTeam(app, await jobOf(app)), { state: "done" }, "safe to repeat");
});
