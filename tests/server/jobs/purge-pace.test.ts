import assert from "node:assert/strict";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { openClockMonitor, openPurgeGate } from "$lib/server/runtime/clock.ts";
import * as guestData from "$lib/server/guests/erasure.ts";
import { ensurePurgeJob } from "$lib/server/jobs/purge.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { eachBooking } from "$lib/server/store/scan.ts";
import { markLinkUsed } from "$lib/server/store/magic-links.ts";
import { connectCalendar } from "../../support/stub-calendar.ts";
import { bookingRequest, town } from "../../support/town.ts";
import { fullAccount } from "../../support/full-account.ts";
import { refusal } from "../../support/granted.ts";
import { countRecords, runDue, runPurge } from "../../support/job-runs.ts";

Deno.test("purge: a lot goes in steps a moment apart, then it rests for a day", async () => {
  const { app } = await fullAccount();
  await ensurePurgeJob(app);
  await ensurePurgeJob(app);
  const old = app.now() - 3 * DAY;
  for (let n = 0; n < 1_200; n += 100) {
    const op = app.kv.atomic();
    for (let i = n; i < n + 100; i++) {
      op.set(keys.idempotencyRecord(`h${i}`), {
        payloadHash: "",
        bookingId: "b",
        response: null,
        at: old,
      });
    }
    await op.commit();
  }
  await runDue(app);
  assert((await countRecords(app, "idempotency")) > 100, "a step is bounded");
  app.at(app.now() + 5_000);
  await runDue(app);
  assert((await countRecords(app, "idempotency")) < 10);
  const job = await app.kv.get<{ dueAt: number; state: string }>(keys.job("purge"));
  assert.equal(job.value?.state, "waiting");
  assert.equal(job.value?.dueAt, app.now() + DAY);
});

Deno.test("purge: nothing goes until both clocks have agreed for a day, and nothing again after a jump", async () => {
  const whole = await fullAccount(), { app } = whole;
  await connectCalendar(app, whole.host, [{ start: app.now(), end: app.now() + HOUR }]);
  await runDue(app);
  assert((await guestData.setGuestRetention(app, whole.host.id, 1)).ok);
  await markLinkUsed(app.kv, "spent-link", app.now() + HOUR, app.now());
  let elapsed = 0, ahead = 0;
  const clock = openClockMonitor(() => app.now(), () => elapsed);
  app.clock = clock;
  app.purgeGate = openPurgeGate(clock, app.log);
  const began = app.now();
  const pass = (ms: number) => {
    elapsed += ms;
    app.at(began + elapsed + ahead);
  };
  const set = (ms: number) => {
    ahead += ms;
    pass(0);
    clock.detectJump();
  };
  const everything = async () => {
    const keys: string[] = [];
    for await (const { key } of app.kv.list({ prefix: [] })) keys.push(JSON.stringify(key));
    return keys;
  };
  const names = async () => {
    const all: string[] = [];
    for await (const { guest } of eachBooking(app.kv)) all.push(guest.name);
    return all;
  };
  const before = [await everything(), await names()];
  set(60 * DAY);
  assert.equal(await runPurge(app), DAY);
  pass(DAY - MINUTE);
  assert.equal(await runPurge(app), MINUTE);
  set(-60 * DAY);
  assert.equal(await runPurge(app), DAY);
  assert.deepEqual([await everything(), await names()], before);

  set(60 * DAY);
  pass(DAY);
  while (await runPurge(app) < DAY) pass(5_000);
  const [left, guests] = [await everything(), await names()];
  for (
    const kind of [
      "idempotency",
      "session",
      "session_of",
      "magic_link",
      "invitation",
      "used_link",
      "busy",
    ]
  ) {
    assert(before[0]!.some((key) => key.startsWith(`["${kind}"`)), kind);
    assert(!left.some((key) => key.startsWith(`["${kind}"`)), kind);
  }
  assert(left.filter((key) => key.startsWith('["job"')).length < before[0]!.length);
  assert.notDeepEqual(guests, before[1]);
});

Deno.test("purge: held time that a clock two months ahead has purged is restored once the clock is right", async () => {
  const { app, type } = await town({ type: { slug: "now", decision: "instant" } });
  const ask = () => bookings.request(app, bookingRequest({ slug: type.slug }));
  assert((await ask()).ok);
  const now = app.now();
  app.at(now + 60 * DAY);
  await runPurge(app);
  assert.equal(await countRecords(app, "ledger"), 0);
  app.at(now);
  assert.equal(refusal(await ask()).code, "taken");
  assert.equal(await countRecords(app, "ledger"), 1);
});
