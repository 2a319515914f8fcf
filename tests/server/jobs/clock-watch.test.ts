import assert from "node:assert/strict";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { correctDeadlines } from "$lib/server/bookings/correct-deadlines.ts";
import { openClockMonitor } from "$lib/server/runtime/clock.ts";
import { watchClock } from "$lib/server/jobs/clock-watch.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import * as reminders from "$lib/server/event-types/reminders.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { getClockState, setClockState } from "$lib/server/kv/installation.ts";
import { granted } from "../../support/granted.ts";
import { noon } from "../../support/test-app.ts";
import {
  addEventType,
  addHost,
  ask,
  configuredApp,
  mondayTen,
  outboxOf,
  town,
} from "../../support/town.ts";
import { runDue } from "../../support/job-runs.ts";

/** An installation whose wall clock can be set, watched as the program does, with emails that arrive. */
async function watched() {
  let elapsed = 0.375, ahead = 0;
  const now = () => noon + Math.floor(elapsed) + ahead;
  const app = await configuredApp({ now, elapsed: () => elapsed });
  app.clock = openClockMonitor(now, app.elapsed);
  const sent = outboxOf(app);
  const host = await addHost(app);
  let watch = watchClock(app);
  return {
    app,
    host,
    sent,
    /** Time passes, and the program does what it does meanwhile. */
    async pass(ms: number) {
      for (let left = ms; left > 0; left -= 10_000) {
        elapsed += Math.min(left, 10_000);
        await watch.check();
        await runDue(app);
      }
    },
    async set(ms: number) {
      ahead += ms;
      await watch.check();
      await runDue(app);
    },
    /** The next run of the program over the same store. */
    async restart() {
      await watch.stop();
      app.clock = openClockMonitor(now, app.elapsed, (await getClockState(app.kv))?.seenAt);
      watch = watchClock(app);
      await watch.check();
    },
    jumps: () =>
      app.logged.filter(({ event }) => event === "clock-jump").map(({ seconds }) => seconds),
    async [Symbol.asyncDispose]() {
      await watch.stop();
      app[Symbol.dispose]();
    },
  };
}

Deno.test("watchClock: a jump is logged once, by how much, and the instant is written down for the next run", async () => {
  await using world = await watched();
  const { app, pass, set, jumps } = world;
  await pass(MINUTE);
  await set(60 * DAY);
  await pass(MINUTE);
  await set(-60 * DAY);
  await pass(MINUTE);
  assert.deepEqual(jumps(), [60 * 86_400, -60 * 86_400]);
  assert.equal((await getClockState(app.kv))?.seenAt, app.now());
});

Deno.test("watchClock: a clock that is before the last instant of the run before was set back in between", async () => {
  const app = await configuredApp();
  await setClockState(app.kv, {
    seenAt: app.now() + 7 * DAY,
    trustedAt: null,
    recoveryPending: false,
  });
  const watch = watchClock(app);
  await watch.check();
  await watch.check();
  await watch.stop();
  const jumps = app.logged.filter(({ event }) => event === "clock-jump");
  assert.deepEqual(jumps.map(({ seconds }) => seconds), [-7 * 86_400]);
  assert.equal((await getClockState(app.kv))?.seenAt, app.now());
});

Deno.test("watchClock: a request made while the clock was a week ahead has a day from now, not eight", async () => {
  await using world = await watched();
  const { app, host, sent, pass, set } = world;
  const type = await addEventType(app, host, { slug: "later", bookingWindowDays: 60 });
  const start = mondayTen + 14 * DAY;
  await set(7 * DAY);
  const requested = await ask(app, { slug: "later", start });
  await pass(20_000);
  await set(-7 * DAY);
  await pass(MINUTE);
  const { id } = requested.booking;
  const held = await getBooking(app.kv, id);
  assert.equal(held?.status, "PENDING");
  assert(held.reservedUntil! <= app.now() + DAY && held.reservedUntil! > app.now() + DAY - MINUTE);
  const window = { start, end: start + HOUR };
  assert(
    !(await findSlots(app, { hosts: [host], type, minutes: 30, window })).starts.includes(start),
  );

  await set(DAY);
  await pass(10_000);
  const ended = await getBooking(app.kv, id);
  assert.equal(ended?.endReason, "expired");
  assert(
    (await findSlots(app, { hosts: [host], type, minutes: 30, window })).starts.includes(start),
  );
  await set(-DAY);
  await pass(MINUTE);
  assert.equal((await getBooking(app.kv, id))?.status, "CANCELLED", "what has expired stays so");
  const ends = sent.filter(({ messageId }) => messageId.includes("expired"));
  assert.equal(ends.length, 1);
});

Deno.test("watchClock: a clock behind a trusted one shortens no deadline for ten minutes", async () => {
  await using world = await watched();
  const { app, host, pass, set } = world;
  await addEventType(app, host, { slug: "later", bookingWindowDays: 60 });
  await pass(HOUR);
  const { id, reservedUntil } =
    (await ask(app, { slug: "later", start: mondayTen + 14 * DAY })).booking;
  const until = async () => (await getBooking(app.kv, id))?.reservedUntil;
  await set(-60 * DAY);
  await pass(9 * MINUTE);
  await set(60 * DAY);
  await pass(MINUTE);
  assert.equal(await until(), reservedUntil);
  await set(-2 * HOUR);
  await pass(11 * MINUTE);
  assert((await until())! <= app.now() + DAY, "it stands, so it is right");
});

