import assert from "node:assert/strict";
import { contributionOf } from "$lib/scheduling/booking-contribution.ts";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import { countStep, newVisitDay } from "$lib/scheduling/visit-day.ts";
import { Temporal } from "$lib/scheduling/temporal.ts";
import { countBookings } from "$lib/server/analytics/count-bookings.ts";
import { readCountedDays } from "$lib/server/analytics/counted-days.ts";
import { hasFigures } from "$lib/server/analytics/read-figures.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { purgeCounts } from "$lib/server/records/purge-counts.ts";
import { listRotationDays } from "$lib/server/store/rotation-days.ts";
import { addVisits } from "$lib/server/store/visit-days.ts";
import { requestsIn, storeBooking, storeBookings } from "../../support/counted-bookings.ts";
import { ada, noon, pendingBooking } from "../../support/sample-booking.ts";
import { testApp } from "../../support/test-app.ts";

const all = { from: "2000-01-01", to: "2100-01-01" };

async function stage(zone = ada().zone) {
  const app = await testApp();
  await app.kv.set(keys.host(ada().id), ada({ zone }));
  return app;
}

Deno.test("contributionOf: what became of a request, by the record alone", () => {
  const of = (change: Parameters<typeof pendingBooking>[0]) =>
    contributionOf(pendingBooking(change), "UTC")!;
  assert.deepEqual(of({}).outcomes, []);
  assert.equal(of({}).ends, null);
  const confirmed = of({ status: "CONFIRMED", decidedAt: noon + 5 * HOUR });
  assert.deepEqual(confirmed.outcomes, ["confirmed"]);
  assert.equal(confirmed.ends, "2026-11-26");
  assert.equal(confirmed.decided, 2);
  assert.equal(confirmed.lead, 2);
  assert.equal(confirmed.hour, 3 * 24 + 13);
  assert.deepEqual(of({ status: "CONFIRMED", noShowAt: noon }).outcomes, ["confirmed", "noShow"]);
  assert.equal(of({ status: "CONFIRMED", noShowAt: noon }).ends, null);
  assert.deepEqual(of({ status: "REJECTED" }).outcomes, ["declined"]);
  const ended = (
    endReason: "expired" | "withdrawn" | "cancelled",
    changedBy: "guest" | "calendar" | "time",
  ) => of({ status: "CANCELLED", endReason, changedBy }).outcomes;
  assert.deepEqual(ended("expired", "time"), ["expired"]);
  assert.deepEqual(ended("withdrawn", "guest"), ["withdrawn"]);
  assert.deepEqual(ended("cancelled", "guest"), ["confirmed", "cancelledByGuest"]);
  assert.deepEqual(ended("cancelled", "calendar"), ["confirmed", "cancelledByHost"]);
  assert.deepEqual(of({ moves: 2 }).outcomes, ["rescheduled"]);
  assert.equal(contributionOf(pendingBooking({ isTest: true }), "UTC"), null);
  assert.equal(contributionOf(pendingBooking({ emailUnverified: true }), "UTC"), null);
});

Deno.test("contributionOf: the date and hour of a zone, on days of 23, 24 and 25 hours", () => {
  const dateIn = (createdAt: number, zone: string) =>
    contributionOf(pendingBooking({ createdAt }), zone)!.date;
  // The clocks of New York went back on 1 November 2026, those of Lord Howe forward on 4 October by half an hour.
  const cases: [string, string][] = [
    ["America/New_York", "2026-11-01"],
    ["Australia/Lord_Howe", "2026-10-04"],
    ["America/Havana", "2026-03-08"],
    ["Europe/Berlin", "2026-03-29"],
    ["Pacific/Kiritimati", "2026-03-29"],
  ];
  for (const [zone, date] of cases) {
    const start = Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;
    const end =
      Temporal.PlainDate.from(date).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
    assert.equal(dateIn(start, zone), date, zone);
    assert.equal(dateIn(end - 1, zone), date, zone);
    assert.notEqual(dateIn(start - 1, zone), date, zone);
    assert.notEqual(dateIn(end, zone), date, zone);
    const hours = Array.from(
      { length: (end - start) / HOUR },
      (_, n) => contributionOf(pendingBooking({ start: start + n * HOUR }), zone)!.hour % 24,
    );
    assert.equal(
      hours[0],
      Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(zone).hour,
    );
    assert(hours.every((hour, n) => n === 0 || hour >= hours[n - 1]!), zone);
  }
});

