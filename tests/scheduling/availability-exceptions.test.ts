import assert from "node:assert/strict";
import { bookingWindowEnd, openWindows, withoutClosures } from "$lib/scheduling/open-windows.ts";
import {
  closedTimesIn,
  type DateOverride,
  mergeHolidays,
} from "$lib/scheduling/availability-exceptions.ts";
import { HOUR } from "$lib/scheduling/durations.ts";

const none = { overrides: [], timeOff: [], holidays: [] };
const daily = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: 0, to: 300 }));

/** What is open on a date in a zone, as instants. */
function openOn(date: string, zone: string, overrides: DateOverride[], rules = daily): string[] {
  const closures = closedTimesIn({ ...none, overrides }, zone, date, date);
  return withoutClosures(openWindows(rules, zone, date, date, overrides), closures)
    .map(({ start, end }) =>
      [start, end].map((at) => new Date(at).toISOString().slice(5, 16)).join(" ")
    );
}

const block = (date: string, from: number, to: number): DateOverride => ({
  date,
  kind: "block",
  from,
  to,
});

Deno.test("a block over the hour that comes twice closes both of it", () => {
  assert.deepEqual(openOn("2026-10-25", "Europe/Berlin", [block("2026-10-25", 120, 180)]), [
    "10-24T22:00 10-25T00:00",
    "10-25T02:00 10-25T04:00",
  ]);
});

Deno.test("a block until a time that comes twice reaches to the second", () => {
  assert.deepEqual(openOn("2026-10-25", "Europe/Berlin", [block("2026-10-25", 60, 150)]), [
    "10-24T22:00 10-24T23:00",
    "10-25T01:30 10-25T04:00",
  ]);
});

Deno.test("a block over the hour that is skipped closes nothing beside it", () => {
  assert.deepEqual(openOn("2027-03-28", "Europe/Berlin", [block("2027-03-28", 120, 180)]), [
    "03-27T23:00 03-28T03:00",
  ]);
});

Deno.test("a block wins over what is added at the same time, in whatever order they stand", () => {
  const add: DateOverride = { date: "2026-11-02", kind: "add", from: 300, to: 480 };
  const both = [add, block("2026-11-02", 240, 420)];
  const expected = ["11-02T00:00 11-02T04:00", "11-02T07:00 11-02T08:00"];
  assert.deepEqual(openOn("2026-11-02", "UTC", both), expected);
  assert.deepEqual(openOn("2026-11-02", "UTC", both.toReversed()), expected);
});

Deno.test("hours in place of the weekly ones: added time joins them, blocked time is taken from them", () => {
  const replace = (from: number, to: number): DateOverride => ({
    ...block("2026-11-02", from, to),
    kind: "replace",
  });
  const noon = replace(720, 780);
  assert.deepEqual(openOn("2026-11-02", "UTC", [noon]), ["11-02T12:00 11-02T13:00"]);
  assert.deepEqual(openOn("2026-11-03", "UTC", [noon]), ["11-03T00:00 11-03T05:00"]);
  const add: DateOverride = { ...replace(1200, 1260), kind: "add" };
  const all = [replace(900, 960), add, noon, block("2026-11-02", 750, 930)];
  const expected = [
    "11-02T12:00 11-02T12:30",
    "11-02T15:30 11-02T16:00",
    "11-02T20:00 11-02T21:00",
  ];
  assert.deepEqual(openOn("2026-11-02", "UTC", all), expected);
  assert.deepEqual(openOn("2026-11-02", "UTC", all.toReversed()), expected);
  assert.deepEqual(openOn("2026-11-02", "UTC", [noon], []), ["11-02T12:00 11-02T13:00"]);
});

Deno.test("days off close whole dates of the zone, of 23 and of 25 hours", () => {
  const timeOff = [{ id: "1", first: "2026-10-25", last: "2026-10-25", name: "" }];
  const [closure] = closedTimesIn(
    { ...none, timeOff },
    "Europe/Berlin",
    "2026-10-24",
    "2026-10-26",
  );
  assert.equal((closure!.end - closure!.start) / HOUR, 25);
});

Deno.test("closedTimesIn includes time off that reaches beyond both ends of the span", () => {
  const timeOff = [{ id: "1", first: "2026-01-01", last: "2026-12-31", name: "" }];
  assert.equal(closedTimesIn({ ...none, timeOff }, "UTC", "2026-06-01", "2026-06-02").length, 1);
  assert.equal(closedTimesIn({ ...none, timeOff }, "UTC", "2027-01-01", "2027-01-02").length, 0);
});

Deno.test("mergeHolidays preserves the name that a date already has", () => {
  const mine = [{ date: "2026-12-25", name: "Christmas" }];
  const more = [{ date: "2026-12-25", name: "Weihnachten" }, { date: "2026-12-24", name: "Eve" }];
  assert.deepEqual(mergeHolidays(mine, more), [more[1], mine[0]]);
});

Deno.test("bookingWindowEnd ends with a last date, a year ahead at the most", () => {
  const now = Date.parse("2026-11-01T12:00Z");
  const end = (bookingWindowUntil: string | null) =>
    new Date(bookingWindowEnd({ bookingWindowDays: 2, bookingWindowUntil }, now, "Europe/Berlin"))
      .toISOString();
  assert.equal(end(null), "2026-11-03T23:00:00.000Z");
  assert.equal(end("2026-11-20"), "2026-11-20T23:00:00.000Z");
  assert.equal(end("2030-01-01"), "2027-11-01T23:00:00.000Z");
});
