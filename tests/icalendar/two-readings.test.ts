/** Events that programs end, or repeat, in two ways: busy in both, and the host is told. */
import assert from "node:assert/strict";
import { HOUR } from "$lib/scheduling/durations.ts";
import { parseBusyTimes } from "$lib/icalendar/busy-times.ts";
import {
  approximateOf,
  busy,
  calendar,
  days,
  event,
  mergedBusy,
  read,
  reasons,
  span,
  wide,
  zoned,
} from "../support/icalendar/parse-lines.ts";

const inZone = (zone: string) => (name: string, time: string) => `${name};TZID=${zone}:${time}`;

Deno.test("parseBusyTimes: a night with DTEND lasts until the later of its exact and its written end", () => {
  const night = (...more: string[]) =>
    event(
      zoned("DTSTART", "20261020T220000"),
      zoned("DTEND", "20261021T060000"),
      "RRULE:FREQ=DAILY;COUNT=10",
      ...more,
    );
  const week = span("2026-10-23T12:00Z", "2026-10-26T12:00Z");
  assert.deepEqual(busy(night(), week), [
    "2026-10-23T20:00/2026-10-24T04:00",
    "2026-10-24T20:00/2026-10-25T05:00",
    "2026-10-25T21:00/2026-10-26T05:00",
  ]);
  assert.equal(approximateOf(night()), "end");
  // In another zone, and in UTC, it is the same end.
  const utc = night().map((line) => line.startsWith("DTEND") ? "DTEND:20261021T040000Z" : line);
  const lisbon = night().map((line) =>
    line.startsWith("DTEND") ? inZone("Europe/Lisbon")("DTEND", "20261021T050000") : line
  );
  for (const lines of [utc, lisbon]) assert.deepEqual(mergedBusy(lines), mergedBusy(night()));
  // A changed night, all later ones, and one of the series without an end of its own.
  const change = (id: string, ...more: string[]) =>
    busy([...night(), ...event(id, zoned("DTSTART", "20261024T230000"), ...more)], week);
  const id = zoned("RECURRENCE-ID", "20261024T220000");
  const end = zoned("DTEND", "20261025T060000");
  assert.ok(change(id, end).includes("2026-10-24T21:00/2026-10-25T05:00"));
  assert.ok(change(id).includes("2026-10-24T21:00/2026-10-25T06:00"));
  const future = zoned("RECURRENCE-ID;RANGE=THISANDFUTURE", "20261022T220000");
  const later = event(
    future,
    zoned("DTSTART", "20261022T223000"),
    zoned("DTEND", "20261023T060000"),
  );
  assert.ok(busy([...night(), ...later], week).includes("2026-10-24T20:30/2026-10-25T05:00"));
  const added = event(
    "DTSTART:20261001T090000Z",
    "DURATION:PT1H",
    "RDATE;VALUE=PERIOD;TZID=Europe/Berlin:20261024T220000/20261025T060000",
  );
  assert.deepEqual(busy(added, week), ["2026-10-24T20:00/2026-10-25T05:00"]);
});

Deno.test("parseBusyTimes: a night with hours as DURATION may be counted on the wall clock too", () => {
  const night = (length: string) =>
    event(zoned("DTSTART", "20261020T220000"), `DURATION:${length}`, "RRULE:FREQ=DAILY;COUNT=10");
  for (const length of ["PT8H", "PT480M"]) {
    assert.ok(mergedBusy(night(length)).includes("2026-10-24T20:00/2026-10-25T05:00"), length);
  }
  assert.equal(approximateOf(night("PT8H")), "end");
  // Days of a duration are days of the calendar for every program.
  const noon = event(zoned("DTSTART", "20261024T120000"), "DURATION:P1D");
  assert.deepEqual([mergedBusy(noon), approximateOf(noon)], [
    ["2026-10-24T10:00/2026-10-25T11:00"],
    null,
  ]);
});

Deno.test("parseBusyTimes: the night of a clock change is longer in the south and by half an hour as well", () => {
  const night = (zone: string, day: string) => {
    const at = inZone(zone);
    return event(at("DTSTART", `${day}T220000`), at("DTEND", `${day.slice(0, 6)}30T060000`));
  };
  const series = (zone: string, first: string, next: string, change: string) => {
    const at = inZone(zone);
    const lines = event(
      at("DTSTART", `${first}T220000`),
      at("DTEND", `${next}T060000`),
      "RRULE:FREQ=DAILY",
    );
    const noon = Date.parse(`${change}T12:00Z`);
    const window = { start: noon - 30 * HOUR, end: noon + 30 * HOUR };
    const [object] = parseBusyTimes(calendar(...lines), window, "UTC").objects;
    const whole = object?.busy.filter(({ start, end }) => start > window.start && end < window.end);
    return whole?.map(({ start, end }) => (end - start) / HOUR);
  };
  assert.deepEqual(series("Australia/Sydney", "20260401", "20260402", "2026-04-04"), [8, 9]);
  assert.deepEqual(series("Australia/Lord_Howe", "20260401", "20260402", "2026-04-04"), [8, 8.5]);
  assert.deepEqual(series("America/New_York", "20261028", "20261029", "2026-11-01"), [9, 8]);
  // In spring the exact length ends later than the written time.
  assert.deepEqual(series("Europe/Berlin", "20260325", "20260326", "2026-03-28"), [8, 8]);
  // One night alone ends when it says, which every program reads alike.
  assert.equal(approximateOf(night("Europe/Berlin", "20260329")), null);
});

