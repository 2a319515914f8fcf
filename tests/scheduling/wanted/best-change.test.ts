import assert from "node:assert/strict";
import { noBookingLimits } from "$lib/scheduling/booking-limits.ts";
import { bestChange, stepsOf } from "$lib/scheduling/wanted/best-change.ts";
import {
  applyChange,
  type Changeable,
  changeText,
  parseChange,
} from "$lib/scheduling/wanted/change.ts";
import { possibleChanges } from "$lib/scheduling/wanted/possible-changes.ts";
import type { WantedDay } from "$lib/scheduling/wanted/wanted-day.ts";

const settings: Changeable = {
  type: {
    minimumNotice: 1_440,
    bookingWindowDays: 60,
    bookingWindowUntil: null,
    bookingLimits: { day: 4, week: null, month: null },
    bufferBefore: 0,
    bufferAfter: 30,
  },
  schedule: {
    id: "s",
    rules: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 540, to: 1_020 })),
  },
  hostLimits: { ...noBookingLimits, week: 10 },
};

const day = (changes: Record<string, number>, typeId = "intro"): WantedDay => ({
  types: { [typeId]: { times: {}, changes } },
  other: 0,
});
const bestOf = (...days: WantedDay[]) =>
  bestChange(days, new Map([["intro", settings], ["coffee", settings]]));

Deno.test("changeText: every change that is considered has a text of its own, and is read from it", () => {
  const until = { ...settings, type: { ...settings.type, bookingWindowUntil: "2026-12-01" } };
  const all = [
    ...possibleChanges(settings, { weekdays: [4], slotInterval: 30 }),
    ...possibleChanges(settings, { weekdays: [6], slotInterval: 30 }),
    ...possibleChanges(until, { weekdays: [4], slotInterval: 45 }),
  ];
  for (const change of all) assert.deepEqual(parseChange(changeText(change)), change);
  for (const text of ["", "hours 4 up 5", "limit you day 3", "buffer x 5", "nothing"]) {
    assert.equal(parseChange(text), null);
  }
});

Deno.test("possibleChanges: each of them changes the settings and is a step away from them", () => {
  for (const weekday of [4, 6]) {
    for (const change of possibleChanges(settings, { weekdays: [weekday], slotInterval: 30 })) {
      assert.ok(stepsOf(change, settings) > 0, changeText(change));
      assert.notDeepEqual(applyChange(settings, change), settings);
      assert.equal(stepsOf(change, applyChange(settings, change)), 0, changeText(change));
    }
  }
});

Deno.test("possibleChanges: a weekday opens earlier only by whole steps of its grid", () => {
  const minutes = (slotInterval: number) =>
    possibleChanges(settings, { weekdays: [4], slotInterval })
      .flatMap((change) =>
        change.kind === "hours" && change.side === "from" ? [change.minute] : []
      );
  assert.deepEqual(minutes(45), [450, 360]);
  assert.deepEqual(minutes(60), [480, 420, 360, 300]);
});

Deno.test("possibleChanges: a closed weekday gets the hours of the longest one", () => {
  const rules = [{ weekday: 2, from: 600, to: 720 }, { weekday: 3, from: 480, to: 720 }];
  const [open] = possibleChanges({ ...settings, schedule: { id: "s", rules } }, {
    weekdays: [7],
    slotInterval: 30,
  });
  assert.deepEqual(open, { kind: "open", scheduleId: "s", weekday: 7, from: 480, to: 720 });
});

const noon: Changeable = {
  ...settings,
  schedule: {
    id: "s",
    rules: [{ weekday: 2, from: 780, to: 1_020 }, { weekday: 2, from: 540, to: 720 }],
  },
};
const between = (slotInterval: number, given = noon) =>
  possibleChanges(given, { weekdays: [2], slotInterval })
    .flatMap((change) => change.kind === "between" ? [[change.from, change.to]] : []);

Deno.test("possibleChanges: between two windows of a day all of it, or the half hours at either side", () => {
  assert.deepEqual(between(30), [[720, 750], [750, 780], [720, 780]]);
  for (const change of possibleChanges(noon, { weekdays: [2], slotInterval: 30 })) {
    assert.deepEqual(parseChange(changeText(change)), change);
    assert.ok(stepsOf(change, noon) > 0, changeText(change));
    assert.equal(stepsOf(change, applyChange(noon, change)), 0, changeText(change));
  }
});

