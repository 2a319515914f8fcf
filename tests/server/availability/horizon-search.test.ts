import assert from "node:assert/strict";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import { monthSpan } from "$lib/scheduling/month.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import { findBookableType } from "$lib/server/event-types/find-bookable-type.ts";
import { openHostMemory } from "$lib/server/store/host-memory.ts";
import { openVersionedCache } from "$lib/server/runtime/versioned-cache.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { watchedStore } from "../../support/altered-store.ts";
import { granted } from "../../support/granted.ts";
import { connectCalendar } from "../../support/stub-calendar.ts";
import type { TestApp } from "../../support/test-app.ts";
import {
  addEventType,
  addHost,
  ask,
  bookingRequest,
  configuredApp,
  mondayTen,
} from "../../support/town.ts";

/** Monday, 2 November 2026, 9:00 in Berlin. */
const nine = mondayTen - HOUR;

/** What Ada's page of December says, which lies behind all that can be booked. */
async function december(app: TestApp, host: Host, slug: string) {
  const found = await granted(findBookableType(app, "ada", slug));
  const { starts, emptyReason, nextStart } = await findSlots(app, {
    hosts: [host],
    type: found.type,
    minutes: 480,
    window: monthSpan("2026-12", "Europe/Berlin"),
  });
  assert.deepEqual(starts, []);
  return { empty: emptyReason, next: nextStart };
}

/** An App that says how often ledger days were listed. */
async function counting() {
  const kv = await Deno.openKv(":memory:");
  let lists = 0;
  const app = await configuredApp({
    kv: watchedStore(kv, (name) => {
      if (name === "list") lists++;
    }),
  });
  return { app, count: () => lists };
}

/** Two days are all that can be had of Ada, a whole one each, and Grace has asked for both; their bookings. */
async function bookedOut(app: TestApp) {
  const host = await addHost(app);
  await addEventType(app, host, { slug: "day", durations: [480], bookingWindowDays: 2 });
  const ids: string[] = [];
  for (const start of [nine, nine + DAY]) {
    const requested = await ask(app, { slug: "day", start });
    ids.push(requested.booking.id);
  }
  return { host, ids };
}

Deno.test("findSlots searches the horizon of a booked-out host once, not for each page", async () => {
  const { app, count } = await counting();
  app.hostMemory = openHostMemory(0);
  const { host } = await bookedOut(app);
  assert.equal((await december(app, host, "day")).empty, "full");
  const before = count();
  await december(app, host, "day");
  const second = count() - before;
  app.nextFreeCache = openVersionedCache(100);
  const again = count();
  await december(app, host, "day");
  assert(
    second < count() - again,
    `${second} lists with what was kept, ${count() - again} without`,
  );
});

Deno.test("findSlots: one search of a booked-out host answers for every month", async () => {
  const { app, count } = await counting();
  const { host } = await bookedOut(app);
  await december(app, host, "day");
  const before = count();
  await december(app, host, "day");
  const again = count() - before;
  const other = count();
  assert.deepEqual(await weekOf(app, host, 3), { starts: [], empty: "full", next: null });
  assert.equal(count() - other, again);
});

/** What the page of Ada's week so many weeks from Monday, 2 November says. */
async function weekOf(app: TestApp, host: Host, week: number) {
  const found = await granted(findBookableType(app, "ada", "day"));
  const start = nine - 9 * HOUR + week * 7 * DAY;
  const window = { start, end: start + 7 * DAY };
  const search = { hosts: [host], type: found.type, minutes: 480, window };
  const { starts, emptyReason, nextStart } = await findSlots(app, search);
  return { starts, empty: emptyReason, next: nextStart };
}

