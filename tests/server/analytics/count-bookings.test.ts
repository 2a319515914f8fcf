import assert from "node:assert/strict";
import fc from "fast-check";
import type { Booking } from "$lib/scheduling/booking.ts";
import { countedSources } from "$lib/scheduling/counted-days.ts";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { countBookings, countSome } from "$lib/server/analytics/count-bookings.ts";
import { readCountedDays } from "$lib/server/analytics/counted-days.ts";
import { readCountState } from "$lib/server/store/count-state.ts";
import { keys } from "$lib/server/kv/keys.ts";
import {
  countsOf,
  requestsIn,
  storeBooking,
  storeBookings,
  storedCounts,
} from "../../support/counted-bookings.ts";
import { ada, noon, pendingBooking } from "../../support/sample-booking.ts";
import { testApp } from "../../support/test-app.ts";

const all = { from: "2000-01-01", to: "2100-01-01" };

async function stage() {
  const app = await testApp();
  await app.kv.set(keys.host(ada().id), ada());
  return app;
}

/** What happens to a booking: what of it changes. */
const change: fc.Arbitrary<Partial<Booking>> = fc.oneof(
  fc.record({ status: fc.constant<"CONFIRMED">("CONFIRMED"), decidedAt: fc.constant(noon + HOUR) }),
  fc.record({
    start: fc.integer({ min: 0, max: 400 }).map((h) => noon + h * HOUR),
    moves: fc.nat(3),
  }),
  fc.constantFrom<Partial<Booking>>(
    { status: "REJECTED", decidedAt: noon + 30 * HOUR },
    { status: "CANCELLED", endReason: "expired", changedBy: "time" },
    { status: "CANCELLED", endReason: "withdrawn", changedBy: "guest" },
    { status: "CANCELLED", endReason: "cancelled", changedBy: "guest" },
    { status: "CANCELLED", endReason: "cancelled", changedBy: "calendar" },
    { status: "CONFIRMED", noShowAt: noon + 60 * HOUR },
    { emailUnverified: true },
    { emailUnverified: false },
  ),
);

const everything = (kv: Deno.Kv) => Array.fromAsync(kv.list({ prefix: [] }));

const request = fc.record({
  createdAt: fc.integer({ min: 0, max: 60 }).map((h) => noon + h * HOUR),
  type: fc.constantFrom("talk", "call"),
  source: fc.constantFrom(...countedSources),
});

