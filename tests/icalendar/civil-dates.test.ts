import assert from "node:assert/strict";
import fc from "fast-check";
import {
  dayNumberOf,
  daysInMonth,
  daysInYear,
  monthOf,
  yearOf,
} from "$lib/icalendar/civil-dates.ts";
import { DAY } from "$lib/scheduling/durations.ts";

Deno.test("civil dates: days from the year 0 to 9999 have the year, month and number of a Date", () => {
  const date = new Date(0);
  const last = Date.UTC(9999, 11, 31) / DAY;
  for (let day = date.setUTCFullYear(0, 0, 1) / DAY; day <= last; day += 3) {
    date.setTime(day * DAY);
    const year = date.getUTCFullYear(), month = date.getUTCMonth();
    if (monthOf(day) !== year * 12 + month || yearOf(day) !== year) assert.fail(`month of ${day}`);
    if (dayNumberOf(year, month + 1, date.getUTCDate()) !== day) assert.fail(`day of ${day}`);
  }
});

Deno.test("civil dates: a month or date that a year does not have counts on, as in a Date", () => {
  const number = (min: number, max: number) => fc.integer({ min, max });
  fc.assert(
    fc.property(number(-400, 9999), number(-20, 40), number(-40, 400), (year, month, at) => {
      const date = new Date(0);
      assert.equal(dayNumberOf(year, month, at), date.setUTCFullYear(year, month - 1, at) / DAY);
    }),
  );
});

Deno.test("civil dates: a year and a month have as many days as they have", () => {
  assert.deepEqual([1900, 2000, 2024, 2026].map(daysInYear), [365, 366, 366, 365]);
  assert.deepEqual([1900, 2000, 2024, 2026].map((year) => daysInMonth(year, 2)), [28, 29, 29, 28]);
  assert.equal(daysInMonth(2026, 12), 31);
});
