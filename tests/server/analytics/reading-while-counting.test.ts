import assert from "node:assert/strict";
import { HOUR } from "$lib/scheduling/durations.ts";
import { countBookings, countSome } from "$lib/server/analytics/count-bookings.ts";
import { readCountedDays } from "$lib/server/analytics/counted-days.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { alteredStore } from "../../support/altered-store.ts";
import { requestsIn, storeBookings } from "../../support/counted-bookings.ts";
import { ada, noon, pendingBooking } from "../../support/sample-booking.ts";
import { testApp } from "../../support/test-app.ts";

const all = { from: "2000-01-01", to: "2100-01-01" };

/** The store with some bookings, and one that counts a few of them each time that days are listed. */
async function stage(countsDuring: number) {
  const app = await testApp(), { kv } = app;
  await kv.set(keys.host(ada().id), ada());
  const bookings = Array.from(
    { length: 30 },
    (_, n) => pendingBooking({ id: `booking-${n}`, createdAt: noon + n * HOUR }),
  );
  await storeBookings(kv, bookings.slice(0, 10));
  while (await countBookings(app, ada().id));
  await storeBookings(kv, bookings.slice(10));
  let left = countsDuring;
  const list: Deno.Kv["list"] = (selector, options) => {
    const isOfDays = "start" in selector && selector.start[0] === "booking_day";
    const found = kv.list(selector, options);
    if (!isOfDays || left-- <= 0) return found as never;
    return (async function* () {
      await countSome(kv, ada().id, 3);
      yield* found;
    })() as never;
  };
  return { kv, reader: { kv: alteredStore(kv, { list }) } };
}

Deno.test("readCountedDays: exact while others count in between", async () => {
  const { kv, reader } = await stage(2);
  const { days, uncounted } = await readCountedDays(reader, ada().id, all);
  assert.equal(requestsIn(days), 30);
  assert.equal(uncounted, 0);
  kv.close();
});

Deno.test("readCountedDays: where others never stop counting, it says that it may not be exact", async () => {
  const { kv, reader } = await stage(Infinity);
  const { uncounted } = await readCountedDays(reader, ada().id, all);
  assert.equal(uncounted, 1);
  kv.close();
});
