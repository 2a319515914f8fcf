import assert from "node:assert/strict";
import { type Transition, transitionsIn, yearlyRule } from "$lib/icalendar/zone-transitions.ts";
import { HOUR } from "$lib/scheduling/durations.ts";

/** Changes at two in the morning of these dates, an hour forward. */
function changesOn(...dates: string[]): Transition[] {
  return dates.map((date) => ({ at: Date.parse(`${date}T02:00:00Z`), from: 0, to: 60 }));
}

Deno.test("yearlyRule: last Sundays, some of them the fourth and some the fifth", () => {
  const changes = changesOn("2026-10-25", "2027-10-31", "2028-10-29");
  assert.deepEqual(yearlyRule(changes), { month: 10, nth: -1, weekday: 0 });
});

Deno.test("yearlyRule: second Sundays", () => {
  const changes = changesOn("2026-03-08", "2027-03-14", "2028-03-12");
  assert.deepEqual(yearlyRule(changes), { month: 3, nth: 2, weekday: 0 });
});

Deno.test("yearlyRule: fourth Sundays, one of them the last", () => {
  const changes = changesOn("2026-10-25", "2027-10-24", "2028-10-22");
  assert.deepEqual(yearlyRule(changes), { month: 10, nth: 4, weekday: 0 });
});

Deno.test("yearlyRule: no rule where weekday, month, place, hour, year or offsets differ", () => {
  assert.equal(yearlyRule(changesOn("2026-03-27", "2027-03-27", "2028-03-27")), null, "a date");
  assert.equal(yearlyRule(changesOn("2026-03-29", "2027-04-25", "2028-03-26")), null, "month");
  assert.equal(yearlyRule(changesOn("2026-10-25", "2027-10-31", "2028-10-22")), null, "place");
  assert.equal(
    yearlyRule(changesOn("2026-03-29", "2028-03-26", "2029-03-25")),
    null,
    "a year left out",
  );
  const [first, second, third] = changesOn("2026-10-25", "2027-10-31", "2028-10-29") as [
    Transition,
    Transition,
    Transition,
  ];
  assert.equal(yearlyRule([first, { ...second, at: second.at + HOUR }, third]), null, "hour");
  assert.equal(yearlyRule([first, { ...second, to: 30 }, third]), null, "offset");
  assert.equal(yearlyRule([first, second]), null, "two make no rule");
});

Deno.test("transitionsIn: begins inside the span, ends before its end", () => {
  const change = Date.UTC(2026, 9, 25, 1);
  const found = (start: number, end: number) => transitionsIn("Europe/Berlin", { start, end });
  assert.deepEqual(found(change, change + 1), [{ at: change, from: 120, to: 60 }]);
  assert.deepEqual(found(change + 1, change + 2), []);
  assert.deepEqual(found(change - 1, change), []);
});
