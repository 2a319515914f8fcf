import assert from "node:assert/strict";
import { endOfBookableDays, openWindows, openWindowsOver } from "$lib/scheduling/open-windows.ts";
import { dateAt } from "$lib/scheduling/day.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import type { WeeklyRule } from "$lib/scheduling/availability-schedule.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import { computeSlots, type SlotQuery } from "$lib/scheduling/slots.ts";
import type { Span } from "$lib/scheduling/span.ts";
import { unlimitedQuery } from "../support/unlimited-query.ts";

const at = (iso: string) => Date.parse(iso);
const span = (start: string, end: string): Span => ({ start: at(start), end: at(end) });

/** Every day from `from` to `to`, in minutes. */
const daily = (from: number, to: number): WeeklyRule[] =>
  [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from, to }));

interface Wanted extends Partial<Omit<SlotQuery, "windows">> {
  rules: WeeklyRule[];
  zone: string;
  window: Span;
}

/** Starts as clock times of a zone, "09:00"; half an hour each half hour unless told. */
function offered({ rules, zone, ...wanted }: Wanted, reader = zone): string[] {
  const minutes = wanted.minutes ?? 30;
  const found = computeSlots({
    ...unlimitedQuery,
    minutes,
    slotIntervalMinutes: 30,
    bufferBefore: 0,
    bufferAfter: 0,
    busy: [],
    holds: [],
    now: 0,
    earliest: 0,
    ...wanted,
    windows: openWindowsOver(rules, zone, wanted.window, minutes),
  });
  return found.map((start) => clock(start, reader));
}

function clock(instant: number, zone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" })
    .format(instant);
}

const tuesday = span("2026-11-24T00:00Z", "2026-11-25T00:00Z");

Deno.test("slots step through each window from its own start and fit into it whole", () => {
  const rules = [{ weekday: 2, from: 545, to: 660 }, { weekday: 2, from: 840, to: 900 }];
  assert.deepEqual(
    offered({ rules, zone: "UTC", window: tuesday, minutes: 45 }),
    ["09:05", "09:35", "10:05", "14:00"],
  );
});

Deno.test("slots of overlapping and touching rules are those of one window", () => {
  const rules = [
    { weekday: 2, from: 600, to: 660 },
    { weekday: 2, from: 540, to: 610 },
    { weekday: 2, from: 660, to: 690 },
  ];
  assert.deepEqual(
    offered({ rules, zone: "UTC", window: tuesday, minutes: 60, slotIntervalMinutes: 45 }),
    ["09:00", "09:45", "10:30"],
  );
});

Deno.test("slots may run over midnight where two days' windows meet", () => {
  const rules = [{ weekday: 2, from: 1380, to: 1440 }, { weekday: 3, from: 0, to: 60 }];
  const window = span("2026-11-24T00:00Z", "2026-11-26T00:00Z");
  assert.deepEqual(offered({ rules, zone: "UTC", window, minutes: 60 }), [
    "23:00",
    "23:30",
    "00:00",
  ]);
});

Deno.test("slots take spans as half-open: nine to ten busy leaves ten free and half past eight", () => {
  const busy = { rules: daily(480, 660), zone: "UTC", window: tuesday };
  const nine = span("2026-11-24T09:00Z", "2026-11-24T10:00Z");
  assert.deepEqual(offered({ ...busy, busy: [nine] }), ["08:00", "08:30", "10:00", "10:30"]);
  assert.deepEqual(
    offered({ ...busy, busy: [{ start: nine.start - 1, end: nine.end + 1 }] }),
    ["08:00", "10:30"],
  );
  const nothing = { start: nine.start, end: nine.start };
  assert.equal(offered({ ...busy, slotIntervalMinutes: 15, busy: [nothing] }).length, 11);
});

const hold = (start: string, end: string, more: Partial<Hold> = {}): Hold => ({
  slot: "slot",
  bookingIds: ["booking"],
  typeId: "type",
  ...span(start, end),
  bufferBefore: 0,
  bufferAfter: 0,
  expiresAt: null,
  ...more,
});