/** Steps of some lives, and of those who count meanwhile. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constant<"change">("change"), n: fc.nat(), change }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant<"request">("request"), request }) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant<"count">("count"),
      most: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant<"move">("move"),
      zone: fc.constantFrom("Pacific/Kiritimati", "America/St_Johns", "Europe/Berlin"),
    }),
  },
);

Deno.test("countBookings: whatever happens, and whoever counts meanwhile, the counts are those of the bookings", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.boolean(), async (steps, isParallel) => {
      const app = await stage(), { kv } = app;
      const bookings: Booking[] = [];
      const counting: Promise<unknown>[] = [];
      for (const each of steps) {
        if (each.does === "request") {
          const { type, ...given } = each.request, was = pendingBooking();
          const id = `booking-${bookings.length}`;
          const made = { ...was, ...given, id, type: { ...was.type, id: type } };
          bookings.push(made);
          await storeBooking(kv, null, made);
        } else if (each.does === "change" && bookings.length > 0) {
          const n = each.n % bookings.length, was = bookings[n]!;
          const is = { ...was, ...each.change, revision: was.revision + 1 };
          is.end = is.start + 30 * MINUTE;
          bookings[n] = is;
          await storeBooking(kv, was, is);
        } else if (each.does === "count") {
          const counted = countSome(kv, ada().id, each.most);
          if (isParallel) counting.push(counted);
          else await counted;
        } else if (each.does === "move") {
          const host = (await kv.get<ReturnType<typeof ada>>(keys.host(ada().id))).value!;
          await kv.set(keys.host(ada().id), { ...host, zone: each.zone });
        }
      }
      await Promise.all(counting);
      const stored = await everything(kv);
      const read = await readCountedDays(app, ada().id, all);
      assert.equal(read.uncounted, 0);
      const must = countsOf(bookings, read.zone);
      assert.deepEqual(
        Object.fromEntries(
          read.days.flatMap(({ date, bookings }) =>
            Object.entries(bookings).map(([typeId, counts]) => [`${date} ${typeId}`, counts])
          ),
        ),
        must,
      );
      assert.deepEqual(await everything(kv), stored, "reading writes nothing");
      while (await countBookings(app, ada().id));
      assert.equal((await readCountState(kv, ada().id))!.zone, read.zone);
      assert.deepEqual(await storedCounts(kv, ada().id), must);
      kv.close();
    }),
    { numRuns: Number(Deno.env.get("PROPERTY_RUNS") ?? 150) },
  );
});

Deno.test("countBookings: eight who count at the same time count everything once", async () => {
  const app = await stage(), { kv } = app;
  const bookings = Array.from(
    { length: 300 },
    (_, n) => pendingBooking({ id: `booking-${n}`, createdAt: noon + n * HOUR }),
  );
  await storeBookings(kv, bookings);
  const counting = Array.from({ length: 8 }, async () => {
    while (await countSome(kv, ada().id, 7) !== "done");
  });
  await Promise.all(counting);
  assert.deepEqual(await storedCounts(kv, ada().id), countsOf(bookings, ada().zone));
  kv.close();
});

Deno.test("countBookings: more bookings of one day and event type than one record keeps", async () => {
  const app = await stage(), { kv } = app;
  const bookings = Array.from({ length: 2_300 }, (_, n) => pendingBooking({ id: `booking-${n}` }));
  await storeBookings(kv, bookings);
  while (await countBookings(app, ada().id));
  for (const [n, booking] of bookings.entries()) {
    if (n % 20 === 0) await storeBooking(kv, booking, { ...booking, status: "REJECTED" });
  }
  const rejected = bookings.map((booking, n): Booking =>
    n % 20 === 0 ? { ...booking, status: "REJECTED" } : booking
  );
  while (await countBookings(app, ada().id));
  assert.deepEqual(await storedCounts(kv, ada().id), countsOf(rejected, ada().zone));
  kv.close();
});

Deno.test("readCountedDays: what could not be counted in a moment is said", async () => {
  const app = await stage(), { kv } = app;
  await storeBookings(
    kv,
    Array.from(
      { length: 2_500 },
      (_, n) => pendingBooking({ id: `booking-${n}`, createdAt: noon + n * MINUTE }),
    ),
  );
  const first = await readCountedDays(app, ada().id, all);
  assert(first.uncounted > 0 && first.uncounted < 5_000);
  assert(requestsIn(first.days) >= 1_000 && requestsIn(first.days) < 2_500);
  while (await countBookings(app, ada().id));
  const last = await readCountedDays(app, ada().id, all);
  assert.equal(last.uncounted, 0);
  assert.equal(requestsIn(last.days), 2_500);
  assert.equal(last.zone, ada().zone);
  kv.close();
});

Deno.test("countBookings: nothing is counted for who was erased, and a booking that is gone counts no more", async () => {
  const app = await stage(), { kv } = app;
  const booking = pendingBooking();
  await storeBooking(kv, null, booking);
  await countBookings(app, ada().id);
  await kv.delete(keys.booking(booking.id));
  const { createdAt, type } = booking;
  await kv.set(keys.uncounted(ada().id, booking.id, "again"), { createdAt, typeId: type.id });
  await countBookings(app, ada().id);
  assert.deepEqual(await storedCounts(kv, ada().id), {});

  await storeBooking(kv, null, booking);
  await kv.delete(keys.host(ada().id));
  await countBookings(app, ada().id);
  assert.deepEqual(await storedCounts(kv, ada().id), {});
  const left = await Array.fromAsync(kv.list({ prefix: keys.uncountedOf(ada().id) }));
  assert.deepEqual(left, []);
  kv.close();
});
