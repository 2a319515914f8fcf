import assert from "node:assert/strict";
import { readAvailability, setAvailability } from "$lib/server/availability/availability-json.ts";
import * as rules from "$lib/server/availability/host-rules.ts";
import * as schedules from "$lib/server/availability/schedules.ts";
import { town } from "../../support/town.ts";

Deno.test("availability: its revision differs when anything in the answer does", async () => {
  const { app, host } = await town();
  using _ = app;
  const seen: number[] = [];
  const note = async () => {
    const read = await readAvailability(app, host, undefined);
    assert(read.ok);
    seen.push(read.value.revision);
    return read.value;
  };
  const { schedule } = await note();
  await note();
  assert.equal(seen[0], seen[1]);
  const off = { name: "Hiking", first: "2026-12-01", last: "2026-12-01" };
  assert((await rules.addTimeOff(app, host.id, off, "hiking")).ok);
  const { bookingLimits: { revision } } = await note();
  const limits = { day: 2, week: null, month: null };
  assert((await rules.setBookingLimits(app, host.id, revision, limits)).ok);
  await note();
  assert((await schedules.rename(app, host.id, schedule.id, "Other hours")).ok);
  await note();
  assert.equal(new Set(seen).size, 4);
});

Deno.test("setAvailability: refused after a change of anything that was read", async () => {
  const { app, host } = await town();
  using _ = app;
  const read = await readAvailability(app, host, undefined);
  assert(read.ok);
  const { revision } = read.value;
  const off = { name: "", first: "2026-12-01", last: "2026-12-01" };
  assert((await rules.addTimeOff(app, host.id, off, "hiking")).ok);
  const change = { scheduleId: undefined, fields: { rules: [] } };
  const late = await setAvailability(app, host, { ...change, revision });
  assert.equal(late.ok ? "" : late.refusal.code, "changed");
  const now = await readAvailability(app, host, undefined);
  assert(now.ok);
  const set = await setAvailability(app, host, { ...change, revision: now.value.revision });
  assert(set.ok);
  assert.deepEqual(set.value.schedule.rules, []);
});

Deno.test("schedules.makeDefault: both get a new revision, and an outdated one is refused", async () => {
  const { app, host } = await town();
  using _ = app;
  const made = await schedules.create(app, host.id, "Evenings");
  assert(made.ok);
  const { id, revision } = made.value;
  const before = await readAvailability(app, host, undefined);
  assert(before.ok && before.value.schedule.id !== id);
  const late = await schedules.makeDefault(app, host.id, id, revision + 1);
  assert.equal(late.ok ? "" : late.refusal.code, "changed");
  assert((await schedules.makeDefault(app, host.id, id, revision)).ok);
  const after = await readAvailability(app, host, undefined);
  assert(after.ok);
  assert.deepEqual([after.value.schedule.id, after.value.schedule.revision], [id, revision + 1]);
  const was = await readAvailability(app, host, before.value.schedule.id);
  assert(was.ok);
  assert.equal(was.value.schedule.revision, before.value.schedule.revision + 1);
});