Deno.test("slots leave the larger buffer to a hold, not the sum, and their own to busy time", () => {
  const input = { rules: daily(480, 780), zone: "UTC", window: tuesday, slotIntervalMinutes: 15 };
  const held = hold("2026-11-24T10:00Z", "2026-11-24T11:00Z", {
    bufferBefore: 30,
    bufferAfter: 15,
  });
  assert.deepEqual(
    offered({ ...input, bufferBefore: 45, bufferAfter: 15, holds: [held] }),
    ["08:00", "08:15", "08:30", "08:45", "09:00", "11:45", "12:00", "12:15", "12:30"],
  );
  assert.deepEqual(
    offered({ ...input, bufferBefore: 45, bufferAfter: 15, busy: [held] }),
    ["08:00", "08:15", "08:30", "08:45", "09:00", "09:15", "11:45", "12:00", "12:15", "12:30"],
  );
});

Deno.test("slots are free again at the very instant a request expires", () => {
  const until = at("2026-11-24T07:00Z");
  const input = {
    rules: daily(540, 570),
    zone: "UTC",
    window: tuesday,
    holds: [hold("2026-11-24T09:00Z", "2026-11-24T09:30Z", { expiresAt: until })],
  };
  assert.deepEqual(offered({ ...input, now: until - 1 }), []);
  assert.deepEqual(offered({ ...input, now: until }), ["09:00"]);
});

Deno.test("slots start after now and not before the notice is over", () => {
  const input = { rules: daily(540, 630), zone: "UTC", window: tuesday };
  const now = at("2026-11-24T09:00Z");
  assert.deepEqual(offered({ ...input, now, earliest: now }), ["09:30", "10:00"]);
  assert.deepEqual(offered({ ...input, now: now - 1, earliest: now }), ["09:00", "09:30", "10:00"]);
  assert.deepEqual(offered({ ...input, now, earliest: now + HOUR }), ["10:00"]);
});

Deno.test("slots stay on their grid when the queried window begins in its middle", () => {
  const window = span("2026-11-24T09:40Z", "2026-11-24T10:40Z");
  assert.deepEqual(
    offered({ rules: daily(545, 720), zone: "UTC", window, slotIntervalMinutes: 25 }),
    ["09:55", "10:20"],
  );
});

/** The whole date of a host who is open from midnight to 24:00, an hour each hour. */
const wholeDays: [name: string, zone: string, window: Span, starts: number, sample: string[]][] = [
  [
    "Berlin set forward",
    "Europe/Berlin",
    span("2027-03-27T23:00Z", "2027-03-28T22:00Z"),
    23,
    ["00:00", "01:00", "03:00", "04:00"],
  ],
  [
    "Berlin set back",
    "Europe/Berlin",
    span("2026-10-24T22:00Z", "2026-10-25T23:00Z"),
    25,
    ["00:00", "01:00", "02:00", "02:00", "03:00"],
  ],
  [
    "New York set forward",
    "America/New_York",
    span("2027-03-14T05:00Z", "2027-03-15T04:00Z"),
    23,
    ["00:00", "01:00", "03:00"],
  ],
  [
    "New York set back",
    "America/New_York",
    span("2026-11-01T04:00Z", "2026-11-02T05:00Z"),
    25,
    ["00:00", "01:00", "01:00", "02:00"],
  ],
  [
    "Lord Howe set forward half an hour",
    "Australia/Lord_Howe",
    span("2026-10-03T13:30Z", "2026-10-04T13:00Z"),
    24,
    ["00:00", "01:00", "02:30", "03:30"],
  ],
  [
    "Lord Howe set back half an hour",
    "Australia/Lord_Howe",
    span("2027-04-03T13:00Z", "2027-04-04T13:30Z"),
    25,
    ["00:00", "01:00", "01:30", "02:30"],
  ],
  [
    "Cairo without midnight",
    "Africa/Cairo",
    span("2027-04-29T22:00Z", "2027-04-30T21:00Z"),
    23,
    ["01:00", "02:00"],
  ],
  ["Apia's 29th", "Pacific/Apia", span("2011-12-29T10:00Z", "2011-12-30T10:00Z"), 24, ["00:00"]],
  ["Apia's 31st", "Pacific/Apia", span("2011-12-30T10:00Z", "2011-12-31T10:00Z"), 24, ["00:00"]],
  ["Kathmandu", "Asia/Kathmandu", span("2026-11-20T18:15Z", "2026-11-21T18:15Z"), 24, ["00:00"]],
  [
    "Kiritimati",
    "Pacific/Kiritimati",
    span("2026-11-20T10:00Z", "2026-11-21T10:00Z"),
    24,
    ["00:00"],
  ],
];

