import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import { countAgain, readCountingAgain } from "$lib/server/analytics/count-again.ts";
import { countBookings, countSome } from "$lib/server/analytics/count-bookings.ts";
import { readCountedDays } from "$lib/server/analytics/counted-days.ts";
import { keys } from "$lib/server/kv/keys.ts";
import {
  countsOf,
  requestsIn,
  storeBooking,
  storeBookings,
  storedCounts,
} from "../../support/counted-bookings.ts";
import { granted, refusal } from "../../support/granted.ts";
import { ada, noon, pendingBooking } from "../../support/sample-booking.ts";
import { testApp } from "../../support/test-app.ts";

const all = { from: "2000-01-01", to: "2100-01-01" };

/** Ada with bookings of forty days that are counted. */
async function stage() {
  const app = await testApp(), { kv } = app;
  await kv.set(keys.host(ada().id), ada());
  const bookings = Array.from(
    { length: 240 },
    (_, n) => pendingBooking({ id: `booking-${n}`, createdAt: noon + 4 * n * HOUR }),
  );
  await storeBookings(kv, bookings);
  while (await countBookings(app, ada().id));
  return { app, kv, bookings };
}

Deno.test("countAgain: counts that are wrong, missing or of nothing become those of the bookings", async () => {
  const { app, kv, bookings } = await stage();
  const must = countsOf(bookings, ada().zone);
  const days = await Array.fromAsync(kv.list({ prefix: keys.bookingDaysOf(ada().id) }));
  const counted = await Array.fromAsync(kv.list({ prefix: keys.allCountedBookings(ada().id) }));
  for (const { key } of days.slice(0, 3)) await kv.delete(key);
  await kv.set(days[5]!.key, days[20]!.value);
  await kv.set(keys.bookingDay(ada().id, "2020-02-02", "nothing"), days[20]!.value);
  for (const { key } of counted.slice(10, 13)) await kv.delete(key);
  assert.notDeepEqual(await storedCounts(kv, ada().id), must);

  const begun = await granted(countAgain(app, ada().id));
  assert.equal(begun.total, 240);
  while (await countBookings(app, ada().id));
  assert.deepEqual(await storedCounts(kv, ada().id), must);
  assert.equal(await readCountingAgain(kv, ada().id), null);
  assert.deepEqual(await Array.fromAsync(kv.list({ prefix: keys.allUncounted() })), []);
  kv.close();
});

Deno.test("countAgain: figures are exact at every step, with what changes meanwhile, and progress grows", async () => {
  const { app, kv, bookings } = await stage(), now: Booking[] = [...bookings];
  await countAgain(app, ada().id);
  const progress: number[] = [];
  for (let n = 0; await countSome(kv, ada().id, 7) !== "done"; n++) {
    const { days, uncounted } = await readCountedDays(app, ada().id, all);
    assert.equal(uncounted, 0);
    assert.equal(requestsIn(days), now.length);
    const again = await readCountingAgain(kv, ada().id);
    if (again) progress.push(again.done);
    if (n % 5 !== 0) continue;
    const was = now[n]!, is: Booking = { ...was, status: "REJECTED", revision: 2 };
    const made = pendingBooking({ id: `later-${n}`, createdAt: noon + n * HOUR });
    await storeBooking(kv, was, is);
    await storeBooking(kv, null, made);
    now[n] = is;
    now.push(made);
  }
  assert(progress.length > 30);
  assert.deepEqual(progress, progress.toSorted((a, b) => a - b));
  assert.equal(progress.at(-1), 240);
  assert.deepEqual(await storedCounts(kv, ada().id), countsOf(now, ada().zone));
  kv.close();
});

Deno.test("countAgain: asked twice it runs once; a move to another zone takes its place; not for who is erased", async () => {
  const { app, kv, bookings } = await stage();
  await countAgain(app, ada().id);
  await countSome(kv, ada().id, 50);
  const twice = await granted(countAgain(app, ada().id));
  assert(twice.done === 50);
  const zone = "Pacific/Kiritimati";
  await kv.set(keys.host(ada().id), ada({ zone }));
  assert.equal((await readCountedDays(app, ada().id, all)).zone, zone);
  while (await countBookings(app, ada().id));
  assert.deepEqual(await storedCounts(kv, ada().id), countsOf(bookings, zone));
  await kv.delete(keys.host(ada().id));
  assert.equal(refusal(await countAgain(app, ada().id)).code, "not-found");
  kv.close();
});
