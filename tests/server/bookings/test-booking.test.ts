import assert from "node:assert/strict";
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { listHolds } from "$lib/server/store/ledger.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import * as trial from "$lib/server/bookings/test-booking.ts";
import { fullAccount, traces } from "../../support/full-account.ts";
import { granted, refusal } from "../../support/granted.ts";
import { runDue } from "../../support/job-runs.ts";
import { ask, town } from "../../support/town.ts";

Deno.test("test booking: like any other, marked, on available times, and found among no others", async () => {
  const whole = await fullAccount(), { app, host } = whole;
  const type = (await trial.testEventType(app, host.id))!;
  const times = await trial.testTimes(app, host, type);
  assert.equal(times.length, 6);
  assert.equal(new Set(times).size, 6);
  const requested = await granted(trial.requestTestBooking(app, host, {
    start: times[0]!,
    email: "ada@example.org",
  }));
  assert.equal(requested.isTest, true);
  assert.equal(requested.status, "PENDING");
  assert(!(await trial.testTimes(app, host, type)).includes(times[0]!), "it holds its time");
  const again = await refusal(trial.requestTestBooking(app, host, {
    start: times[0]!,
    email: "ada@example.org",
  }));
  assert.equal(again.code, "taken");
  assert.equal((await getHost(app.kv, host.id))?.firstSteps?.testBookingMade, true);

  assert.equal(await trial.findTestBooking(app, "somebody-else", requested.id), null);
  assert.equal(await trial.findTestBooking(app, host.id, whole.meetings.confirmed.id), null);
  const real = await refusal(trial.eraseTestBooking(app, host.id, whole.meetings.confirmed.id));
  assert.equal(real.code, "not-found", "what guests booked is no test");
});

Deno.test("eraseTestBooking: pending, confirmed or declined it goes without a trace, calendar first", async (t) => {
  for (const end of ["asked", "confirmed", "declined"] as const) {
    await t.step(end, async () => {
      const whole = await fullAccount();
      using app = whole.app;
      const { host } = whole;
      const type = (await trial.testEventType(app, host.id))!;
      const [start = 0] = await trial.testTimes(app, host, type);
      const requested = await granted(trial.requestTestBooking(app, host, {
        start,
        email: "tried@example.org",
      }));
      const { id } = requested;
      const decision = { hostId: host.id, revision: 1, message: "Fine", force: true };
      if (end === "confirmed") assert((await bookings.confirm(app, id, decision)).ok);
      if (end === "declined") assert((await bookings.reject(app, id, decision)).ok);
      if (end !== "asked") await runDue(app);
      assert.equal(whole.entries.has(requested.uid), end === "confirmed");
      const sent = whole.emails.length;

      const erased = await granted(trial.eraseTestBooking(app, host.id, id));
      assert.equal(erased.gone, end !== "confirmed");
      await runDue(app);
      app.at(app.now() + 10_000);
      await runDue(app);
      assert.deepEqual(await traces(app.kv, [id, "tried@example.org"]), []);
      assert(!whole.entries.has(requested.uid));
      assert.equal(whole.emails.length, sent, "nobody is written to about it any more");
      const held = await listHolds(app.kv, host.id, { start, end: start + 1 });
      assert.deepEqual(held.filter(({ slot }) => slot === id), []);
      assert.equal((await trial.eraseTestBooking(app, host.id, id)).ok, false);
    });
  }
});

Deno.test("eraseTestBookingNow: a real booking stays, though it is cancelled", async () => {
  const { app, host } = await town();
  const by = { actor: "host" as const, hostId: host.id };
  const { booking: { id } } = await ask(app);
  assert((await bookings.cancel(app, id, { by, reason: "", revision: null })).ok);
  await trial.eraseTestBookingNow(app, id, "");
  assert.equal((await getBooking(app.kv, id))?.status, "CANCELLED");
});

Deno.test("eraseTestBooking: an entry that the calendar does not delete is given up after eight trusted days", async () => {
  const whole = await fullAccount(), { app, host } = whole;
  const type = (await trial.testEventType(app, host.id))!;
  const [start = 0] = await trial.testTimes(app, host, type);
  const { id } = await granted(trial.requestTestBooking(app, host, {
    start,
    email: "tried@example.org",
  }));
  const decision = { hostId: host.id, revision: 1, message: "Fine", force: true };
  assert((await bookings.confirm(app, id, decision)).ok);
  await runDue(app);
  app.openCalendar = () => Promise.reject(new Error("no answer"));
  assert((await trial.eraseTestBooking(app, host.id, id)).ok);
  app.purgeGate = { waitMs: () => 1 };
  app.at(app.now() + 9 * DAY);
  await runDue(app);
  assert((await traces(app.kv, [id])).length > 0);
  app.purgeGate = { waitMs: () => 0 };
  app.at(app.now() + MINUTE);
  await runDue(app);
  assert(!(await traces(app.kv, ["tried@example.org"])).length);
});

Deno.test("requestTestBooking: a start beyond every calendar is refused without reading its days", async () => {
  const whole = await fullAccount(), { app } = whole;
  for (const start of [1e300, 1e24, 8.64e15, -8.64e15, Number.MAX_SAFE_INTEGER]) {
    const requested = await refusal(trial.requestTestBooking(app, whole.host, {
      start,
      email: "ada@example.org",
    }));
    assert.equal(requested.code, "not-offered", String(start));
  }
});
