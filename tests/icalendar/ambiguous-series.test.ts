import assert from "node:assert/strict";
import { DAY } from "$lib/scheduling/durations.ts";
import {
  approximateOf,
  BERLIN,
  days,
  event,
  mergedBusy,
  read,
  reasons,
  zoned,
} from "../support/icalendar/parse-lines.ts";

Deno.test("parseBusyTimes: an hourly rule goes on through the repeated hour", () => {
  const round = (...rule: string[]) =>
    event(zoned("DTSTART", "20261024T000000"), "DURATION:PT1H", ...rule);
  const whole = ["2026-10-23T22:00/2026-10-25T23:00"];
  assert.deepEqual(mergedBusy(round("RRULE:FREQ=HOURLY;UNTIL=20261025T220000Z")), whole);
  const hours = Array.from({ length: 24 }, (_, hour) => hour).join();
  assert.deepEqual(mergedBusy(round(`RRULE:FREQ=DAILY;COUNT=48;BYHOUR=${hours}`)), whole);
  const quarters = event(
    zoned("DTSTART", "20261024T000000"),
    "DURATION:PT15M",
    "RRULE:FREQ=MINUTELY;INTERVAL=15;COUNT=192",
  );
  assert.deepEqual(mergedBusy(quarters), whole);
  const later = event(
    "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261024T120000",
    zoned("DTSTART", "20261024T120000"),
    "DURATION:PT1H",
  );
  assert.deepEqual(mergedBusy([...round("RRULE:FREQ=HOURLY;COUNT=48"), ...later]), whole);
});

Deno.test("parseBusyTimes: in the repeated hour an override replaces one instance and leaves the other", () => {
  const round = (...more: string[]) =>
    mergedBusy([
      ...event(zoned("DTSTART", "20261025T000000"), "DURATION:PT1H", "RRULE:FREQ=HOURLY;COUNT=6"),
      ...more,
    ]);
  const except = (line: string) =>
    mergedBusy(
      event(
        zoned("DTSTART", "20261025T000000"),
        "DURATION:PT1H",
        "RRULE:FREQ=HOURLY;COUNT=6",
        line,
      ),
    );
  const [first, second] = [
    ["2026-10-24T22:00/2026-10-25T00:00", "2026-10-25T01:00/2026-10-25T05:00"],
    ["2026-10-24T22:00/2026-10-25T01:00", "2026-10-25T02:00/2026-10-25T05:00"],
  ];
  assert.deepEqual(except(zoned("EXDATE", "20261025T020000")), first);
  assert.deepEqual(except("EXDATE:20261025T000000Z"), first);
  assert.deepEqual(except("EXDATE:20261025T010000Z"), second);
  assert.deepEqual(round(...event("RECURRENCE-ID:20261025T010000Z", "STATUS:CANCELLED")), second);
});

const weekly = event(
  zoned("DTSTART", "20260706T090000"),
  zoned("DTEND", "20260706T110000"),
  "RRULE:FREQ=WEEKLY;COUNT=3",
);
const change = (...lines: string[]) => [...weekly, ...event(...lines)];
const id = zoned("RECURRENCE-ID", "20260713T090000");
const rest = ["2026-07-06T07:00/2026-07-06T09:00", "2026-07-20T07:00/2026-07-20T09:00"];

