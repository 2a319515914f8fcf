import assert from "node:assert/strict";
import { isLiveBooking } from "$lib/scheduling/booking.ts";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import * as account from "$lib/server/hosts/account.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { rescheduleOverdue } from "$lib/server/jobs/reschedule-overdue.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { openLocks } from "$lib/server/runtime/locks.ts";
import { eachBooking } from "$lib/server/store/scan.ts";
import { committingStore, watchedStore } from "../../support/altered-store.ts";
import { bookingRequest, mondayTen } from "../../support/town.ts";
import { closureInput, fullAccount, personalDataOf, traces } from "../../support/full-account.ts";
import { runDue } from "../../support/job-runs.ts";

const full = Deno.env.get("INVITO_PROVE") === "full";

Deno.test("close: emails and calendars that never respond delay it for seven days, no longer", async () => {
  const down = () => Promise.reject(new Error("no answer"));
  const whole = await fullAccount(), { app } = whole;
  app.sendMail = down;
  app.openCalendar = down;
  assert((await account.close(app, whole.host.id, closureInput)).ok);
  for (let hours = 0; hours < 7 * 24 - 1; hours += 6) {
    app.at(app.now() + (hours === 0 ? 2 * MINUTE : 6 * HOUR));
    await runDue(app);
  }
  assert((await traces(app.kv, [whole.host.id])).length > 0, "still trying on the seventh day");
  app.purgeGate = { waitMs: () => DAY };
  app.at(app.now() + DAY);
  await runDue(app);
  assert((await traces(app.kv, [whole.host.id])).length > 0, "the clock may be ahead");
  app.purgeGate = { waitMs: () => 0 };
  app.at(app.now() + DAY);
  await runDue(app);
  assert.deepEqual(await traces(app.kv, personalDataOf(whole)), []);
});

Deno.test("close: a clock ahead erases no upcoming meeting, and gives up no email", async () => {
  const whole = await fullAccount(), { app } = whole;
  const right = app.now(), send = app.sendMail;
  app.clock = { ...app.clock, earliestNow: () => Math.min(right, app.now()), agreedForMs: () => 0 };
  app.purgeGate = { waitMs: () => DAY };
  app.sendMail = () => Promise.reject(new Error("no answer"));
  app.at(right + 60 * DAY);
  assert((await account.close(app, whole.host.id, closureInput)).ok);
  for (let n = 0; n < 3; n++) {
    app.at(app.now() + 8 * DAY);
    await runDue(app);
  }
  assert.equal((await getBooking(app.kv, whole.meetings.confirmed.id))?.status, "CONFIRMED");

  app.at(right);
  app.sendMail = send;
  await rescheduleOverdue(app, 0);
  await runDue(app);
  assert.equal((await getBooking(app.kv, whole.meetings.confirmed.id))?.status, "CANCELLED");
  app.clock = { ...app.clock, earliestNow: app.now, agreedForMs: () => 2 * MINUTE };
  for (let n = 0; n < 3; n++) {
    app.at(app.now() + MINUTE);
    await runDue(app);
  }
  assert.deepEqual(await traces(app.kv, personalDataOf(whole)), []);
});

Deno.test("close: dead at any commit, before or after it, the next run ends it", async () => {
  // How many commits there are is found out on the way: a run that does not die is the last.
  const sides = ["before", "after"] as const;
  let at = 1, deaths = 0;
  for (;; at += full ? 1 : 16) {
    let survived = false;
    for (const side of sides) {
      const whole = await fullAccount();
      const words = personalDataOf(whole);
      const { kv } = whole.app;
      const mortal = mortalStore(kv, at, side);
      whole.app.kv = mortal.kv;
      try {
        const closed = await account.close(whole.app, whole.host.id, closureInput);
        assert(closed.ok);
        await runDue(whole.app);
        whole.app.at(whole.app.now() + 2 * MINUTE);
        await runDue(whole.app);
      } catch (error) {
        if (!mortal.isDead()) throw error;
      }
      survived = !mortal.isDead();
      if (!survived) deaths++;

      whole.app.kv = kv;
      whole.app.withLock = openLocks();
      const stored = await kv.get<{ closure?: unknown }>(keys.host(whole.host.id));
      if (stored.value && !stored.value.closure) {
        assert((await account.close(whole.app, whole.host.id, closureInput)).ok);
      }
      // A lease of the run that died is over by then.
      for (let minutes = 0; minutes < 3; minutes++) {
        whole.app.at(whole.app.now() + 6 * MINUTE);
        await runDue(whole.app);
      }
      assert.deepEqual(await traces(kv, words), [], `died ${side} commit ${at}`);
      whole.app[Symbol.dispose]();
    }
    if (survived) break;
  }
  assert(deaths >= 8, `${deaths} deaths`);
});

Deno.test("close: just before any commit of a concurrent request, that is refused or cancelled, never left over", async () => {
  let refusals = 0, cancellations = 0;
  for (let nth = 1; nth <= 6; nth++) {
    const whole = await fullAccount({ withLock: (_, act) => act() });
    using app = whole.app;
    const { kv } = app;
    let isClosed = false;
    const close = async () => {
      isClosed = true;
      assert((await account.close({ ...app, kv }, whole.host.id, closureInput)).ok);
    };
    app.kv = before(kv, nth, close);
    const move = (of: { id: string }, start: number) =>
      bookings.reschedule(app, of.id, { by: { actor: "guest" }, start, revision: null, key: null });
    const outcomes = await Promise.all([
      asking(app, 0),
      move(whole.meetings.confirmed, mondayTen + 11 * DAY),
      asking(app, 1),
      move(whole.meetings.pending, mondayTen + 12 * DAY),
    ]);
    app.kv = kv;
    if (!isClosed) await close();
    const granted = outcomes.filter(({ ok }) => ok).length;
    assert(granted < nth, `before commit ${nth}, and ${granted} were granted`);
    for (const { ok } of outcomes) ok ? cancellations++ : refusals++;
    await runDue(app);
    for await (const booking of eachBooking(kv)) {
      const isStranded = isLiveBooking(booking, app.now()) && booking.start > app.now();
      assert(!isStranded, `before commit ${nth}: ${booking.status}`);
    }
    app.at(app.now() + 2 * MINUTE);
    await runDue(app);
    assert.deepEqual(await traces(kv, personalDataOf(whole)), []);
  }
  assert(refusals >= 4 && cancellations >= 4, `${refusals} refused, ${cancellations} cancelled`);
});

function asking(app: Parameters<typeof bookings.request>[0], n: number) {
  return bookings.request(app, bookingRequest({ start: mondayTen + 10 * DAY + n * HOUR }));
}

/** A store that lets something else happen, whole, just before its nth commit. */
function before(kv: Deno.Kv, nth: number, happening: () => Promise<void>): Deno.Kv {
  let left = nth, happened: Promise<void> | null = null;
  return committingStore(kv, async (make) => {
    if (--left <= 0) await (happened ??= happening());
    return await make();
  });
}

/** A store that dies for good at its nth commit. */
function mortalStore(kv: Deno.Kv, nth: number, side: "before" | "after") {
  let left = nth, dead = false;
  const die = () => {
    dead = true;
    throw new Error("the program is dead");
  };
  const mortal = committingStore(kv, async (make) => {
    if (dead) die();
    const isLast = --left === 0;
    if (isLast && side === "before") die();
    const outcome = await make();
    if (isLast) die();
    return outcome;
  });
  const proxy = watchedStore(mortal, () => dead && die());
  return { kv: proxy, isDead: () => dead };
}
