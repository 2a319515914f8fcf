import assert from "node:assert/strict";
import * as api from "$lib/server/api/schedules.ts";
import { checkedCaller } from "../support/checked-caller.ts";
import { startWithHost } from "../support/running-program.ts";
import { signedIn } from "../support/seeded-town.ts";
import { addHost } from "../support/town.ts";

const mornings = [{ weekday: 1, from: 480, to: 720 }, { weekday: 2, from: 480, to: 720 }];
const eve = { date: "2099-12-24", kind: "block", from: 720, to: 1440 };

Deno.test("schedules over the API: made, read, changed, copied and deleted", async (t) => {
  let session = "", grace = "";
  await using program = await startWithHost({}, async (app, host) => {
    session = await signedIn(app, host);
    const other = { preferredUsername: "grace", email: "grace@example.org" };
    grace = await signedIn(app, await addHost(app, other));
  });
  const ada = checkedCaller(program.address, { session });
  const stranger = checkedCaller(program.address, { session: grace });
  let params = { id: "" };

  await t.step("one is made with its hours, in their order, and listed", async () => {
    const body = { name: " Mornings ", rules: mornings.toReversed(), overrides: [eve, eve] };
    const made = await ada(api.createSchedule, { body });
    assert.equal(made.status, 201);
    const { schedule } = made.body;
    params = { id: schedule.id };
    assert.equal(schedule.name, "Mornings");
    assert.deepEqual(schedule.rules, mornings);
    assert.deepEqual(schedule.overrides, [eve]);
    assert.equal(schedule.timezone, "Europe/Berlin");
    const { body: { schedules } } = await ada(api.listSchedules);
    assert.deepEqual(schedules.map(({ isDefault }: { isDefault: boolean }) => isDefault), [
      false,
      true,
    ]);
    assert.equal((await ada(api.createSchedule, { body: { name: "mornings" } })).status, 409);
    const backwards = { name: "Night", rules: [{ weekday: 1, from: 720, to: 60 }] };
    const refused = await ada(api.createSchedule, { body: backwards });
    assert.deepEqual(Object.keys(refused.body.fields), ["rules.0"]);
  });

  await t.step(
    "every change is a revision; an outdated one is 412, or 409 in the body",
    async () => {
      const read = await ada(api.getSchedule, { params });
      const headers = { "if-match": read.headers.get("etag")! };
      const changed = await ada(api.updateSchedule, {
        params,
        headers,
        body: { name: "Early", overrides: [] },
      });
      assert.equal(changed.status, 200);
      assert.deepEqual(changed.body.schedule.rules, mornings, "the hours stay");
      assert.notEqual(changed.headers.get("etag"), read.headers.get("etag"));
      const late = { params, headers, body: { rules: [] } };
      assert.equal((await ada(api.updateSchedule, late)).status, 412);
      const { revision } = read.body.schedule;
      const inBody = await ada(api.updateSchedule, { params, body: { rules: [], revision } });
      assert.equal(inBody.status, 409);
      const unknown = await ada(api.updateSchedule, { params, body: { hours: [] } });
      assert.deepEqual(Object.keys(unknown.body.fields), ["hours"]);
    },
  );

  await t.step("one date is blocked, and given back", async () => {
    const blocked = await ada(api.addOverride, { params, body: eve });
    assert.deepEqual(blocked.body.schedule.overrides, [eve]);
    const headers = { "if-match": '"1"' };
    const ofDate = { ...params, date: eve.date };
    assert.equal((await ada(api.removeOverride, { params: ofDate, headers })).status, 412);
    const open = await ada(api.removeOverride, { params: ofDate });
    assert.deepEqual(open.body.schedule.overrides, []);
  });

  await t.step("a copy is deleted; one that a type uses is not", async () => {
    const copy = await ada(api.copySchedule, { params });
    assert.deepEqual(copy.body.schedule.rules, mornings);
    const ofCopy = { id: copy.body.schedule.id };
    assert.deepEqual((await ada(api.deleteSchedule, { params: ofCopy })).body.id, ofCopy.id);
    assert.equal((await ada(api.getSchedule, { params: ofCopy })).status, 404);
    const { body: { schedules } } = await ada(api.listSchedules);
    const { id } = schedules.find(({ isDefault }: { isDefault: boolean }) => isDefault);
    assert.equal((await ada(api.deleteSchedule, { params: { id } })).status, 422);
  });

  await t.step(
    "the one that is made the default stays it whichever types use another",
    async () => {
      const { body: { schedules } } = await ada(api.listSchedules);
      const was = schedules.find(({ isDefault }: { isDefault: boolean }) => isDefault);
      const headers = { "if-match": '"1"' };
      assert.equal((await ada(api.makeDefaultSchedule, { params, headers })).status, 412);
      const made = await ada(api.makeDefaultSchedule, { params });
      assert.equal(made.body.schedule.isDefault, true);
      const { body: { schedule } } = await ada(api.getSchedule, { params: { id: was.id } });
      assert.deepEqual([schedule.isDefault, schedule.revision], [false, was.revision + 1]);
      assert(schedule.eventTypes.length > 0);
      const back = await ada(api.makeDefaultSchedule, { params: { id: was.id } });
      assert.equal(back.body.schedule.isDefault, true);
    },
  );

  await t.step("another host's schedule is not there", async () => {
    const ofDate = { ...params, date: eve.date };
    for (
      const [operation, input] of [
        [api.getSchedule, { params }],
        [api.updateSchedule, { params, body: { name: "Mine" } }],
        [api.copySchedule, { params }],
        [api.addOverride, { params, body: eve }],
        [api.removeOverride, { params: ofDate }],
        [api.makeDefaultSchedule, { params }],
        [api.deleteSchedule, { params }],
      ] as const
    ) {
      assert.equal((await stranger(operation, input)).status, 404, operation.id);
    }
  });
});