Deno.test("parseBusyTimes: an override without DTSTART or DTEND has that of its series", () => {
  const [first = "", last = ""] = rest;
  assert.deepEqual(mergedBusy(change(id)), [first, "2026-07-13T07:00/2026-07-13T09:00", last]);
  assert.deepEqual(mergedBusy(change(id, zoned("DTEND", "20260713T120000"))), [
    first,
    "2026-07-13T07:00/2026-07-13T10:00",
    last,
  ]);
  assert.deepEqual(mergedBusy(change(id, zoned("DTSTART", "20260714T150000"))), [
    first,
    "2026-07-14T13:00/2026-07-14T15:00",
    last,
  ]);
  const dates = event("DTSTART;VALUE=DATE:20260706", "DURATION:P3D", "RRULE:FREQ=WEEKLY;COUNT=2");
  const moved = event("RECURRENCE-ID;VALUE=DATE:20260713", "DTSTART;VALUE=DATE:20260720");
  assert.deepEqual(mergedBusy([...dates, ...moved]).at(-1), "2026-07-19T22:00/2026-07-22T22:00");
  const alone = event(id, zoned("DTSTART", "20260714T150000"));
  assert.deepEqual(reasons(alone), ["an instance without an end"]);
  assert.deepEqual(mergedBusy(alone), []);
  const [unread] = read(alone).unreadable;
  const day = { start: Date.UTC(2026, 6, 14, 13), end: Date.UTC(2026, 6, 15, 13) };
  assert.ok(unread?.busy?.some(({ start, end }) => start <= day.start && day.end <= end));
});

Deno.test("parseBusyTimes: THISANDFUTURE without an end keeps the length of the instances", () => {
  const future = "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260713T090000";
  assert.deepEqual(mergedBusy(change(future, zoned("DTSTART", "20260714T150000"))), [
    "2026-07-06T07:00/2026-07-06T09:00",
    "2026-07-14T13:00/2026-07-14T15:00",
    "2026-07-21T13:00/2026-07-21T15:00",
  ]);
});

Deno.test("parseBusyTimes: a RECURRENCE-ID date replaces no instance of a series with several a day", () => {
  const hourly = event("DTSTART:20260706T090000Z", "DURATION:PT30M", "RRULE:FREQ=HOURLY;COUNT=3");
  const moved = event(
    "RECURRENCE-ID;VALUE=DATE:20260706",
    "DTSTART:20260707T090000Z",
    "DURATION:PT30M",
  );
  assert.equal(mergedBusy([...hourly, ...moved], "UTC").length, 4);
});

Deno.test("parseBusyTimes: a rule that RFC 5545 forbids is busy every day at its time, and counted", () => {
  const rules = [
    "FREQ=MONTHLY;BYWEEKNO=20;BYDAY=MO",
    "FREQ=DAILY;BYWEEKNO=20",
    "FREQ=WEEKLY;BYMONTHDAY=6",
    "FREQ=MONTHLY;BYYEARDAY=200",
    "FREQ=WEEKLY;BYYEARDAY=200",
    "FREQ=DAILY;BYYEARDAY=200",
    "FREQ=WEEKLY;BYDAY=2MO",
    "FREQ=DAILY;BYDAY=-1FR",
    "FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO",
    "FREQ=YEARLY;BYMONTHDAY=6,20;BYSETPOS=-1",
    "FREQ=MONTHLY;BYSETPOS=2",
    // No week has so many.
    "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=3",
    "FREQ=DAILY;BYDAY=MO;BYSETPOS=2",
    "FREQ=MONTHLY;BYDAY=54MO",
    "FREQ=MONTHLY;BYDAY=0MO",
  ];
  for (const rule of rules) {
    const lines = event("DTSTART:20260706T090000Z", "DURATION:PT1H", `RRULE:${rule}`);
    assert.equal(approximateOf(lines), "rule", rule);
    const spans = mergedBusy(lines);
    assert.ok(spans.length > 500 && spans.every((span) => span.slice(11, 16) === "09:00"), rule);
  }
  const hours = event("DTSTART:20260706T090000Z", "DURATION:PT1H", "RRULE:FREQ=HOURLY;BYWEEKNO=20");
  assert.equal(approximateOf(hours), "rule");
  assert.equal(mergedBusy(hours).length, 1);
  // Its end is as clear as that of any other.
  const ended = event(
    "DTSTART:20260706T090000Z",
    "DURATION:PT1H",
    "RRULE:FREQ=WEEKLY;BYMONTHDAY=6;COUNT=2;UNTIL=20260712T000000Z",
  );
  assert.equal(mergedBusy(ended).length, 6);
});

