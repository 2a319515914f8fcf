import assert from "node:assert/strict";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { recordFirstStep } from "$lib/server/bookings/test-booking.ts";
import type { TestApp } from "../../support/test-app.ts";
import { listEmailJobs } from "$lib/server/store/email-jobs.ts";
import { bookingRequest, mondayTen, town } from "../../support/town.ts";
import {
  countWaiting,
  hasBookings,
  isNewcomer,
  readInbox,
} from "../../../src/routes/dashboard/read-inbox.ts";
import { granted } from "../../support/granted.ts";

async function asked(app: TestApp, start = mondayTen) {
  const outcome = await granted(bookings.request(app, bookingRequest({ start })));
  return outcome.booking;
}

async function confirmed(app: TestApp, hostId: string, start: number) {
  const { id, revision } = await asked(app, start);
  const decision = { hostId, revision, message: "", force: false };
  return await granted(bookings.confirm(app, id, decision));
}

Deno.test("readInbox shows the request with the nearest meeting first, and no expired one", async () => {
  const { app, host } = await town();
  const later = await asked(app, mondayTen + HOUR), sooner = await asked(app);
  const now = app.now();
  const { pending } = await readInbox(app.kv, host.id, "now", now, null);
  assert.deepEqual(pending.map(({ id }) => id), [sooner.id, later.id]);
  assert.equal(await countWaiting(app.kv, host.id, now), 2);

  const deadline = sooner.reservedUntil ?? 0;
  const after = await readInbox(app.kv, host.id, "now", deadline, null);
  assert(!after.pending.some(({ id }) => id === sooner.id));
});

Deno.test("readInbox lists a meeting as upcoming until its very end, then as past", async () => {
  const { app, host } = await town();
  const { id, end } = await confirmed(app, host.id, mondayTen);
  const has = async (show: "upcoming" | "past", now: number) =>
    (await readInbox(app.kv, host.id, show, now, null)).others.some((each) => each.id === id);
  assert.deepEqual([await has("upcoming", end - 1), await has("past", end - 1)], [true, false]);
  assert.deepEqual([await has("upcoming", end), await has("past", end)], [false, true]);
});

Deno.test("isNewcomer is a host who never had a request, unless the first steps are hidden", async () => {
  const { app, host } = await town();
  assert.equal(await isNewcomer(app.kv, host), true);
  const dismissed = await granted(recordFirstStep(app, host.id, "dismissed"));
  assert.equal(await isNewcomer(app.kv, dismissed), false);
  await asked(app);
  assert.equal(await isNewcomer(app.kv, host), false);
});

Deno.test("readInbox pages through everything once, by cursor", async () => {
  const { app, host } = await town();
  const made: string[] = [];
  for (let day = 0; day < 4; day++) {
    for (let slot = 0; slot < 14; slot++) {
      const start = mondayTen - HOUR + day * DAY + slot * HOUR / 2;
      made.push((await confirmed(app, host.id, start)).id);
    }
  }
  const seen: string[] = [];
  let cursor: string | null = null, pages = 0;
  do {
    const page = await readInbox(app.kv, host.id, "upcoming", app.now(), cursor);
    seen.push(...page.others.map(({ id }) => id));
    cursor = page.cursor;
    pages++;
  } while (cursor);
  assert.deepEqual(seen, made);
  assert.equal(pages, 3);
});

Deno.test("readInbox and listLetters begin anew where somebody made up the place to go on from", async () => {
  const { app, host } = await town();
  const { id } = await asked(app);
  for (const cursor of ["x", "../..", "-1", "AAAA", "\ud83d\ude42", "a".repeat(9000)]) {
    for (const show of ["pending", "upcoming", "past", "cancelled"] as const) {
      const { pending } = await readInbox(app.kv, host.id, show, app.now(), cursor);
      assert(show !== "pending" || pending.every((each) => each.id === id));
    }
    await listEmailJobs(app.kv, host.id, { limit: 5, cursor });
  }
});

Deno.test("hasBookings becomes true with the first request and stays so when it expires", async () => {
  const { app, host } = await town();
  assert.equal(await hasBookings(app.kv, host.id), false);
  const booking = await asked(app);
  app.at((booking.reservedUntil ?? 0) + 1);
  assert((await bookings.expire(app, booking.id)).ok);
  assert.equal(await hasBookings(app.kv, host.id), true);
});

Deno.test("readInbox lists and counts an open reschedule request, no longer once it is decided or expired", async () => {
  const { app, host } = await town();
  const { id } = await confirmed(app, host.id, mondayTen);
  const ask = async () => {
    const by = { actor: "guest" } as const;
    const start = mondayTen + 3 * HOUR;
    const rescheduled = await granted(bookings.reschedule(app, id, {
      by,
      start,
      revision: null,
      key: null,
    }));
    assert(rescheduled.rescheduleRequest);
    return rescheduled;
  };
  const waiting = async (now = app.now()) => {
    const { pending } = await readInbox(app.kv, host.id, "now", now, null);
    assert.equal(await countWaiting(app.kv, host.id, now), pending.length);
    return pending.map((booking) => booking.id);
  };
  const { revision, rescheduleRequest } = await ask();
  assert.deepEqual(await waiting(), [id]);
  assert.deepEqual(await waiting(rescheduleRequest!.expiresAt), []);
  const decision = { hostId: host.id, revision, message: "", force: false };
  assert((await bookings.reject(app, id, decision)).ok);
  assert.deepEqual(await waiting(), []);
});
