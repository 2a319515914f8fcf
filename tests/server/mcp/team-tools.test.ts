import assert from "node:assert/strict";
import { agentOf, textOf } from "../../support/mcp-in-process.ts";
import { addTeamBooking, teamTown } from "../../support/team-town.ts";

Deno.test("list_bookings of a team: all of them for its owner, their own for a member", async () => {
  const town = await teamTown();
  using app = town.app;
  const [ada, ben, cleo] = town.hosts;
  const { id } = await addTeamBooking(town, [ben!]);
  const given = { teamId: town.team.id, show: "pending" };
  const seenBy = async (host: typeof ben) => {
    const { structuredContent } = await (await agentOf(app, host!)).call("list_bookings", given);
    return structuredContent.bookings.map((booking: { id: string }) => booking.id);
  };
  assert.deepEqual([await seenBy(ada), await seenBy(ben), await seenBy(cleo)], [[id], [id], []]);
});

Deno.test("reassign_booking: of what a member gave away nothing is told", async () => {
  const town = await teamTown();
  using app = town.app;
  const [ada, ben] = town.hosts;
  const { id, revision } = await addTeamBooking(town, [ben!]);
  const give = { bookingId: id, revision, to: ada!.id };
  const given = await (await agentOf(app, ben!)).call("reassign_booking", give);
  assert.equal(given.isError, undefined, textOf(given));
  assert.equal(given.structuredContent.booking, null);
  assert.doesNotMatch(textOf(given), /Grace/);
});

Deno.test("decline_booking: an owner declines for a member, another member does not", async () => {
  const town = await teamTown();
  using app = town.app;
  const [ada, ben, cleo] = town.hosts;
  const { id, revision } = await addTeamBooking(town, [ben!]);
  const decision = { bookingId: id, revision };
  const foreign = await (await agentOf(app, cleo!)).call("decline_booking", decision);
  assert.equal(foreign.structuredContent.code, "not-found");
  const declined = await (await agentOf(app, ada!)).call("decline_booking", decision);
  assert.equal(declined.structuredContent.booking.state, "declined");
});

Deno.test("get_team: what members call themselves is marked as theirs", async () => {
  const town = await teamTown();
  using app = town.app;
  const [ada] = town.hosts;
  const agent = await agentOf(app, ada!);
  const shown = await agent.call("get_team", { teamId: town.team.id });
  const { memberNames, ...facts } = shown.structuredContent;
  const names: string[] = memberNames.data.map(({ name }: { name: string }) => name);
  assert.deepEqual(names.toSorted(), [
    "Ada Moor",
    "Ben Moor",
    "Cleo Moor",
  ]);
  assert.equal(memberNames.untrusted, true);
  assert.doesNotMatch(JSON.stringify(facts), /Moor/);
});
