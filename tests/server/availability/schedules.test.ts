import assert from "node:assert/strict";
import { defaultWeeklyHours } from "$lib/scheduling/availability-schedule.ts";
import * as schedules from "$lib/server/availability/schedules.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import { getSchedule, setSchedule } from "$lib/server/store/schedules.ts";
import { granted, refusal } from "../../support/granted.ts";
import { testApp, testHost } from "../../support/test-app.ts";

async function world() {
  const app = await testApp();
  const host = await testHost(app);
  const schedule = {
    id: "s",
    hostId: host.id,
    name: "Hours",
    rules: defaultWeeklyHours,
    overrides: [],
    revision: 1,
    hoursRevision: 1,
  };
  await setSchedule(app.kv.atomic(), schedule).commit();
  return { app, host };
}

Deno.test("schedules.saveRules merges overlapping windows and advances the guard", async () => {
  const w = await world();
  const before = (await getGuard(w.app.kv, w.host.id)).guard.version;
  const saved = await granted(schedules.saveRules(w.app, w.host.id, "s", {
    revision: 1,
    rules: [
      { weekday: 2, from: 600, to: 1440 },
      { weekday: 1, from: 540, to: 720 },
      { weekday: 2, from: 540, to: 660 },
    ],
  }));
  assert.deepEqual(saved.rules, [
    { weekday: 1, from: 540, to: 720 },
    { weekday: 2, from: 540, to: 1440 },
  ]);
  assert.deepEqual(await getSchedule(w.app.kv, w.host.id, "s"), saved);
  assert.equal((await getGuard(w.app.kv, w.host.id)).guard.version, before + 1);
});

Deno.test("schedules.saveRules refuses the second tab and preserves what the first saved", async () => {
  const w = await world();
  const save = (rules: typeof defaultWeeklyHours) =>
    schedules.saveRules(w.app, w.host.id, "s", { revision: 1, rules });
  assert((await save([])).ok);
  assert.equal(refusal(await save(defaultWeeklyHours)).code, "changed");
  assert.deepEqual((await getSchedule(w.app.kv, w.host.id, "s"))?.rules, []);
});

Deno.test("schedules.saveRules answers not-found for another host's hours", async () => {
  const w = await world();
  const grace = await testHost(w.app, { username: "grace" });
  const answer = await refusal(
    schedules.saveRules(w.app, grace.id, "s", { revision: 1, rules: [] }),
  );
  assert.equal(answer.code, "not-found");
});