for (const [name, zone, window, starts, sample] of wholeDays) {
  Deno.test(`slots of an open day: ${name}`, () => {
    const found = offered({
      rules: daily(0, 1440),
      zone,
      window,
      minutes: 60,
      slotIntervalMinutes: 60,
    });
    assert.equal(found.length, starts);
    assert.deepEqual(found.slice(0, sample.length), sample);
  });
}

Deno.test("slots of two windows that a clock set back lays over each other come in order", () => {
  const rules = [{ weekday: 7, from: 60, to: 150 }, { weekday: 7, from: 165, to: 225 }];
  const window = span("2026-10-24T22:00Z", "2026-10-25T23:00Z");
  assert.deepEqual(
    offered({ rules, zone: "Europe/Berlin", window }, "UTC"),
    ["23:00", "23:30", "00:00", "00:30", "00:45", "01:00", "01:15", "01:45", "02:15"],
  );
});

Deno.test("slots from nine to five stay nine to five on both sides of a change", () => {
  for (const zone of ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]) {
    const window = span("2026-09-25T00:00Z", "2026-11-10T00:00Z");
    const clocks = new Set(
      offered({ rules: daily(540, 1020), zone, window, slotIntervalMinutes: 60 }),
    );
    assert.deepEqual([...clocks].sort(), [
      "09:00",
      "10:00",
      "11:00",
      "12:00",
      "13:00",
      "14:00",
      "15:00",
      "16:00",
    ]);
  }
});

Deno.test("slots follow the host's date when the guest's is another", () => {
  const rules = [{ weekday: 1, from: 9 * 60, to: 10 * 60 }];
  const window = span("2026-11-20T00:00Z", "2026-11-25T00:00Z");
  const host = "Pacific/Kiritimati", guest = "America/Los_Angeles";
  const windows = openWindowsOver(rules, host, window, 30);
  assert.deepEqual(windows.map(({ date }) => date), ["2026-11-23"]);
  assert.equal(dateAt(windows[0]!.start, guest), "2026-11-22");
  assert.equal(clock(windows[0]!.start, guest), "11:00");
  assert.deepEqual(offered({ rules, zone: host, window }, guest), ["11:00", "11:30"]);
});

Deno.test("openWindows leaves out a window that a gap swallows and a date that never was", () => {
  const night = [{ weekday: 7, from: 120, to: 180 }];
  assert.deepEqual(openWindows(night, "Europe/Berlin", "2027-03-28", "2027-03-28"), []);
  const dates = openWindows(daily(540, 600), "Pacific/Apia", "2011-12-29", "2011-12-31");
  assert.deepEqual(dates.map(({ date }) => date), ["2011-12-29", "2011-12-31"]);
});

Deno.test("openWindows with no rules are none", () => {
  assert.deepEqual(openWindows([], "UTC", "2026-11-01", "2026-11-30"), []);
});

const horizons: [zone: string, now: string, days: number, end: string][] = [
  ["Europe/Berlin", "2026-11-21T12:00Z", 1, "2026-11-22T23:00Z"],
  ["Europe/Berlin", "2026-10-24T12:00Z", 1, "2026-10-25T23:00Z"],
  ["Pacific/Kiritimati", "2026-11-21T10:00Z", 1, "2026-11-23T10:00Z"],
  ["America/Los_Angeles", "2026-11-22T07:59Z", 1, "2026-11-23T08:00Z"],
  ["Africa/Cairo", "2027-04-28T12:00Z", 1, "2027-04-29T22:00Z"],
];

for (const [zone, now, days, end] of horizons) {
  Deno.test(`endOfBookableDays is the end of the host's date: ${zone} at ${now}`, () => {
    assert.equal(endOfBookableDays(at(now), zone, days), at(end));
  });
}
