import assert from "node:assert/strict";
import * as schedules from "$lib/server/availability/schedules.ts";
import * as teamTypes from "$lib/server/event-types/team-types.ts";
import { getEventType } from "$lib/server/store/event-types.ts";
import { committingStore } from "../../support/altered-store.ts";
import { granted, refusal } from "../../support/granted.ts";
import { addMemberHost, teamTown, teamTypeInput } from "../../support/team-town.ts";
import type { TestApp } from "../../support/test-app.ts";

const everybody = (hosts: readonly { id: string }[]) => hosts.map(({ id }) => ({ hostId: id }));
const membersOf = async (app: TestApp, teamId: string, typeId: string) =>
  (await getEventType(app.kv, teamId, typeId))!.team!.members;

Deno.test("setMemberSchedule: a member chooses among their own; the form of a manager can still be saved", async () => {
  const { app, team, hosts: [ada, ben], type } = await teamTown();
  const evenings = await granted(schedules.create(app, ben!.id, "Evenings"));
  const as = { teamId: team.id, hostId: ben!.id };
  await granted(teamTypes.setMemberSchedule(app, as, type.id, evenings.id));
  const chosen = (await membersOf(app, team.id, type.id)).map(({ scheduleId }) => scheduleId);
  assert.deepEqual(chosen, [null, evenings.id, null]);
  const foreign = await teamTypes.setMemberSchedule(
    app,
    { teamId: team.id, hostId: ada!.id },
    type.id,
    evenings.id,
  );
  assert.deepEqual(refusal(foreign).fields, { scheduleId: "schedule-unknown" });

  const used = await refusal(schedules.remove(app, ben!.id, evenings.id));
  assert.deepEqual([used.fields, used.detail], [{ form: "schedule-used" }, "Visit"]);

  const manager = { teamId: team.id, hostId: ada!.id };
  const members = everybody([ben!, ada!]);
  await granted(teamTypes.edit(app, manager, type.id, 1, teamTypeInput({ members })));
  assert.deepEqual(
    (await membersOf(app, team.id, type.id)).map(({ scheduleId }) => scheduleId),
    [evenings.id, null],
    "it stays with its member",
  );
  await granted(teamTypes.setMemberSchedule(app, as, type.id, null));
  await granted(schedules.remove(app, ben!.id, evenings.id));
});

Deno.test("setMemberSchedule: who does not take the type, or is not in the team, has none to choose", async () => {
  const { app, team, hosts: [ada, ben, cleo], type } = await teamTown();
  const dora = await addMemberHost(app, "dora");
  const manager = { teamId: team.id, hostId: ada!.id };
  await granted(teamTypes.edit(
    app,
    manager,
    type.id,
    1,
    teamTypeInput({ members: everybody([ada!, ben!]) }),
  ));
  for (const { id: hostId } of [cleo!, dora]) {
    const as = { teamId: team.id, hostId };
    assert.equal(
      refusal(await teamTypes.setMemberSchedule(app, as, type.id, null)).code,
      "not-found",
    );
  }
});

Deno.test("a schedule that is chosen while it is being deleted stays, and the other way round", async () => {
  const { app, team, hosts: [, ben], type } = await teamTown();
  const evenings = await granted(schedules.create(app, ben!.id, "Evenings"));
  const as = { teamId: team.id, hostId: ben!.id };
  const choose = () => teamTypes.setMemberSchedule(app, as, type.id, evenings.id);
  beforeNextCommit(app, async () => await granted(choose()));
  assert.deepEqual(refusal(await schedules.remove(app, ben!.id, evenings.id)).fields, {
    form: "schedule-used",
  });
  await granted(teamTypes.setMemberSchedule(app, as, type.id, null));
  beforeNextCommit(app, async () => await granted(schedules.remove(app, ben!.id, evenings.id)));
  assert.deepEqual(refusal(await choose()).fields, { scheduleId: "schedule-unknown" });
});

/** Lets another process act once between the reads and the commit of a change. */
function beforeNextCommit(app: TestApp, act: () => Promise<unknown>): void {
  const { kv, withLock } = app;
  app.kv = committingStore(kv, async (make) => {
    app.kv = kv;
    app.withLock = (_ids, turn) => turn();
    await act();
    app.withLock = withLock;
    return await make();
  });
}