Deno.test("parseBusyTimes: a series that begins in the night of a clock change keeps the longer length", () => {
  const from = (start: string, end: string) =>
    event(zoned("DTSTART", start), zoned("DTEND", end), "RRULE:FREQ=DAILY;COUNT=3");
  // Seven hours exactly, eight on the wall clock.
  const spring = from("20260328T220000", "20260329T060000");
  assert.deepEqual(mergedBusy(spring), [
    "2026-03-28T21:00/2026-03-29T04:00",
    "2026-03-29T20:00/2026-03-30T04:00",
    "2026-03-30T20:00/2026-03-31T04:00",
  ]);
  // Nine hours exactly.
  const autumn = from("20261024T220000", "20261025T060000");
  assert.deepEqual(mergedBusy(autumn), [
    "2026-10-24T20:00/2026-10-25T05:00",
    "2026-10-25T21:00/2026-10-26T06:00",
    "2026-10-26T21:00/2026-10-27T06:00",
  ]);
  for (const lines of [spring, autumn]) assert.equal(approximateOf(lines), "end");
});

Deno.test("parseBusyTimes: of DTEND and DURATION the one that ends later counts", () => {
  const lines = event(
    zoned("DTSTART", "20261024T120000"),
    zoned("DTEND", "20261025T110000"),
    "DURATION:P1D",
  );
  for (const order of [lines, [...lines.slice(0, 3), lines[4]!, lines[3]!, "END:VEVENT"]]) {
    assert.deepEqual(mergedBusy(order), ["2026-10-24T10:00/2026-10-25T11:00"]);
    assert.deepEqual([approximateOf(order), reasons(order)], ["end", []]);
  }
  const dates = event(
    "DTSTART;VALUE=DATE:20260706",
    "DTEND;VALUE=DATE:20260707",
    "DURATION:P2D",
  );
  assert.deepEqual(mergedBusy(dates), ["2026-07-05T22:00/2026-07-07T22:00"]);
});

Deno.test("parseBusyTimes: weeks of a year without BYDAY are DTSTART's weekday and whole weeks", () => {
  const weeks = (rule: string, start = "DTSTART:20250514T090000Z") =>
    event(start, "DURATION:PT1H", `RRULE:FREQ=YEARLY;${rule}`);
  const twentieth = weeks("BYWEEKNO=20");
  assert.deepEqual(
    days(twentieth).map((day) => day.slice(0, 10)).slice(0, 8),
    ["11", "12", "13", "14", "15", "16", "17"].map((day) => `2026-05-${day}`)
      .concat("2027-05-17"),
  );
  for (const rule of ["BYWEEKNO=20;WKST=SU", "BYWEEKNO=-33", "BYWEEKNO=20;BYMONTH=5"]) {
    assert.equal(approximateOf(weeks(rule)), "rule", rule);
    assert.equal(days(weeks(rule)).length, 14, rule);
  }
  // Each reading counts for itself: three years, or three days.
  assert.equal(days(weeks("BYWEEKNO=20;COUNT=3")).at(-1), "2027-05-19T09:00");
  assert.equal(days(weeks("BYWEEKNO=20;COUNT=3", "DTSTART:20260511T090000Z")).length, 4);
  const dates = event("DTSTART;VALUE=DATE:20250514", "RRULE:FREQ=YEARLY;BYWEEKNO=20");
  assert.deepEqual(mergedBusy(dates, "UTC")[0], "2026-05-11T00:00/2026-05-18T00:00");
  for (const rule of ["BYWEEKNO=20;BYDAY=WE", "BYWEEKNO=20;BYMONTHDAY=13"]) {
    assert.equal(approximateOf(weeks(rule)), null, rule);
  }
});

