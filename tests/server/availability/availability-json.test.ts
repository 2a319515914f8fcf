import assert from "node:assert/strict";
import { readAvailability, setAvailability } from "$lib/server/availability/availability-json.ts";
import * as rules from "$lib/server/availability/host-rules.ts";
import * as schedules from "$lib/server/availability/schedules.ts";
import { granted, refusal } from "../../support/granted.ts";
import { town } from "../../support/town.ts";

Deno.test("availability: its revision differs when anything in the answer does", async () => {
  const { app, host } = await town();
  const seen: number[] = [];
  const note = async () => {
    const read = await granted(readAvailability(app, host, undefined));
    seen.push(read.revision);
    return read;
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
  const { revision } = await granted(readAvailability(app, host, undefined));
  const off = { name: "", first: "2026-12-01", last: "2026-12-01" };
  assert((await rules.addTimeOff(app, host.id, off, "hiking")).ok);
  const change = { scheduleId: undefined, fields: { rules: [] } };
  assert.equal(refusal(await setAvailability(app, host, { ...change, revision })).code, "changed");
  const now = await granted(readAvailability(app, host, undefined));
  const set = await granted(setAvailability(app, host, { ...change, revision: now.revision }));
  assert.deepEqual(set.schedule.rules, []);
});

Deno.test("schedules.makeDefault: both get a new revision, and an outdated one is refused", async () => {
  const { app, host } = await town();
  const { id, revision } = await granted(schedules.create(app, host.id, "Evenings"));
  const before = await granted(readAvailability(app, host, undefined));
  assert(before.schedule.id !== id);
  const late = await refusal(schedules.makeDefault(app, host.id, id, revision + 1));
  assert.equal(late.code, "changed");
  assert((await schedules.makeDefault(app, host.id, id, revision)).ok);
  const after = await granted(readAvailability(app, host, undefined));
  assert.deepEqual([after.schedule.id, after.schedule.revision], [id, revision + 1]);
  const was = await granted(readAvailability(app, host, before.schedule.id));
  assert.equal(was.schedule.revision, before.schedule.revision + 1);
});
