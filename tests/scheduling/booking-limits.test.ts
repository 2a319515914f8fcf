import assert from "node:assert/strict";
import {
  type BookingLimits,
  fullPeriods,
  limitSpan,
  noBookingLimits,
} from "$lib/scheduling/booking-limits.ts";
import type { Hold } from "$lib/scheduling/holds.ts";

const at = (iso: string) => Date.parse(iso);

function held(start: string, given: Partial<Hold> = {}): Hold {
  const hold = {
    slot: start,
    bookingIds: [],
    typeId: "t",
    bufferBefore: 0,
    bufferAfter: 0,
    expiresAt: null,
  };
  return { ...hold, start: at(start), end: at(start) + 1_800_000, ...given };
}

function full(holds: Hold[], caps: Partial<BookingLimits>, zone = "Europe/Berlin", now = 0) {
  return fullPeriods(holds, { ...noBookingLimits, ...caps }, "type", zone, now)
    .map(({ start, end }) => [start, end].map((each) => new Date(each).toISOString()));
}

Deno.test("fullPeriods: weeks run from Monday to Sunday in the host's zone", () => {
  // Sunday, a minute before midnight in Berlin.
  assert.deepEqual(full([held("2026-11-08T22:59Z")], { week: 1 }), [
    ["2026-11-01T23:00:00.000Z", "2026-11-08T23:00:00.000Z"],
  ]);
  assert.deepEqual(full([held("2026-11-08T23:00Z")], { week: 1 }), [
    ["2026-11-08T23:00:00.000Z", "2026-11-15T23:00:00.000Z"],
  ]);
});

Deno.test("fullPeriods: a month and a day are those of the host's zone, over a change of clocks too", () => {
  assert.deepEqual(full([held("2026-10-31T23:30Z")], { month: 1 }), [
    ["2026-10-31T23:00:00.000Z", "2026-11-30T23:00:00.000Z"],
  ]);
  assert.deepEqual(full([held("2026-10-25T22:30Z")], { day: 1 }), [
    ["2026-10-24T22:00:00.000Z", "2026-10-25T23:00:00.000Z"],
  ]);
});

Deno.test("fullPeriods: a limit is reached by as many meetings, not before", () => {
  const two = [held("2026-11-02T09:00Z"), held("2026-11-02T12:00Z")];
  assert.equal(full(two, { day: 3 }).length, 0);
  assert.equal(full(two, { day: 2 }).length, 1);
});

Deno.test("fullPeriods: a meeting that is rescheduled within its day counts once, to another day in both", () => {
  const own = held("2026-11-02T09:00Z", { slot: "a" });
  const near = held("2026-11-02T15:00Z", { slot: "a:reschedule" });
  const far = held("2026-11-03T15:00Z", { slot: "a:reschedule" });
  assert.equal(full([own, near], { day: 2 }).length, 0);
  assert.equal(full([own, far], { day: 1 }).length, 2);
});

Deno.test("fullPeriods: a request past its deadline counts no more", () => {
  const requested = held("2026-11-02T09:00Z", { expiresAt: at("2026-11-01T12:00Z") });
  assert.equal(full([requested], { day: 1 }, "UTC", at("2026-11-01T11:59Z")).length, 1);
  assert.equal(full([requested], { day: 1 }, "UTC", at("2026-11-01T12:00Z")).length, 0);
});

Deno.test("limitSpan reaches over every day, week and month that a window touches", () => {
  const window = { start: at("2026-11-30T12:00Z"), end: at("2026-12-01T12:00Z") };
  assert.deepEqual(limitSpan(window, "UTC"), {
    start: at("2026-11-01T00:00Z"),
    end: at("2027-01-01T00:00Z"),
  });
});