Deno.test("watchClock: a machine that starts without the right time shortens no deadline until it has it", async () => {
  let wall = noon, elapsed = 0.375;
  const { app } = await town({ app: { now: () => wall, elapsed: () => elapsed } });
  const requested = await ask(app);
  await setClockState(app.kv, { seenAt: wall, trustedAt: wall, recoveryPending: false });
  wall = Date.UTC(2020, 0, 1);
  app.clock = openClockMonitor(app.now, app.elapsed, noon);
  const watch = watchClock(app);
  await watch.check();
  wall += elapsed += 5 * MINUTE;
  await watch.check();
  wall = noon + (elapsed += MINUTE);
  await watch.check();
  wall += MINUTE;
  elapsed += MINUTE;
  await watch.check();
  await watch.stop();
  const { id, reservedUntil } = requested.booking;
  assert.equal((await getBooking(app.kv, id))?.reservedUntil, reservedUntil);
  const jumps = app.logged.filter(({ event }) => event === "clock-jump");
  assert.equal(jumps.length, 2);
});

Deno.test("watchClock: a reschedule request made while the clock was ahead is corrected, too", async () => {
  await using world = await watched();
  const { app, host, pass, set } = world;
  await addEventType(app, host, { slug: "later", bookingWindowDays: 60 });
  const start = mondayTen + 14 * DAY;
  const { id } = (await ask(app, { slug: "later", start })).booking;
  const yes = { hostId: host.id, message: "", revision: 1, force: false };
  assert((await bookings.confirm(app, id, yes)).ok);
  await set(7 * DAY);
  await granted(bookings.reschedule(app, id, {
    by: { actor: "guest" },
    start: start + DAY,
    revision: null,
    key: null,
  }));
  await pass(10_000);
  await set(-7 * DAY);
  await pass(MINUTE);
  const held = await getBooking(app.kv, id);
  assert(held?.rescheduleRequest, "it still waits");
  assert(held.rescheduleRequest.expiresAt <= app.now() + DAY);
});

Deno.test("watchClock: reminders that a clock ahead dropped go out at their time, those it sent do not repeat", async () => {
  await using world = await watched();
  const { app, host, sent, pass, set } = world;
  const type = await addEventType(app, host, {
    slug: "coffee",
    decision: "instant",
    bookingWindowDays: 60,
  });
  const before = (minutes: number) => ({
    id: null,
    side: "before" as const,
    minutes,
    to: "guest" as const,
  });
  const inputs = { alarm: null, reminders: [before(60), before(3 * 24 * 60)] };
  assert((await reminders.setReminders(app, host.id, type.id, type.revision, inputs)).ok);
  const start = mondayTen + 7 * DAY;
  await ask(app, { slug: "coffee", start });
  await pass(10_000);
  const reminded = () => sent.filter(({ messageId }) => messageId.includes("reminder")).length;
  assert.equal(reminded(), 0);
  await set(5 * DAY);
  await pass(20_000);
  assert.equal(reminded(), 1, "reminders follow the clock as it is");
  await set(-5 * DAY);
  await pass(MINUTE);
  await set(60 * DAY);
  await pass(20_000);
  await set(-60 * DAY);
  await pass(MINUTE);
  assert.equal(reminded(), 1);
  await set(start - 3 * DAY - app.now() + MINUTE);
  await pass(MINUTE);
  assert.equal(reminded(), 1, "it was sent by the clock that was ahead");
  await set(start - HOUR - app.now());
  await pass(MINUTE);
  assert.equal(reminded(), 2);
  await set(-10 * MINUTE);
  await pass(15 * MINUTE);
  assert.equal(reminded(), 2);
});

Deno.test("correctDeadlines: a program that stops ends after the current booking, and resumes at its start", async () => {
  const { app } = await town();
  const now = app.now();
  app.at(now + 7 * DAY);
  for (const n of [0, 1, 2, 3]) {
    const start = mondayTen + (14 * 24 + n) * HOUR;
    await ask(app, { start });
  }
  app.at(now);
  let looks = 0;
  const stopping = {
    get aborted() {
      return ++looks > 3;
    },
  } as AbortSignal;
  const first = await correctDeadlines({ ...app, stopping });
  assert(first >= 1 && first < 4, `${first}`);
  assert.equal(await correctDeadlines(app), 4 - first);
});

Deno.test("watchClock: what a jump has put wrong is put right by the next run, where this one ended before", async () => {
  await using world = await watched();
  const { app, pass, set, restart } = world;
  await set(7 * DAY);
  const start = mondayTen + 14 * DAY;
  const requested = await ask(app, { start });
  await pass(10_000);
  await set(-7 * DAY);
  await restart();
  await pass(MINUTE);
  const held = await getBooking(app.kv, requested.booking.id);
  assert(held!.reservedUntil! <= app.now() + DAY, new Date(held!.reservedUntil!).toISOString());
  assert.equal((await getClockState(app.kv))?.recoveryPending, false);
});
