import assert from "node:assert/strict";
import { HOUR } from "$lib/scheduling/durations.ts";
import {
  addMonths,
  isDate,
  isMonth,
  monthAt,
  slotsByDate,
  toWeeks,
  weeksOf,
} from "$lib/scheduling/month.ts";

Deno.test("isDate refuses dates that do not exist", () => {
  assert.ok(isDate("2028-02-29"));
  for (const text of ["2027-02-29", "2026-13-01", "2026-1-1", "", "2026-04-31", "20261-01-01"]) {
    assert.equal(isDate(text), false, text);
  }
  assert.ok(isMonth("2026-12"));
  assert.equal(isMonth("2026-00"), false);
});

Deno.test("addMonths goes over the ends of years", () => {
  assert.equal(addMonths("2026-12", 1), "2027-01");
  assert.equal(addMonths("2026-01", -1), "2025-12");
  assert.equal(addMonths("2026-03", -15), "2024-12");
});

Deno.test("monthAt is the month of the zone", () => {
  const instant = Date.parse("2026-11-30T23:30:00Z");
  assert.equal(monthAt(instant, "Europe/Berlin"), "2026-12");
  assert.equal(monthAt(instant, "America/New_York"), "2026-11");
});

Deno.test("byDate sorts starts into the dates of the zone and loses none of its month", () => {
  const starts = ["2026-10-24T22:00:00Z", "2026-10-25T01:30:00Z", "2026-10-25T22:59:00Z"]
    .map((text) => Date.parse(text));
  const october = { first: "2026-10-01", last: "2026-10-31" };
  const days = slotsByDate(october, "Europe/Berlin", starts);
  assert.equal(days.length, 31);
  assert.deepEqual(days.filter((day) => day.starts.length).map((day) => day.date), ["2026-10-25"]);
  assert.equal(days[24]!.end - days[24]!.start, 25 * HOUR);

  const west = slotsByDate(october, "America/New_York", starts);
  assert.deepEqual(
    west.filter((day) => day.starts.length).map((day) => [day.date, day.starts.length]),
    [["2026-10-24", 2], ["2026-10-25", 1]],
  );
});

Deno.test("byDate gives no start to a date that the zone skipped", () => {
  const day = slotsByDate({ first: "2011-12-01", last: "2011-12-31" }, "Pacific/Apia", [
    Date.parse("2011-12-30T10:00:00Z"),
  ]);
  assert.deepEqual(day.find((one) => one.date === "2011-12-30")?.starts, []);
  assert.equal(day.find((one) => one.date === "2011-12-31")?.starts.length, 1);
});

Deno.test("toWeeks begins weeks on Monday and fills both ends", () => {
  const weeks = toWeeks(slotsByDate({ first: "2026-11-01", last: "2026-11-30" }, "UTC", []));
  assert.equal(weeks.length, 6);
  assert.equal(weeks[0]!.findIndex((cell) => cell !== null), 6);
  assert.ok(weeks.every((week) => week.length === 7));
});

Deno.test("weeksOf begins with the current week, and shows whole weeks of other months", () => {
  const november = { first: "2026-10-26", last: "2026-12-06" };
  assert.deepEqual(weeksOf("2026-11", "2026-10-31"), november);
  assert.deepEqual(weeksOf("2026-11", "2026-11-01"), november);
  assert.deepEqual(weeksOf("2026-11", "2026-11-02"), { ...november, first: "2026-11-02" });
  assert.deepEqual(weeksOf("2027-02", "2026-11-02"), { first: "2027-02-01", last: "2027-02-28" });
});

Deno.test("weeksOf shows four weeks at the end of a month, of the next one as well", () => {
  assert.deepEqual(weeksOf("2026-11", "2026-11-30"), { first: "2026-11-30", last: "2026-12-27" });
  assert.deepEqual(weeksOf("2026-12", "2026-11-30"), { first: "2026-11-30", last: "2027-01-03" });
});
