import assert from "node:assert/strict";
import {
  addDays,
  dateAt,
  datesBetween,
  daySpan,
  wallClockInstant,
  weekdayOf,
} from "$lib/scheduling/day.ts";
import { HOUR } from "$lib/scheduling/durations.ts";

const at = (iso: string) => Date.parse(iso);

Deno.test("weekdayOf counts from Monday as 1, also before 1970", () => {
  assert.equal(weekdayOf("2026-11-23"), 1);
  assert.equal(weekdayOf("2026-11-29"), 7);
  assert.equal(weekdayOf("1969-12-29"), 1);
});

Deno.test("addDays and datesFrom step by calendar date over month, year and leap day", () => {
  assert.equal(addDays("2028-02-28", 1), "2028-02-29");
  assert.equal(addDays("2027-01-01", -1), "2026-12-31");
  assert.deepEqual(datesBetween("2026-12-30", "2027-01-01"), [
    "2026-12-30",
    "2026-12-31",
    "2027-01-01",
  ]);
  assert.deepEqual(datesBetween("2026-12-30", "2026-12-29"), []);
});

Deno.test("dateAt names the date of the zone, not of UTC", () => {
  assert.equal(dateAt(at("2026-11-21T10:30Z"), "Pacific/Kiritimati"), "2026-11-22");
  assert.equal(dateAt(at("2026-11-21T10:30Z"), "Pacific/Pago_Pago"), "2026-11-20");
});

const days: [name: string, date: string, zone: string, start: string, hours: number][] = [
  ["a usual day", "2026-11-21", "Europe/Berlin", "2026-11-20T23:00Z", 24],
  ["Berlin set forward", "2027-03-28", "Europe/Berlin", "2027-03-27T23:00Z", 23],
  ["Berlin set back", "2026-10-25", "Europe/Berlin", "2026-10-24T22:00Z", 25],
  ["New York set forward", "2027-03-14", "America/New_York", "2027-03-14T05:00Z", 23],
  ["New York set back", "2026-11-01", "America/New_York", "2026-11-01T04:00Z", 25],
  [
    "Lord Howe forward half an hour",
    "2026-10-04",
    "Australia/Lord_Howe",
    "2026-10-03T13:30Z",
    23.5,
  ],
  ["Lord Howe back half an hour", "2027-04-04", "Australia/Lord_Howe", "2027-04-03T13:00Z", 24.5],
  ["Cairo without midnight", "2027-04-30", "Africa/Cairo", "2027-04-29T22:00Z", 23],
  ["Cairo's midnight set back to 23:00", "2026-10-29", "Africa/Cairo", "2026-10-28T21:00Z", 25],
  ["Beirut without midnight", "2027-03-28", "Asia/Beirut", "2027-03-27T22:00Z", 23],
  ["Sao Paulo without midnight", "2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00Z", 23],
  ["Havana with two midnights", "2026-11-01", "America/Havana", "2026-11-01T04:00Z", 25],
  ["Apia before the day it skipped", "2011-12-29", "Pacific/Apia", "2011-12-29T10:00Z", 24],
  ["Apia's day that never was", "2011-12-30", "Pacific/Apia", "2011-12-30T10:00Z", 0],
  ["Kathmandu", "2026-11-21", "Asia/Kathmandu", "2026-11-20T18:15Z", 24],
  ["Kiritimati", "2026-11-21", "Pacific/Kiritimati", "2026-11-20T10:00Z", 24],
  ["Chatham set forward", "2026-09-27", "Pacific/Chatham", "2026-09-26T11:15Z", 23],
];

for (const [name, date, zone, start, hours] of days) {
  Deno.test(`daySpan: ${name}`, () => {
    const span = daySpan(date, zone);
    assert.equal(new Date(span.start).toISOString(), new Date(at(start)).toISOString());
    assert.equal((span.end - span.start) / HOUR, hours);
  });
}

const boundaries: [
  name: string,
  date: string,
  zone: string,
  minute: number,
  start: string,
  end: string,
][] = [
  ["inside a gap both move to the change", "2027-03-28", "Europe/Berlin", 150, "01:00", "01:00"],
  ["at a gap's first minute they move too", "2027-03-28", "Europe/Berlin", 120, "01:00", "01:00"],
  ["after a gap the clock holds", "2027-03-28", "Europe/Berlin", 180, "01:00", "01:00"],
  ["before a gap the clock holds", "2027-03-28", "Europe/Berlin", 60, "00:00", "00:00"],
  ["in an overlap first and last", "2026-10-25", "Europe/Berlin", 150, "00:30", "01:30"],
  ["after an overlap once", "2026-10-25", "Europe/Berlin", 180, "02:00", "02:00"],
  ["New York, in the overlap", "2026-11-01", "America/New_York", 90, "05:30", "06:30"],
  ["New York, in the gap", "2027-03-14", "America/New_York", 150, "07:00", "07:00"],
  ["Cairo's missing half past midnight", "2027-04-30", "Africa/Cairo", 30, "22:00-1", "22:00-1"],
  ["Cairo's 23:30 that comes twice", "2026-10-29", "Africa/Cairo", 1410, "20:30", "21:30"],
  [
    "a late hour that a change after midnight brings back",
    "2010-11-06",
    "America/St_Johns",
    1395,
    "01:45+1",
    "02:45+1",
  ],
  ["24:00 before a day without midnight", "2027-04-29", "Africa/Cairo", 1440, "22:00", "22:00"],
  [
    "24:00 before a day with two midnights",
    "2026-10-31",
    "America/Havana",
    1440,
    "04:00+1",
    "04:00+1",
  ],
  [
    "Lord Howe, in the half-hour gap",
    "2026-10-04",
    "Australia/Lord_Howe",
    135,
    "15:30-1",
    "15:30-1",
  ],
  [
    "Lord Howe, in the half-hour overlap",
    "2027-04-04",
    "Australia/Lord_Howe",
    105,
    "14:45-1",
    "15:15-1",
  ],
];

for (const [name, date, zone, minute, start, end] of boundaries) {
  Deno.test(`boundary: ${name}`, () => {
    assert.equal(iso(wallClockInstant(date, minute, zone, "start")), expected(date, start));
    assert.equal(iso(wallClockInstant(date, minute, zone, "end")), expected(date, end));
  });
}

const iso = (instant: number) => new Date(instant).toISOString();

/** "22:00-1" is 22:00 UTC on the day before. */
function expected(date: string, clock: string): string {
  const days = Number(clock.slice(5) || "0");
  return iso(at(`${addDays(date, days)}T${clock.slice(0, 5)}Z`));
}
