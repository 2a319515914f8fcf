import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import type { App } from "$lib/server/app.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { rescheduleSharedSlot } from "$lib/server/bookings/shared-slot-actions.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { listAll } from "$lib/server/kv/commit.ts";
import type { Job } from "$lib/server/store/job.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { listHolds } from "$lib/server/store/ledger.ts";
import { alteredStore, committingStore } from "../../support/altered-store.ts";
import { granted, refusal } from "../../support/granted.ts";
import type { TestApp } from "../../support/test-app.ts";
import { ask, mondayTen, town } from "../../support/town.ts";

const week = { start: mondayTen - DAY, end: mondayTen + 7 * DAY };

async function asked() {
  const { app, host } = await town();
  const requested = await ask(app);
  return { app, host, booking: requested.booking };
}

/** Another instance over the same store, in which something happens right after the nth reading of a record. */
function interrupted(app: TestApp, at: Deno.KvKey, nth: number, act: () => Promise<unknown>) {
  let reads = 0;
  const noting = async <Read>(read: Promise<Read>, given: unknown): Promise<Read> => {
    const entries = await read;
    if (JSON.stringify(given).includes(JSON.stringify(at)) && ++reads === nth) await act();
    return entries;
  };
  const kv = alteredStore(app.kv, {
    get: (key: Deno.KvKey) => noting(app.kv.get(key), key),
    getMany: (all: Deno.KvKey[]) => noting(app.kv.getMany(all), all),
  });
  return { ...app, kv, withLock: <T>(_: readonly string[], run: () => Promise<T>) => run() };
}

Deno.test("change: a booking that another instance rescheduled between two reads leaves no hold behind", async () => {
  for (const nth of [1, 2, 3]) {
    const { app, host, booking } = await asked();
    using _ = app;
    const by = { actor: "host" as const, hostId: host.id, force: false };
    const start = booking.start + 2 * DAY;
    const other = interrupted(app, keys.booking(booking.id), nth, async () => {
      await granted(bookings.reschedule(app, booking.id, { by, start, revision: null, key: null }));
    });
    await granted(bookings.cancel(other, booking.id, { by, reason: "", revision: null }));
    assert.equal((await getBooking(app.kv, booking.id))!.start, start);
    assert.deepEqual(await listHolds(app.kv, host.id, week), [], `after reading ${nth}`);
  }
});

Deno.test("change: a request whose hold is gone is not confirmed, as its time may be taken", async () => {
  const { app, host, booking } = await asked();
  await app.kv.delete(keys.ledger(host.id, Math.floor(booking.start / DAY)));
  const decision = { hostId: host.id, revision: booking.revision, message: "", force: false };
  assert.equal(refusal(await bookings.confirm(app, booking.id, decision)).code, "expired");
  assert.equal((await getBooking(app.kv, booking.id))!.status, "PENDING");
  assert(
    (await bookings.reject(app, booking.id, decision)).ok,
    "giving time back is never refused",
  );
});

/** The same program, whose next commit ends with an error before it was made or after. */
function failing(app: TestApp, at: "before" | "after"): TestApp {
  let fails = 1;
  const kv = committingStore(app.kv, async (make) => {
    if (fails-- <= 0) return await make();
    if (at === "after") await make();
    throw new Error("connection reset");
  });
  return { ...app, kv };
}

Deno.test("change: a commit that happened though its answer was an error is not made a second time", async () => {
  const { app, host, booking } = await asked();
  const by = { actor: "host" as const, hostId: host.id };
  const cancelled = await granted(bookings.cancel(failing(app, "after"), booking.id, {
    by,
    reason: "",
    revision: null,
  }));
  assert.equal(cancelled.revision, booking.revision + 1);
});

Deno.test("change: a commit that did not happen is an error, and never taken for one that did", async () => {
  const { app, host, booking } = await asked();
  using _ = app;
  const decision = { hostId: host.id, revision: booking.revision, message: "", force: false };
  await assert.rejects(
    async () => await bookings.confirm(failing(app, "before"), booking.id, decision),
    /connection reset/,
  );
  assert.deepEqual(await getBooking(app.kv, booking.id), booking);
});

Deno.test("reschedule: of two requests with one key on two instances, the second is refused", async () => {
  const { app, host, booking } = await asked();
  const by = { actor: "host" as const, hostId: host.id, force: false };
  const hash = "h".repeat(43);
  const input = (start: number, payload: string) => ({
    by,
    start,
    revision: null,
    key: { hash, payload },
  });
  const other = interrupted(app, keys.idempotencyRecord(hash), 1, async () => {
    const there = input(booking.start, "where it is");
    assert((await bookings.reschedule(app, booking.id, there)).ok);
  });
  const outcome = await refusal(
    bookings.reschedule(other, booking.id, input(booking.start, "the other")),
  );
  assert.equal(outcome.code, "key-reused");
});

async function sharedSlot() {
  const { app, host } = await town({ type: { slug: "class", seats: 3, decision: "instant" } });
  const seats: Booking[] = [];
  for (const email of ["grace@example.com", "alan@example.com"]) {
    seats.push((await ask(app, { slug: "class", guest: { email } })).booking);
  }
  return { app, hostId: host.id, seats, slot: seats[0]!.slot };
}

Deno.test("changeSharedSlot: a slot that another instance moved after it was read is read again", async () => {
  const { app, hostId, slot } = await sharedSlot();
  using _ = app;
  const move = (on: App, hours: number) =>
    rescheduleSharedSlot(on, slot, { hostId, start: mondayTen + hours * HOUR });
  const other = interrupted(app, keys.slot(slot), 2, async () => {
    assert((await move(app, 1)).ok);
  });
  assert((await move(other, 3)).ok);
  const jobs = await listAll<Job>(app.kv, { prefix: keys.jobs() });
  const before = jobs.flatMap(({ value: { work } }) =>
    work.kind === "notify-seats" ? [work.previousTime.start] : []
  );
  assert.deepEqual(before.sort(), [mondayTen, mondayTen + HOUR]);
});

Deno.test("changeSharedSlot: where one booking holds no time any more, none is moved", async () => {
  const { app, hostId, seats, slot } = await sharedSlot();
  using _ = app;
  const day = keys.ledger(hostId, Math.floor(mondayTen / DAY));
  const holds = (await app.kv.get<Hold[]>(day)).value!;
  await app.kv.set(day, holds.map((hold) => ({ ...hold, bookingIds: [seats[0]!.id] })));
  const moved = await rescheduleSharedSlot(app, slot, { hostId, start: mondayTen + HOUR });
  assert(!moved.ok && moved.refusal.code === "expired", JSON.stringify(moved));
  for (const { id } of seats) assert.equal((await getBooking(app.kv, id))!.start, mondayTen);
});
