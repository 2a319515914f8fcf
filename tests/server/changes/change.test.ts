import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import type { App } from "$lib/server/app.ts";
import { change, changeTogether, type JointChange } from "$lib/server/changes/change.ts";
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
import { agree, ask, mondayTen, town } from "../../support/town.ts";

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

Deno.test("change: one that is refused at last leaves its idempotency key unused", async () => {
  const { app, host, booking } = await asked();
  using _ = app;
  await app.kv.delete(keys.ledger(host.id, Math.floor(booking.start / DAY)));
  const by = { actor: "host" as const, hostId: host.id, force: false };
  const key = { hash: "h".repeat(43), payload: "elsewhere" };
  const start = booking.start + 2 * DAY;
  const moved = bookings.reschedule(app, booking.id, { by, start, revision: null, key });
  assert.equal((await refusal(moved)).code, "expired");
  assert.equal((await app.kv.get(keys.idempotencyRecord(key.hash))).value, null);
});

Deno.test("changeTogether: what was to be read again is; one booking is for the verb of one", async () => {
  const { app, booking } = await asked();
  using _ = app;
  const { booking: other } = await ask(app, { start: mondayTen + HOUR });
  let tries = 0;
  const twice: JointChange = {
    decide: (was) => {
      if (++tries === 1) return Promise.resolve("retry");
      return Promise.resolve(was.map((each) => ({ unchanged: accepted(each) })));
    },
  };
  assert.equal((await changeTogether(app, [booking, other], twice))?.length, 2);
  assert.equal(await changeTogether(app, [booking], twice), null);
  assert.equal(tries, 2);
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

Deno.test("changeSharedSlot: a seat whose deadline has passed expires before the others move", async () => {
  const { app, host, type } = await town({ type: { slug: "class", seats: 3 } });
  using _ = app;
  const at = (start: number, email: string) =>
    ask(app, { slug: type.slug, start, guest: { email } });
  const start = mondayTen + 7 * DAY;
  const { booking } = await at(start, "grace@example.com");
  await agree(app, booking);
  const { booking: waiting } = await at(start, "alan@example.com");
  app.at(waiting.reservedUntil!);
  const to = { hostId: host.id, start: start + HOUR };
  assert.deepEqual((await granted(rescheduleSharedSlot(app, booking.slot, to))).bookingIds, [
    booking.id,
  ]);
  assert.equal((await getBooking(app.kv, waiting.id))!.endReason, "expired");
});

Deno.test("change: no seat has hosts of its own", async () => {
  const { app, seats } = await sharedSlot();
  using _ = app;
  const given = change(app, seats[0]!.id, {
    decide: (booking) => accepted({ booking, event: "reassigned", hosts: ["another"] }),
  });
  await assert.rejects(given, /a seat keeps the hosts of its slot/);
});
