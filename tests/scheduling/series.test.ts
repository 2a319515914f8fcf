import assert from "node:assert/strict";
import { movedLike, type Rhythm, seriesStarts } from "$lib/scheduling/series.ts";

const at = (text: string) => Date.parse(text);
const iso = (starts: number[]) => starts.map((start) => new Date(start).toISOString().slice(0, 16));

const rows: [string, string, Rhythm, string, string[]][] = [
  ["weekly over the end of summer time in Berlin", "2026-10-21T08:00Z", "weekly", "Europe/Berlin", [
    "2026-10-21T08:00",
    "2026-10-28T09:00",
    "2026-11-04T09:00",
  ]],
  [
    "fortnightly over the begin of it in New York",
    "2026-02-27T15:30Z",
    "fortnightly",
    "America/New_York",
    [
      "2026-02-27T15:30",
      "2026-03-13T14:30",
      "2026-03-27T14:30",
    ],
  ],
  ["where clocks change by half an hour", "2026-09-28T01:30Z", "weekly", "Australia/Lord_Howe", [
    "2026-09-28T01:30",
    "2026-10-05T01:00",
    "2026-10-12T01:00",
  ]],
  [
    "a time that is skipped is the first one after it",
    "2026-03-22T01:30Z",
    "weekly",
    "Europe/Berlin",
    [
      "2026-03-22T01:30",
      "2026-03-29T01:00",
      "2026-04-05T00:30",
    ],
  ],
  ["of a time that comes twice the earlier", "2026-10-18T00:30Z", "weekly", "Europe/Berlin", [
    "2026-10-18T00:30",
    "2026-10-25T00:30",
    "2026-11-01T01:30",
  ]],
  ["monthly on the 31st: the last day of a shorter month", "2026-12-31T09:00Z", "monthly", "UTC", [
    "2026-12-31T09:00",
    "2027-01-31T09:00",
    "2027-02-28T09:00",
    "2027-03-31T09:00",
    "2027-04-30T09:00",
  ]],
  ["monthly on the 29th of a leap year", "2028-01-29T09:00Z", "monthly", "UTC", [
    "2028-01-29T09:00",
    "2028-02-29T09:00",
    "2028-03-29T09:00",
  ]],
  ["in a zone that is a day ahead", "2026-11-30T22:00Z", "monthly", "Pacific/Auckland", [
    "2026-11-30T22:00",
    "2026-12-31T22:00",
    "2027-01-31T22:00",
  ]],
];

for (const [name, first, rhythm, zone, expected] of rows) {
  Deno.test(`seriesStarts: ${name}`, () => {
    const starts = seriesStarts(at(first), { rhythm, dates: expected.length }, zone);
    assert.deepEqual(iso(starts), expected);
  });
}

Deno.test("seriesStarts: twelve dates ascend in every rhythm", () => {
  for (const rhythm of ["weekly", "fortnightly", "monthly"] as const) {
    const starts = seriesStarts(at("2026-01-31T12:15Z"), { rhythm, dates: 12 }, "Asia/Kolkata");
    assert.equal(new Set(starts).size, 12);
    assert.deepEqual(starts, starts.toSorted((a, b) => a - b));
  }
});

Deno.test("movedLike: by as many days and to the same wall-clock time, also over a clock change", () => {
  const zone = "Europe/Berlin";
  const moved = (start: string) =>
    iso([movedLike(at(start), at("2026-10-20T08:00Z"), at("2026-10-21T12:30Z"), zone)])[0];
  assert.equal(moved("2026-10-20T08:00Z"), "2026-10-21T12:30");
  assert.equal(moved("2026-10-27T09:00Z"), "2026-10-28T13:30");
});

Deno.test("movedLike: over midnight, forwards and backwards", () => {
  const zone = "UTC";
  const [from, to] = [at("2026-11-02T22:00Z"), at("2026-11-03T01:00Z")];
  assert.equal(iso([movedLike(at("2026-11-09T22:00Z"), from, to, zone)])[0], "2026-11-10T01:00");
  assert.equal(iso([movedLike(at("2026-11-10T01:00Z"), to, from, zone)])[0], "2026-11-09T22:00");
});