Deno.test("parseBusyTimes: further dates and ends in an unknown zone are busy at every time they may mean", () => {
  const at = inZone("Company Time");
  const company = event(
    at("DTSTART", "20261208T090000"),
    at("DTEND", "20261208T100000"),
    at("RDATE", "20261210T090000,20261214T090000"),
  );
  const around = (day: number) =>
    `2026-12-${String(day - 1).padStart(2, "0")}T19:00/2026-12-${
      String(day).padStart(2, "0")
    }T22:00`;
  assert.deepEqual(mergedBusy(company), [8, 10, 14].map(around));
  const known = (...more: string[]) =>
    event("DTSTART:20261201T090000Z", "DTEND:20261201T100000Z", ...more);
  const first = "2026-12-01T09:00/2026-12-01T10:00";
  const cases: [lines: string[], busy: string[]][] = [
    [known(at("RDATE", "20261210T090000")), [first, around(10)]],
    [known(at("RDATE;VALUE=PERIOD", "20261210T090000/PT1H")), [first, around(10)]],
    [known(at("RDATE;VALUE=PERIOD", "20261210T090000/20261210T100000")), [first, around(10)]],
    // An end up to twelve hours later than it would be in UTC.
    [event("DTSTART:20261210T090000Z", at("DTEND", "20261210T100000")), [
      "2026-12-10T09:00/2026-12-10T22:00",
    ]],
    [event(at("DTSTART", "20261210T090000"), "DTEND:20261210T100000Z"), [around(10)]],
    // Where it is nine, it is one hour later in UTC.
    [event(at("DTSTART", "20261210T090000"), "DTEND:20261210T080000Z"), [
      "2026-12-09T19:00/2026-12-10T21:00",
    ]],
    [
      [
        ...known("RRULE:FREQ=DAILY;COUNT=2"),
        ...event(
          "RECURRENCE-ID:20261202T090000Z",
          "DTSTART:20261203T090000Z",
          "DURATION:PT1H",
          at("RDATE", "20261210T090000"),
        ),
      ],
      [first, "2026-12-03T09:00/2026-12-03T10:00", around(10)],
    ],
  ];
  for (const [lines, wanted] of cases) {
    assert.deepEqual(mergedBusy(lines), wanted, lines.join());
    const [object] = read(lines).objects;
    assert.deepEqual([object?.approximate, reasons(lines)], ["zone", []], lines.join());
  }
});

Deno.test("parseBusyTimes: an instance that names an unknown zone leaves its series as it is", () => {
  const series = event("DTSTART:20260706T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3");
  const changed = event(
    inZone("Company Time")("RECURRENCE-ID", "20260707T090000"),
    "DTSTART:20260710T090000Z",
    "DURATION:PT1H",
    "SEQUENCE:4",
  );
  const lines = [...series, ...changed];
  assert.deepEqual(days(lines).map((day) => day.slice(8, 10)), ["06", "07", "08", "10"]);
  assert.deepEqual(reasons(lines), ["an unknown time zone"]);
});

Deno.test("parseBusyTimes: an instance with a rule of its own is busy by it, and counted", () => {
  const lines = [
    ...event("DTSTART:20260706T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2"),
    ...event(
      "RECURRENCE-ID:20260707T090000Z",
      "DTSTART:20260707T110000Z",
      "DURATION:PT1H",
      "RRULE:FREQ=DAILY;COUNT=3",
    ),
  ];
  assert.deepEqual(days(lines), [
    "2026-07-06T09:00",
    "2026-07-07T11:00",
    "2026-07-08T11:00",
    "2026-07-09T11:00",
  ]);
  assert.equal(approximateOf(lines), "rule");
});

Deno.test("parseBusyTimes: what begins in the hour that is skipped is moved as a whole", () => {
  const floating = (start: string, end: string, zone = "Europe/Berlin", ...more: string[]) => {
    const lines = event(`DTSTART:${start}`, `DTEND:${end}`, ...more);
    assert.deepEqual(parseBusyTimes(calendar(...lines), wide, zone).unreadable, []);
    return busy(lines, wide, zone);
  };
  const moved = ["2026-03-29T01:30/2026-03-29T02:00"];
  assert.deepEqual(floating("20260329T023000", "20260329T030000"), moved);
  assert.deepEqual(floating("20260329T023000", "20260329T024500"), [
    "2026-03-29T01:30/2026-03-29T01:45",
  ]);
  assert.deepEqual(floating("20260329T023000", "20260329T033000"), [
    "2026-03-29T01:30/2026-03-29T02:30",
  ]);
  // It ends where it says when that is later.
  assert.deepEqual(floating("20260329T023000", "20260329T040000"), moved);
  assert.deepEqual(
    busy(event(zoned("DTSTART", "20260329T023000"), zoned("DTEND", "20260329T030000"))),
    moved,
  );
  assert.deepEqual(floating("20261004T021500", "20261004T022000", "Australia/Lord_Howe"), [
    "2026-10-03T15:45/2026-10-03T15:50",
  ]);
  assert.deepEqual(
    floating("20260329T023000", "20260329T030000", "Europe/Berlin", "RRULE:FREQ=DAILY;COUNT=2"),
    [...moved, "2026-03-30T00:30/2026-03-30T01:00"],
  );
  const period = "RDATE;VALUE=PERIOD:20260329T023000/20260329T030000";
  assert.deepEqual(floating("20260301T090000", "20260301T091500", "Europe/Berlin", period), [
    "2026-03-01T08:00/2026-03-01T08:15",
    ...moved,
  ]);
  // In the repeated hour both of its ends are after its first start.
  assert.deepEqual(floating("20261025T023000", "20261025T033000"), [
    "2026-10-25T00:30/2026-10-25T02:30",
  ]);
});
