import assert from "node:assert/strict";
import { addDays, daySpan } from "$lib/scheduling/day.ts";
import { dayRuler, gapsOf, hoursOf, piecesOf } from "$lib/scheduling/day-ruler.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { instantAt, placeOn } from "$lib/scheduling/ruler-piece.ts";
import { assignLanes } from "$lib/scheduling/lanes.ts";

const at = (iso: string) => Date.parse(iso);
const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** The week of a change: its ruler's length, the labels around the change, and what the day of the change lacks. */
const weeks: [
  name: string,
  date: string,
  zone: string,
  length: number,
  labels: [at: string, label: string][],
  gaps: [string, string][],
][] = [
  ["a usual day", "2026-11-24", "Europe/Berlin", 1440, [["02:00", "02:00"]], []],
  ["Berlin forward", "2027-03-28", "Europe/Berlin", 1440, [["02:00", "02:00"]], [[
    "02:00",
    "03:00",
  ]]],
  [
    "Berlin back",
    "2026-10-25",
    "Europe/Berlin",
    1500,
    [["02:00", "02:00"], ["03:00", "02:00"], ["04:00", "03:00"]],
    [],
  ],
  [
    "Lord Howe forward",
    "2026-10-04",
    "Australia/Lord_Howe",
    1440,
    [["02:00", "02:00"]],
    [["02:00", "02:30"]],
  ],
  [
    "Lord Howe back",
    "2027-04-04",
    "Australia/Lord_Howe",
    1470,
    [["01:00", "01:00"], ["02:00", "01:30"], ["02:30", "02:00"]],
    [],
  ],
  ["Cairo without midnight", "2027-04-30", "Africa/Cairo", 1440, [], [["00:00", "01:00"]]],
  [
    "Cairo's midnight set back",
    "2026-10-29",
    "Africa/Cairo",
    1500,
    [["23:00", "23:00"], ["24:00", "23:00"]],
    [],
  ],
  [
    "Havana with two midnights",
    "2026-11-01",
    "America/Havana",
    1500,
    [["00:00", "00:00"], ["01:00", "00:00"], ["02:00", "01:00"]],
    [],
  ],
  [
    "St. John's just after midnight",
    "2010-11-07",
    "America/St_Johns",
    1500,
    [["00:00", "00:00"], ["00:01", "23:01"], ["01:00", "00:00"], ["02:00", "01:00"]],
    [],
  ],
];

for (const [name, date, zone, length, labels, gaps] of weeks) {
  const dates = Array.from({ length: 7 }, (_, n) => addDays(date, n - 3));
  const ruler = dayRuler(dates, zone);

  Deno.test(`day ruler: ${name}`, () => {
    assert.equal(ruler.length, length);
    const hours = new Map(hoursOf(ruler).map((hour) => [clock(hour.at), clock(hour.minute)]));
    for (const [at, label] of labels) assert.equal(hours.get(at), label, at);
    const missing = gapsOf(ruler, piecesOf(ruler, date));
    assert.deepEqual(missing.map(({ start, end }) => [clock(start), clock(end)]), gaps);
  });

  Deno.test(`day ruler: ${name}, every instant of the week has one height, and the way back`, () => {
    for (const each of dates) {
      const pieces = piecesOf(ruler, each);
      const { start, end } = daySpan(each, zone);
      let above = -1;
      for (let instant = start; instant < end; instant += 15 * MINUTE) {
        const place = placeOn(pieces, { start: instant, end: instant + MINUTE })!;
        assert(place.start > above, `${each} ${new Date(instant).toISOString()}`);
        assert.equal(instantAt(pieces, place.start), instant);
        above = place.start;
      }
      const whole = placeOn(pieces, { start, end })!;
      assert(whole.start >= 0 && whole.end <= ruler.length, each);
    }
  });
}

Deno.test("day ruler: the same clock time stands at the same height on every day", () => {
  const dates = ["2026-10-24", "2026-10-25", "2026-10-26"];
  const ruler = dayRuler(dates, "Europe/Berlin");
  const starts = ["2026-10-24T07:00Z", "2026-10-25T08:00Z", "2026-10-26T08:00Z"].map(at);
  const tops = starts.map((start, n) =>
    placeOn(piecesOf(ruler, dates[n]!), { start, end: start + MINUTE })!.start
  );
  assert.deepEqual(tops, [600, 600, 600]);
});

Deno.test("day ruler: an end at the repeated hour is above it, a start below it", () => {
  const ruler = dayRuler(["2026-10-24", "2026-10-25"], "Europe/Berlin");
  const pieces = piecesOf(ruler, "2026-10-24");
  const three = at("2026-10-24T01:00Z");
  assert.equal(placeOn(pieces, { start: three - MINUTE, end: three })!.end, 180);
  assert.equal(placeOn(pieces, { start: three, end: three + MINUTE })!.start, 240);
});

Deno.test("day ruler: a span of another day has no place, one over midnight ends with the day", () => {
  const ruler = dayRuler(["2026-11-24"], "Europe/Berlin");
  const pieces = piecesOf(ruler, "2026-11-24");
  const span = (start: string, end: string) => ({ start: at(start), end: at(end) });
  assert.equal(placeOn(pieces, span("2026-11-23T10:00Z", "2026-11-23T11:00Z")), null);
  assert.equal(placeOn(pieces, span("2026-11-25T10:00Z", "2026-11-25T11:00Z")), null);
  const night = span("2026-11-24T21:00Z", "2026-11-25T02:00Z");
  assert.deepEqual(placeOn(pieces, night), { start: 1320, end: 1440 });
});

Deno.test("day ruler: in time that the day does not have, the next instant is meant", () => {
  const ruler = dayRuler(["2027-03-28"], "Europe/Berlin");
  assert.equal(instantAt(piecesOf(ruler, "2027-03-28"), 150), at("2027-03-28T01:00Z"));
  assert.equal(instantAt(piecesOf(ruler, "2027-03-28"), 1440), null);
});

Deno.test("day ruler: a date that the zone skipped has no pieces", () => {
  const ruler = dayRuler(["2011-12-29", "2011-12-30", "2011-12-31"], "Pacific/Apia");
  assert.deepEqual(piecesOf(ruler, "2011-12-30"), []);
  assert.equal(ruler.length, 1440);
});

Deno.test("lanes: spans that overlap stand side by side, those that touch below each other", () => {
  const span = (start: number, end: number) => ({ start, end });
  const placed = assignLanes([span(0, 60), span(30, 90), span(60, 120), span(120, 150)], 6);
  assert.deepEqual(placed.map(({ start, lane, lanes }) => [start, lane, lanes]), [
    [0, 0, 2],
    [30, 1, 2],
    [60, 0, 2],
    [120, 0, 1],
  ]);
});

Deno.test("lanes: beyond the most, spans share the last lane", () => {
  const placed = assignLanes(Array.from({ length: 5 }, () => ({ start: 0, end: 10 })), 3);
  assert.deepEqual(placed.map(({ lane, lanes }) => [lane, lanes]), [
    [0, 3],
    [1, 3],
    [2, 3],
    [2, 3],
    [2, 3],
  ]);
});
