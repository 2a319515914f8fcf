import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type CountedDay,
  countedSources,
  OTHER_VALUE,
  viewDimensions,
} from "$lib/scheduling/counted-days.ts";
import { datesBetween } from "$lib/scheduling/day.ts";
import { FEWEST_GUESTS as ENOUGH } from "$lib/scheduling/enough-guests.ts";
import { type FigureQuery, figuresOf } from "$lib/scheduling/figures/figures.ts";
import { lengthOf, usualUnit } from "$lib/scheduling/figures/periods.ts";
import { anyDays } from "../../support/counted-bookings.ts";

const first = "2026-02-15", dates = { from: "2026-03-12", to: "2026-03-31" };
const query: FigureQuery = {
  dates,
  choice: { typeId: null, source: null },
  unit: "week",
  firstWeekday: 1,
  today: "2026-04-02",
};
const anyQuery = fc.record({
  dates: fc.constant(dates),
  choice: fc.record({
    typeId: fc.constantFrom(null, "intro", "coffee"),
    source: fc.constantFrom(null, ...countedSources),
  }),
  unit: fc.constantFrom("day" as const, "week" as const, "month" as const),
  firstWeekday: fc.constantFrom(1, 6, 7),
  today: fc.constantFrom("2026-03-31", "2026-04-20"),
});

/** Every booking count that a question chooses, one after the other. */
function chosen(
  days: CountedDay[],
  { choice: { typeId, source } }: FigureQuery,
  from: string,
  to: string,
) {
  const found = [];
  for (const day of days) {
    if (day.date < from || day.date > to) continue;
    for (const [type, sources] of Object.entries(day.bookings)) {
      for (const [name, counts] of Object.entries(sources)) {
        if ((typeId ?? type) === type && (source ?? name) === name) found.push(counts);
      }
    }
  }
  return found;
}

const total = (numbers: readonly number[]) => numbers.reduce((sum, n) => sum + n, 0);

Deno.test("figures: each adds up to what was counted in the dates", () => {
  fc.assert(fc.property(anyDays(first, 45), anyQuery, (days, asked) => {
    const figures = figuresOf(days, asked);
    const all = chosen(days, asked, dates.from, dates.to);
    const earlier = chosen(days, asked, "2026-02-20", "2026-03-11");
    const requested = total(all.map((each) => each.requested));
    assert.equal(figures.totals.requested, requested);
    assert.equal(figures.totals.before, total(earlier.map((each) => each.requested)));
    assert.equal(total(figures.periods.map((row) => row.requested)), requested);
    assert.equal(total(figures.periods.map((row) => row.before)), figures.totals.before);
    assert.equal(
      total(figures.hours.map(({ bookings }) => bookings)),
      total(all.flatMap(({ hours }) => Object.values(hours))),
    );
    assert.equal(
      total(figures.leadTimes.map(({ bookings }) => bookings)),
      total(all.flatMap(({ lead }) => lead)),
    );
    assert.equal(total(figures.sources.map((row) => row.requested)), requested);
    assert.equal(total(figures.eventTypes.map((row) => row.requested)), requested);
    const ends = figures.outcomes.filter(({ of }) => of === "requested");
    assert.equal(total(ends.map(({ count }) => count)), requested);
  }));
});

Deno.test("figures: periods have every date once, and begin where weeks of the reader do", () => {
  fc.assert(fc.property(anyQuery, (asked) => {
    const { periods } = figuresOf([], asked);
    const all = periods.flatMap(({ from, to }) => datesBetween(from, to));
    assert.deepEqual(all, datesBetween(dates.from, dates.to));
  }));
  const { periods } = figuresOf([], { ...query, firstWeekday: 6 });
  assert.deepEqual(periods.map(({ from }) => from), [
    "2026-03-12",
    "2026-03-14",
    "2026-03-21",
    "2026-03-28",
  ]);
});

Deno.test("figures: fewer than three views are never told apart by anything of their guests", () => {
  fc.assert(fc.property(anyDays(first, 45), anyQuery, (days, asked) => {
    const { visitors, sources, eventTypes, funnel } = figuresOf(days, asked);
    for (const dimension of viewDimensions) {
      const counted = total(
        days.filter(({ date }) => dates.from <= date && date <= dates.to)
          .flatMap(({ visits }) => Object.values(visits.by[dimension] ?? {})),
      );
      const rows = visitors[dimension];
      for (const { views } of rows) assert.ok(views === null || views >= ENOUGH, `${views}`);
      const untold = rows.filter(({ views }) => views === null);
      assert.ok(untold.every(({ value }) => value === OTHER_VALUE) && untold.length <= 1);
      const told = total(rows.map(({ views }) => views ?? 0));
      // What is left out cannot be had by subtracting either.
      assert.ok(untold.length === 0 ? told === counted : counted < ENOUGH, `${told} ${counted}`);
    }
    for (const { views } of sources) assert.ok(views === null || views === 0 || views >= ENOUGH);
    if (asked.choice.source !== null) {
      const shown = [
        ...eventTypes.map(({ views }) => views),
        ...funnel.slice(0, 3).map(({ count }) => count),
      ];
      assert.ok(shown.every((n) => n === null || n === 0 || n >= ENOUGH));
    }
  }));
});

Deno.test("figures: one hidden source of two cannot be had from the sum", () => {
  const day: CountedDay = {
    date: dates.from,
    visits: { types: { intro: { page: [9], widget: [5], "private-link": [1] } }, by: {} },
    bookings: {},
  };
  const { sources } = figuresOf([day], query);
  const views = Object.fromEntries(sources.map(({ source, views }) => [source, views]));
  assert.deepEqual([views["page"], views["widget"], views["private-link"], views["api"]], [
    9,
    null,
    null,
    0,
  ]);
});

Deno.test("figures: a meeting took place when its date is over, and no step has a share above one", () => {
  const counts = {
    requested: 4,
    confirmed: 3,
    declined: 1,
    expired: 0,
    withdrawn: 0,
    cancelledByGuest: 0,
    cancelledByHost: 0,
    rescheduled: 0,
    noShow: 0,
    ends: { "2026-04-01": 1, "2026-04-02": 2 },
    hours: { 9: 4 },
    lead: [0, 0, 1, 2, 1, 0, 0],
    decided: [4, 0, 0, 0, 0],
    members: {},
  };
  const day: CountedDay = {
    date: dates.from,
    visits: { types: { intro: { page: [3, 2, 2, 2] } }, by: {} },
    bookings: { intro: { page: counts, host: counts } },
  };
  const { funnel, leadTimes, outcomes } = figuresOf([day], query);
  assert.deepEqual(funnel.map(({ count }) => count), [3, 2, 2, 4, 3, 1]);
  assert.deepEqual(funnel.map(({ share }) => share), [null, 2 / 3, 1, null, 3 / 4, 1 / 3]);
  assert.deepEqual(leadTimes.map(({ isMedian }) => isMedian).indexOf(true), 3);
  assert.equal(outcomes.find(({ outcome }) => outcome === "declined")?.share, 1 / 4);
});

Deno.test("periods: days for a month, weeks for half a year, months for a year", () => {
  const units = [7, 30, 90, 180, 365].map((days) =>
    usualUnit({ from: "2026-01-01", to: dateOf(days) })
  );
  assert.deepEqual(units, ["day", "day", "week", "week", "month"]);
  assert.equal(lengthOf({ from: "2026-01-01", to: dateOf(365) }), 365);
});

function dateOf(day: number): string {
  return datesBetween("2026-01-01", "2026-12-31")[day - 1]!;
}