/** Ada can be booked for nine weeks, and all of her days are held but these, counted from Monday, 2 November. */
async function heldBut(app: TestApp, free: readonly number[]): Promise<Host> {
  const host = await addHost(app);
  await addEventType(app, host, { slug: "day", durations: [480], bookingWindowDays: 63 });
  await ask(app, { slug: "day", start: nine });
  for (let day = 0; day < 80; day++) {
    if (free.includes(day)) continue;
    const start = nine + day * DAY, end = start + 8 * HOUR, slot = `day-${day}`;
    const whose = { slot, bookingIds: [slot], typeId: "other" };
    const hold: Hold = { ...whose, start, end, bufferBefore: 0, bufferAfter: 0, expiresAt: null };
    await app.kv.set(keys.ledger(host.id, Math.floor(start / DAY)), [hold]);
  }
  return host;
}

const orders = {
  "in order": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  backwards: [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
  "here and there": [5, 9, 1, 11, 3, 7, 0, 10, 2, 8, 4, 6],
};

for (const [how, weeks] of Object.entries(orders)) {
  for (const free of [[], [8], [9, 32], [30], [31, 59]]) {
    Deno.test(`findSlots: weeks ${how} say the same as searched anew, free days: ${free}`, async () => {
      const app = await configuredApp();
      const host = await heldBut(app, free);
      for (const week of weeks) {
        const said = await weekOf(app, host, week);
        const kept = app.nextFreeCache;
        app.nextFreeCache = openVersionedCache(100);
        assert.deepEqual(said, await weekOf(app, host, week), `week ${week}`);
        app.nextFreeCache = kept;
      }
    });
  }
}

Deno.test("findSlots: the cached result ends when a request is declined", async () => {
  const app = await configuredApp();
  const { host, ids } = await bookedOut(app);
  assert.deepEqual(await december(app, host, "day"), { empty: "full", next: null });

  const decision = { hostId: host.id, revision: 1, message: "", force: false };
  assert.ok((await bookings.reject(app, ids[0]!, decision)).ok);
  assert.equal(
    (await december(app, host, "day")).empty,
    null,
    "a declined request frees its time",
  );
});

Deno.test("findSlots: the cached result ends at a deadline, without any write", async () => {
  const app = await configuredApp({});
  app.settings = { ...app.settings, bookingTtlMs: HOUR };
  const { host } = await bookedOut(app);
  assert.equal((await december(app, host, "day")).empty, "full");
  app.at(app.now() + HOUR - 1);
  assert.equal((await december(app, host, "day")).empty, "full");
  app.at(app.now() + 1);
  assert.equal((await december(app, host, "day")).empty, null);
});

Deno.test("findSlots: the cached result ends with the day, when the horizon advances", async () => {
  const app = await configuredApp();
  app.settings = { ...app.settings, bookingTtlMs: 30 * DAY };
  const { host } = await bookedOut(app);
  assert.equal((await december(app, host, "day")).empty, "full");
  app.at(Date.UTC(2026, 10, 1, 23, 1));
  assert.equal((await december(app, host, "day")).empty, null);
});

Deno.test("findSlots: the cached result ends when a calendar turns stale", async () => {
  const app = await configuredApp();
  const host = await addHost(app);
  await addEventType(app, host, {
    slug: "day",
    durations: [480],
    bookingWindowDays: 2,
    whenCalendarStale: "hide",
  });
  await connectCalendar(app, host);
  assert.equal((await december(app, host, "day")).empty, null);
  app.at(app.now() + 2 * app.settings.syncIntervalMs + 1);
  assert.equal((await december(app, host, "day")).empty, "full");
});

Deno.test("findSlots: the cached result ends when the time that it found is too near", async () => {
  const app = await configuredApp();
  app.settings = { ...app.settings, bookingTtlMs: 30 * DAY };
  const host = await addHost(app);
  await addEventType(app, host, { slug: "day", durations: [480], bookingWindowDays: 2 });
  app.at(nine - 8 * HOUR);
  for (const start of [nine + DAY, nine + 2 * DAY]) {
    await bookings.request(app, bookingRequest({ slug: "day", start }));
  }
  assert.equal((await december(app, host, "day")).empty, null);
  app.at(nine + 1);
  assert.equal((await december(app, host, "day")).empty, "full");
});