Deno.test("parseBusyTimes: a rule that programs read in two ways is busy in both, and counted", () => {
  const lines = (rule: string) =>
    event("DTSTART:20260706T090000Z", "DURATION:PT1H", `RRULE:FREQ=${rule}`);
  // DTSTART's month, or every month.
  const dates = lines("YEARLY;BYMONTHDAY=6");
  assert.equal(approximateOf(dates), "rule");
  assert.deepEqual(days(dates).slice(0, 3), [
    "2026-07-06T09:00",
    "2026-08-06T09:00",
    "2026-09-06T09:00",
  ]);
  // The later of two ends.
  const ends = lines("DAILY;COUNT=2;UNTIL=20260710T090000Z");
  assert.equal(approximateOf(ends), "rule");
  assert.equal(mergedBusy(ends).length, 5);
  assert.equal(mergedBusy(lines("DAILY;COUNT=9;UNTIL=20260710T090000Z")).length, 9);
});

Deno.test("parseBusyTimes: an EXDATE in UTC removes a day only where the day begins then", () => {
  const series = (zone: string, except: string) => {
    const lines = event("DTSTART;VALUE=DATE:20260706", "RRULE:FREQ=DAILY;COUNT=3", except);
    const [object] = read(lines, zone).objects;
    const length = object?.busy.reduce(
      (sum, { start, end }) => sum + (end - start) / DAY,
      0,
    );
    return [length, object?.approximate, mergedBusy(lines, zone)[0]?.slice(0, 10)];
  };
  // Midnight in Berlin of the seventh: for a host in New York it names no day.
  assert.deepEqual(series("America/New_York", "EXDATE:20260706T220000Z"), [
    3,
    "zone",
    "2026-07-06",
  ]);
  assert.deepEqual(series(BERLIN, "EXDATE:20260706T220000Z"), [2, null, "2026-07-05"]);
  assert.deepEqual(series("America/New_York", "EXDATE:20260706T000000Z"), [2, null, "2026-07-07"]);
  assert.deepEqual(series("Asia/Tokyo", "EXDATE:20260705T150000Z"), [2, null, "2026-07-06"]);
  assert.deepEqual(series(BERLIN, "EXDATE;TZID=America/New_York:20260706T000000"), [
    2,
    null,
    "2026-07-06",
  ]);
  assert.deepEqual(series(BERLIN, "EXDATE:20260706T090000Z"), [3, "zone", "2026-07-05"]);
  const later = event(
    "RECURRENCE-ID;RANGE=THISANDFUTURE:20260707T000000Z",
    "DTSTART;VALUE=DATE:20260708",
    "DURATION:P1D",
  );
  const dates = event("DTSTART;VALUE=DATE:20260706", "RRULE:FREQ=DAILY;COUNT=3");
  assert.deepEqual(mergedBusy([...dates, ...later], "Asia/Tokyo"), [
    "2026-07-05T15:00/2026-07-06T15:00",
    "2026-07-07T15:00/2026-07-09T15:00",
  ]);
});

Deno.test("parseBusyTimes: of several series with one UID the highest SEQUENCE counts, else all of them", () => {
  const one = (day: string, ...more: string[]) =>
    event(`DTSTART:202607${day}T090000Z`, "DURATION:PT1H", ...more);
  assert.deepEqual(days([...one("06", "SEQUENCE:1"), ...one("07", "SEQUENCE:3"), ...one("08")]), [
    "2026-07-07T09:00",
  ]);
  const same = [...one("06", "SEQUENCE:2"), ...one("07", "SEQUENCE:2")];
  assert.deepEqual([days(same).length, approximateOf(same)], [2, "twice"]);
  const unclear = [...one("06", "SEQUENCE:2"), ...one("07", "SEQUENCE:two")];
  assert.deepEqual([days(unclear).length, approximateOf(unclear)], [2, "twice"]);
});

Deno.test("parseBusyTimes: years below 100 are not those of another century", () => {
  const lines = event("DTSTART:00010101T090000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;INTERVAL=2");
  // 1 January of the year 1 was a Monday, that of 1901 a Tuesday.
  assert.deepEqual(days(lines)[0], "2026-01-05T09:00");
});