Deno.test("possibleChanges: what closes between two windows keeps the grid of the later one", () => {
  assert.deepEqual(between(60), [[720, 750], [720, 780]]);
  const rules = [{ weekday: 2, from: 570, to: 720 }, { weekday: 2, from: 780, to: 1_020 }];
  assert.deepEqual(between(60, { ...noon, schedule: { id: "s", rules } }), [[720, 750]]);
});

Deno.test("possibleChanges: windows that touch or overlap leave nothing between them", () => {
  const rules = [[540, 720], [720, 780], [600, 700], [780, 900]]
    .map(([from, to]) => ({ weekday: 2, from: from!, to: to! }));
  assert.deepEqual(between(30, { ...noon, schedule: { id: "s", rules } }), []);
});

Deno.test("stepsOf: what lies between two windows is none once it is open, or at the end of the day", () => {
  const change = parseChange("between 2 720 780 s")!;
  assert.equal(stepsOf(change, noon), 2);
  const after = (...rules: [number, number][]) =>
    stepsOf(change, {
      ...noon,
      schedule: { id: "s", rules: rules.map(([from, to]) => ({ weekday: 2, from, to })) },
    });
  assert.equal(after([540, 750], [780, 1_020]), 1);
  assert.equal(after([540, 1_020]), 0);
  assert.equal(after([540, 720]), 0);
  assert.equal(after([780, 900]), 0);
  assert.equal(after(), 0);
});

Deno.test("bestChange: time between two windows counts for every event type of the schedule", () => {
  const days = [day({ "between 2 720 780 s": 2, "between 2 720 750 s": 2 }), day({}, "coffee")];
  const more = day({ "between 2 720 780 s": 2 }, "coffee");
  const best = bestChange([...days, more], new Map([["intro", noon], ["coffee", noon]]));
  assert.deepEqual(best, {
    change: { kind: "between", scheduleId: "s", weekday: 2, from: 720, to: 780 },
    typeIds: ["intro", "coffee"],
    times: 4,
  });
});

Deno.test("bestChange: most wanted times, and of several changes the smallest", () => {
  const most = bestOf(day({ "hours 4 to 1080 s": 4, "notice 60": 3 }), day({ "notice 60": 2 }));
  assert.equal(most?.times, 5);
  assert.deepEqual(most?.change, { kind: "notice", minutes: 60 });
  const even = bestOf(day({ "hours 4 to 1140 s": 4, "hours 4 to 1080 s": 4, "notice 60": 4 }));
  assert.deepEqual(even?.change, {
    kind: "hours",
    scheduleId: "s",
    weekday: 4,
    side: "to",
    minute: 1_080,
  });
});

Deno.test("bestChange: fewer than three wanted times change nothing", () => {
  assert.equal(bestOf(day({ "notice 60": 2 })), null);
  assert.equal(bestOf(day({ "notice 60": 3 }))?.times, 3);
});

Deno.test("bestChange: a schedule's hours and the host's limits count for all types, other settings for one", () => {
  const both = bestOf(day({ "hours 4 to 1080 s": 2 }), day({ "hours 4 to 1080 s": 2 }, "coffee"));
  assert.deepEqual([both?.times, both?.typeIds], [4, ["intro", "coffee"]]);
  const host = bestOf(day({ "limit host week 11": 2 }), day({ "limit host week 11": 1 }, "coffee"));
  assert.equal(host?.times, 3);
  assert.equal(bestOf(day({ "notice 60": 2 }), day({ "notice 60": 2 }, "coffee")), null);
});

Deno.test("bestChange: what the settings allow by now, or no longer have, is not suggested", () => {
  const done = [
    "notice 1440",
    "window 60",
    "limit type day 4",
    "limit type week 4",
    "buffer after 30",
  ];
  const gone = [
    "hours 4 to 1020 s",
    "hours 4 to 1080 other",
    "open 4 540 1020 s",
    "last-date 2027-01-01",
  ];
  for (const text of [...done, ...gone]) assert.equal(bestOf(day({ [text]: 9 })), null, text);
  assert.equal(bestOf(day({ "notice 60": 9 }, "deleted")), null);
});
