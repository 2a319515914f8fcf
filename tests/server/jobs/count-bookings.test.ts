import assert from "node:assert/strict";
import { countChanges, ensureCountJob } from "$lib/server/jobs/count-bookings.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import type { Team } from "$lib/scheduling/team.ts";
import { readHost, writeHost } from "$lib/server/store/host-profile.ts";
import { setTeam } from "$lib/server/store/teams.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { newJob } from "$lib/server/store/jobs.ts";
import { countsOf, storeBookings, storedCounts } from "../../support/counted-bookings.ts";
import { ada, noon, pendingBooking } from "../../support/sample-booking.ts";
import { type TestApp, testApp } from "../../support/test-app.ts";

async function run(app: TestApp): Promise<number> {
  const job = newJob({ hostId: "", work: { kind: "count-bookings" }, dueAt: 0 }, app.now());
  const end = await countChanges(app, job);
  assert(end.state === "waiting");
  return end.dueAt - app.now();
}

Deno.test("count-bookings: everybody's changes are counted, and those of who is gone are dropped", async () => {
  const app = await testApp(), { kv } = app;
  const hosts = Array.from({ length: 60 }, (_, n) => ada({ id: `host-${n}` }));
  for (const host of hosts.slice(1)) await kv.set(keys.host(host.id), host);
  const bookings = hosts.map(({ id }, n) => pendingBooking({ id: `booking-${n}`, hosts: [id] }));
  await storeBookings(kv, bookings);
  assert.equal(await run(app), 10 * MINUTE);
  for (const [n, { id, zone }] of hosts.entries()) {
    const counted = n === 0 ? [] : bookings.slice(n, n + 1);
    assert.deepEqual(await storedCounts(kv, id), countsOf(counted, zone), id);
  }
  assert.deepEqual(await Array.fromAsync(kv.list({ prefix: keys.allUncounted() })), []);
  kv.close();
});

Deno.test("count-bookings: goes on where time ran out, also with counting all again after a move", async () => {
  const app = await testApp(), { kv } = app;
  await kv.set(keys.host(ada().id), ada());
  const bookings = Array.from(
    { length: 2_300 },
    (_, n) => pendingBooking({ id: `booking-${n}`, createdAt: noon + n * MINUTE }),
  );
  await storeBookings(kv, bookings);
  let elapsed = 0;
  // Each look at the clock takes eleven seconds: one run counts two thousand at most.
  const slow: TestApp = Object.assign(Object.create(app), { elapsed: () => elapsed += 11_000 });
  for (const zone of [ada().zone, "Pacific/Kiritimati"]) {
    await kv.set(keys.host(ada().id), ada({ zone }));
    if (zone !== ada().zone) await storeBookings(kv, bookings.slice(0, 1));
    let runs = 1;
    while (await run(slow) < MINUTE) runs++;
    assert(runs > 1);
    assert.deepEqual(await storedCounts(kv, ada().id), countsOf(bookings, zone));
  }
  kv.close();
});

Deno.test("count-bookings: a host or team that moves to another zone is counted again, without any other change", async () => {
  const app = await testApp(), { kv } = app;
  const mill = { id: "mill", slug: "mill", zone: "Europe/Berlin", closedAt: null } as Team;
  await kv.set(keys.host(ada().id), ada());
  await kv.set(keys.team(mill.id), mill);
  // Late in the evening in Berlin, a day later on Kiritimati.
  const booking = pendingBooking({ createdAt: noon + 10 * HOUR });
  const team = { id: mill.id, optional: [], mode: "round-robin" } as unknown as Booking["team"];
  const ofTeam = { ...booking, id: "of-team", team };
  await storeBookings(kv, [booking, ofTeam]);
  await run(app);
  const zone = "Pacific/Kiritimati", op = kv.atomic();
  writeHost(op, (await readHost(kv, ada().id))!, { zone });
  setTeam(op, { ...mill, zone }, mill, null);
  assert.ok((await op.commit()).ok);
  await run(app);
  assert.deepEqual(await storedCounts(kv, ada().id), countsOf([booking], zone));
  assert.deepEqual(await storedCounts(kv, mill.id), countsOf([ofTeam], zone));
  assert.notDeepEqual(countsOf([booking], zone), countsOf([booking], ada().zone));
  kv.close();
});

Deno.test("ensureCountJob: one job, however often the program starts", async () => {
  const app = await testApp(), { kv } = app;
  await ensureCountJob(app);
  await ensureCountJob(app);
  assert.equal(
    (await Array.fromAsync(kv.list({ prefix: keys.jobsDueOf("count-bookings") }))).length,
    1,
  );
  kv.close();
});
