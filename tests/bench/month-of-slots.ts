/** Slots of a month, a year and a day beside one plain pass over sorted arrays; hours and rules beside a zoned time for each slot. */
import { openWindowsOver, withoutClosures } from "$lib/scheduling/open-windows.ts";
import { fullPeriods } from "$lib/scheduling/booking-limits.ts";
import { addDays } from "$lib/scheduling/day.ts";
import { closedTimesIn } from "$lib/scheduling/availability-exceptions.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import { defaultWeeklyHours } from "$lib/scheduling/availability-schedule.ts";
import { computeSlots, type SlotQuery } from "$lib/scheduling/slots.ts";
import { unlimitedQuery } from "../support/unlimited-query.ts";
import { type Measured, median } from "./bench-table.ts";

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const zone = "Europe/Berlin";
const now = Date.UTC(2026, 9, 1);
const window = { start: now, end: now + 31 * DAY };

export function measureSlots(): Measured[] {
  const naive = { what: "a zoned time per slot", value: time(() => naiveMonth(), 5) };
  return [
    beside("slots of a month, 60 busy spans", question(31, 60), 0.06),
    beside("slots of a month, 2,000 busy spans", question(31, 2000), 0.2),
    beside("slots of 366 days, every 5 minutes", question(366, 720, 5), 3),
    dayOfAYear(),
    {
      what: "the question of a month under every rule, and its slots",
      value: time(() => computeSlots(underRules()), 200),
      unit: "ms",
      baseline: naive,
      aim: { most: 0.3, of: "value" as const },
    },
    {
      what: "open hours of a month, from the rules",
      value: time(() => openWindowsOver(defaultWeeklyHours, zone, window, 30), 50),
      unit: "ms",
      baseline: naive,
      aim: { most: 0.01, of: "ratio" },
    },
  ];
}

/** A question beside the plain pass, which must find the same starts. */
function beside(what: string, query: SlotQuery, most: number): Measured {
  if (String(computeSlots(query)) !== String(plainPass(query))) {
    console.warn(`${what}: the plain pass finds other starts`);
  }
  return {
    what,
    value: time(() => computeSlots(query), 200),
    unit: "ms",
    baseline: { what: "one plain pass", value: time(() => plainPass(query), 200) },
    aim: { most, of: "value" },
  };
}

/** One day asked for beside the year that it lies in, with the hours and the busy time of the whole year in both. */
function dayOfAYear(): Measured {
  const year = question(366, 720, 5);
  const start = now + 102 * DAY;
  const day = { ...year, window: { start, end: start + DAY } };
  return {
    what: "slots of one day out of 366",
    value: time(() => computeSlots(day), 200),
    unit: "ms",
    baseline: { what: "all of them", value: time(() => computeSlots(year), 200) },
    aim: { most: 0.03, of: "ratio" },
  };
}

function question(days: number, busy: number, slotIntervalMinutes = 15): SlotQuery {
  const span = { start: now, end: now + days * DAY };
  const blocked = Array.from({ length: busy }, (_, i) => {
    const start = span.start + Math.floor(i * (days * DAY) / busy / MINUTE) * MINUTE;
    return { start, end: start + 20 * MINUTE };
  });
  return {
    ...unlimitedQuery,
    windows: openWindowsOver(defaultWeeklyHours, zone, span, 30),
    minutes: 30,
    slotIntervalMinutes,
    bufferBefore: 0,
    bufferAfter: 0,
    busy: blocked,
    holds: [],
    now,
    earliest: now + 1,
    window: span,
  };
}

/** The least that any program must do: windows and busy spans walked side by side, without holds, buffers and limits. */
function plainPass({ windows, busy, minutes, slotIntervalMinutes, window }: SlotQuery): number[] {
  const length = minutes * MINUTE, step = slotIntervalMinutes * MINUTE;
  const starts: number[] = [];
  let next = 0;
  for (const open of windows) {
    for (let at = open.start; at + length <= open.end; at += step) {
      while (next < busy.length && busy[next]!.end <= at) next++;
      const isBusy = next < busy.length && busy[next]!.start < at + length;
      if (!isBusy && at > window.start && at < window.end) starts.push(at);
    }
  }
  return starts;
}

/** Hours with closed dates and days off, 60 meetings counted against limits, 60 busy spans: put together anew each time. */
function underRules(): SlotQuery {
  const closures = closedTimesIn(exceptions, zone, "2026-10-01", "2026-11-01");
  const open = openWindowsOver(defaultWeeklyHours, zone, window, 30, exceptions.overrides);
  return {
    ...question(31, 60),
    closures,
    windows: withoutClosures(open, closures),
    fullPeriods: fullPeriods(meetings, { day: 4, week: 12, month: 50 }, "host", zone, now),
  };
}

const exceptions = {
  overrides: Array.from({ length: 20 }, (_, i) => ({
    date: addDays("2026-10-01", i),
    kind: i % 3 ? "block" as const : "add" as const,
    from: 720,
    to: 1200,
  })),
  timeOff: [{ id: "1", first: "2026-10-12", last: "2026-10-14", name: "" }],
  holidays: [{ date: "2026-10-03", name: "" }],
};

const meetings: Hold[] = Array.from({ length: 60 }, (_, i) => ({
  slot: String(i),
  bookingIds: [String(i)],
  typeId: "t",
  start: window.start + i * 12 * 60 * MINUTE,
  end: window.start + (i * 12 * 60 + 30) * MINUTE,
  bufferBefore: 0,
  bufferAfter: 0,
  expiresAt: null,
}));

/** Every quarter of an hour of the same month as a time in a zone, asked for its weekday and hour. */
function naiveMonth(): number {
  let open = 0;
  let at = Temporal.Instant.fromEpochMilliseconds(window.start).toZonedDateTimeISO(zone);
  while (at.epochMilliseconds < window.end) {
    if (at.dayOfWeek <= 5 && at.hour >= 9 && at.hour < 17) open++;
    at = at.add({ minutes: 15 });
  }
  return open;
}

/** Milliseconds of one call: the middle of many, once warm. */
function time(act: () => unknown, runs: number): number {
  for (let i = 0; i < runs; i++) act();
  return median(Array.from({ length: runs }, () => {
    const start = performance.now();
    act();
    return performance.now() - start;
  }));
}
