/** A month of slots: the rule itself, and what it costs to walk the month with a zoned time for each slot. */
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
  const naive = time(() => naiveMonth(), 5);
  return [60, 2000].map((busy) => ({
    what: `slots of a month, ${busy} busy spans`,
    value: time(() => computeSlots(question(busy)), 200),
    unit: "ms",
    baseline: { what: "a zoned time per slot", value: naive },
    ...(busy === 60 ? { aim: { most: 0.3, of: "value" as const } } : {}),
  })).concat({
    what: "the question of a month under every rule, and its slots",
    value: time(() => computeSlots(underRules()), 200),
    unit: "ms",
    baseline: { what: "a zoned time per slot", value: naive },
    aim: { most: 0.3, of: "value" as const },
  }, {
    what: "open hours of a month, from the rules",
    value: time(() => openWindowsOver(defaultWeeklyHours, zone, window, 30), 50),
    unit: "ms",
    baseline: { what: "a zoned time per slot", value: naive },
  });
}

const windows = openWindowsOver(defaultWeeklyHours, zone, window, 30);

function question(busy: number): SlotQuery {
  const blocked = Array.from({ length: busy }, (_, i) => {
    const start = window.start + Math.floor(i * (31 * DAY) / busy / MINUTE) * MINUTE;
    return { start, end: start + 20 * MINUTE };
  });
  return {
    ...unlimitedQuery,
    windows,
    minutes: 30,
    slotIntervalMinutes: 15,
    bufferBefore: 0,
    bufferAfter: 0,
    busy: blocked,
    holds: [],
    now,
    earliest: now,
    window,
  };
}

/** Hours with closed dates and days off, 60 meetings counted against limits, 60 busy spans: put together anew each time. */
function underRules(): SlotQuery {
  const closures = closedTimesIn(exceptions, zone, "2026-10-01", "2026-11-01");
  const open = openWindowsOver(defaultWeeklyHours, zone, window, 30, exceptions.overrides);
  return {
    ...question(60),
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