Deno.test("readCountedDays: an owner who moves to another zone has all dates of that zone", async () => {
  const app = await stage("Pacific/Kiritimati"), { kv } = app;
  await storeBookings(kv, [
    pendingBooking({ id: "one" }),
    pendingBooking({ id: "two", createdAt: noon + 6 * HOUR }),
  ]);
  const before = await readCountedDays(app, ada().id, all);
  assert.deepEqual(before.days.map(({ date }) => date), ["2026-11-25"]);
  await countBookings(app, ada().id);
  await kv.set(keys.host(ada().id), ada({ zone: "America/Los_Angeles" }));
  const after = await readCountedDays(app, ada().id, all);
  assert.deepEqual(after.days.map(({ date }) => date), ["2026-11-24"]);
  assert.equal(requestsIn(after.days), 2);
  assert.equal(after.zone, "America/Los_Angeles");
  kv.close();
});

Deno.test("readCountedDays: views of people in the owner's zone are all that are in no other", async () => {
  const app = await stage(), { kv } = app;
  const visits = newVisitDay();
  const step = { typeId: "t1", source: "page", step: "view" } as const;
  countStep(visits, step, 5);
  countStep(visits, { ...step, source: "api" }, 3);
  visits.by.zoneOffset = { "+09:00": 2, "+01:00": 1 };
  await addVisits(kv, "instance", { ownerId: ada().id, date: "2026-11-24", visits, batch: 1 });
  const { days: [day] } = await readCountedDays(app, ada().id, all);
  assert.deepEqual(day!.visits.by.zoneOffset, { "+09:00": 2, "+01:00": 3 });
  assert.deepEqual(day!.bookings, {});
  kv.close();
});

Deno.test("readCountedDays: dates of the range alone, both included", async () => {
  const app = await stage(), { kv } = app;
  await storeBookings(
    kv,
    [0, 1, 2, 3].map((n) => pendingBooking({ id: `booking-${n}`, createdAt: noon + n * DAY })),
  );
  const { days } = await readCountedDays(app, ada().id, { from: "2026-11-25", to: "2026-11-26" });
  assert.deepEqual(days.map(({ date }) => date), ["2026-11-25", "2026-11-26"]);
  kv.close();
});

Deno.test("hasFigures: one record tells, however many there are; a request that is not counted yet, too", async () => {
  const app = await stage(), { kv } = app, today = "2026-11-25";
  assert.equal(await hasFigures(app, ada().id, today), false);
  await storeBookings(kv, [0, 1, 2].map((n) => pendingBooking({ id: `booking-${n}` })));
  assert.equal(await hasFigures(app, ada().id, today), true);
  await countBookings(app, ada().id);
  const lists: (number | undefined)[] = [];
  const { list } = kv;
  kv.list = (selector, options) => {
    lists.push(options?.limit);
    return list.call(kv, selector, options) as never;
  };
  assert.equal(await hasFigures(app, ada().id, today), true);
  assert.deepEqual(lists, [1]);
  kv.close();
});

Deno.test("purgeCounts: 25 months are kept, and what is older counts no more, whatever becomes of it", async () => {
  const app = await stage(), { kv } = app, old = Date.UTC(2024, 8, 30, 12);
  const first = pendingBooking({ id: "old", createdAt: old });
  await storeBookings(kv, [first, pendingBooking({ id: "kept", createdAt: old + DAY })]);
  for (const [n, date] of ["2024-09-30", "2024-10-01"].entries()) {
    const visits = newVisitDay();
    countStep(visits, { typeId: "t1", source: "page", step: "view" });
    await addVisits(kv, "instance", { ownerId: ada().id, date, visits, batch: n + 1 });
    await kv.set(keys.rotationDay(ada().id, date, "t1"), { ada: [1, 0, 0, 0, 0, 0, 0, 0] });
  }
  await countBookings(app, ada().id);
  await purgeCounts(kv, ada().id, Date.UTC(2026, 10, 1, 12));
  const datesLeft = async () => {
    const { days } = await readCountedDays(app, ada().id, all);
    return days.map((
      { date, bookings, visits },
    ) => [date, Object.keys(bookings).length, Object.keys(visits.types).length]);
  };
  assert.deepEqual(await datesLeft(), [["2024-10-01", 1, 1]]);
  const rotations = await listRotationDays(kv, ada().id, { from: "2024-01-01", to: "2024-10-01" });
  assert.deepEqual(rotations.map(({ date }) => date), ["2024-10-01"]);
  await storeBooking(kv, first, { ...first, status: "REJECTED", revision: 2 });
  assert.deepEqual(await datesLeft(), [["2024-10-01", 1, 1]]);
  await kv.set(keys.host(ada().id), ada({ zone: "Pacific/Kiritimati" }));
  await countBookings(app, ada().id);
  await kv.set(keys.host(ada().id), ada());
  assert.deepEqual(await datesLeft(), [["2024-10-01", 1, 1]]);
  kv.close();
});
