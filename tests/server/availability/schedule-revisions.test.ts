import assert from "node:assert/strict";
import { defaultWeeklyHours } from "$lib/scheduling/availability-schedule.ts";
import * as dateOverrides from "$lib/server/availability/date-overrides.ts";
import * as schedules from "$lib/server/availability/schedules.ts";
import { listSchedules } from "$lib/server/store/schedules.ts";
import { granted } from "../../support/granted.ts";
import { testApp, testHost } from "../../support/test-app.ts";

const eve = { date: "2099-12-24", kind: "block", from: 720, to: 1440 } as const;

async function world() {
  const app = await testApp();
  const host = await testHost(app);
  const made = await granted(
    schedules.create(app, host.id, "Hours", { rules: [], overrides: [eve, eve] }),
  );
  return { app, host, schedule: made };
}

function codeOf(outcome: { ok: boolean; refusal?: { code: string } }): string | null {
  return outcome.refusal?.code ?? null;
}

Deno.test("schedules.create stores each date override once", async () => {
  const w = await world();
  assert.deepEqual(w.schedule.overrides, [eve]);
});

Deno.test("schedules.edit replaces what it is given, in one revision, and refuses an outdated one", async () => {
  const w = await world();
  const { app, host, schedule: { id } } = w;
  const edited = await granted(
    schedules.edit(app, host.id, id, 1, { name: "Early", overrides: [] }),
  );
  assert.deepEqual(edited, { ...w.schedule, name: "Early", overrides: [], revision: 2 });
  assert.equal(codeOf(await schedules.edit(app, host.id, id, 1, { rules: [] })), "changed");
});

Deno.test("an open form saves hours after other changes, not after other hours", async () => {
  const w = await world();
  const { app, host, schedule: { id } } = w;
  const save = (revision: number) =>
    schedules.saveRules(app, host.id, id, { revision, rules: defaultWeeklyHours });
  assert((await dateOverrides.addOverride(app, host.id, id, { ...eve, kind: "add" })).ok);
  assert((await save(1)).ok);
  assert((await schedules.edit(app, host.id, id, 3, { rules: [] })).ok);
  assert.equal(codeOf(await save(3)), "changed");
  assert.equal(codeOf(await save(NaN)), "changed");
});

Deno.test("dates are added and removed at a revision, or at any without one", async () => {
  const w = await world();
  const { app, host, schedule: { id } } = w;
  const more = { ...eve, from: 600, to: 660 };
  assert.equal(codeOf(await dateOverrides.addOverride(app, host.id, id, more, 9)), "changed");
  assert((await dateOverrides.addOverride(app, host.id, id, more)).ok);
  const stale = await dateOverrides.removeOverridesOn(app, host.id, id, eve.date, 1);
  assert.equal(codeOf(stale), "changed");
  const gone = await granted(dateOverrides.removeOverridesOn(app, host.id, id, eve.date, null));
  assert.deepEqual(gone.overrides, []);
});

Deno.test("schedules.remove refuses an outdated revision, and keeps the last hours", async () => {
  const { app, host, schedule: { id } } = await world();
  assert((await schedules.create(app, host.id, "More", { rules: [], overrides: [] })).ok);
  assert((await schedules.edit(app, host.id, id, 1, { name: "Early" })).ok);
  assert.equal(codeOf(await schedules.remove(app, host.id, id, 1)), "changed");
  assert((await schedules.remove(app, host.id, id, 2)).ok);
  const [last] = await listSchedules(app.kv, host.id);
  assert.equal(codeOf(await schedules.remove(app, host.id, last!.id)), "invalid");
});
