import assert from "node:assert/strict";
import * as api from "$lib/server/api/time-off.ts";
import { addOverrides } from "$lib/server/availability/date-overrides.ts";
import { listSchedules } from "$lib/server/store/schedules.ts";
import { keyOf, operationCaller } from "../../support/call-operation.ts";
import { addDays } from "$lib/scheduling/day.ts";
import { startVisit } from "../../support/http-visitor.ts";
import { startWithHost } from "../../support/running-program.ts";
import { type SeededTown, seedTown } from "../../support/seeded-town.ts";

Deno.test("days off: what is booked on them is cancelled with one message, the rest with a key", async () => {
  let town: SeededTown | null = null, key = "";
  await using program = await startWithHost({}, async (app, host) => {
    town = await seedTown(app, host);
    key = await keyOf(app, host, ["read", "bookings"]);
    const [schedule] = await listSchedules(app.kv, host.id);
    const overrides = [
      { date: town.date, kind: "block" as const, from: 0, to: 24 * 60 },
      { date: addDays(town.date, 80), kind: "block" as const, from: 0, to: 24 * 60 },
    ];
    assert((await addOverrides(app, host.id, schedule!.id, overrides)).ok);
  });
  const { session, date, ids, guest } = town!;
  const host = startVisit(program.address, session);
  const page = `/dashboard/availability/time-off/bookings?first=${date}`;
  assert.match((await host.get(page)).text, /Grace Hopper[^]*Radia Perlman/);
  assert.equal((await host.get("/dashboard/availability/time-off/bookings")).status, 404);

  const overrides = (await host.get("/dashboard/availability/date-overrides")).text;
  assert.equal(overrides.match(/time-off\/bookings\?first=/g)?.length, 1);
  assert.match(overrides, /you still have [^]*time-off\/bookings\?first=/);

  const none = await host.post(page, { message: "I’m away." });
  assert.equal(none.status, 422);
  assert.match(none.text, /at least one booking[^]*I’m away\.<\/textarea>/);
  const done = await host.post(page, { id: ids.confirmed, message: "I’m away." });
  assert.equal(done.status, 303);
  const after = (await host.get(page)).text;
  assert.match(after, /Grace Hopper[^]*already cancelled or declined[^]*Radia Perlman/);
  assert.match((await startVisit(program.address).get(guest.confirmed)).text, /I’m away\./);

  const call = operationCaller(program.address, { authorization: `Bearer ${key}` });
  const body = { first: date, bookings: [ids.confirmed, ids.pending, "none"], message: "" };
  const { answer } = await call(api.clearDays, { body });
  assert.deepEqual(answer.ended, [ids.confirmed, ids.pending]);
  assert.deepEqual(answer.kept.map(({ id, code }) => [id, code]), [["none", "not-found"]]);
});
