import assert from "node:assert/strict";
import { parseBusyTimes } from "$lib/icalendar/busy-times.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import {
  BERLIN,
  busy,
  calendar,
  event,
  span,
  weekly,
  wide,
  zoned,
} from "../support/icalendar/parse-lines.ts";

Deno.test("parseBusyTimes: a weekly series keeps its wall time over a clock change", () => {
  const series = event(
    zoned("DTSTART", "20180102T090000"),
    zoned("DTEND", "20180102T100000"),
    "RRULE:FREQ=WEEKLY;BYDAY=MO",
  );
  assert.deepEqual(busy(series, span("2026-03-21T00:00Z", "2026-04-01T00:00Z")), [
    "2026-03-23T08:00/2026-03-23T09:00",
    "2026-03-30T07:00/2026-03-30T08:00",
  ]);
});

Deno.test("parseBusyTimes: DTEND repeats an exact length, DURATION in days a nominal one", () => {
  const night = span("2026-03-28T00:00Z", "2026-03-30T12:00Z");
  const exact = event(
    zoned("DTSTART", "20260320T220000"),
    zoned("DTEND", "20260321T060000"),
    "RRULE:FREQ=DAILY",
  );
  assert.deepEqual(busy(exact, night).slice(1, 3), [
    "2026-03-28T21:00/2026-03-29T05:00",
    "2026-03-29T20:00/2026-03-30T04:00",
  ]);
  const nominal = event(zoned("DTSTART", "20260328T120000"), "DURATION:P1D");
  assert.deepEqual(busy(nominal), ["2026-03-28T11:00/2026-03-29T10:00"]);
  const hours = event(zoned("DTSTART", "20260328T120000"), "DURATION:PT24H");
  assert.deepEqual(busy(hours), ["2026-03-28T11:00/2026-03-29T11:00"]);
});

Deno.test("parseBusyTimes: a start inside the gap moves forward, an ambiguous one is the first", () => {
  const gap = event(zoned("DTSTART", "20260329T023000"), "DURATION:PT15M");
  assert.deepEqual(busy(gap), ["2026-03-29T01:30/2026-03-29T01:45"]);
  const twice = event(zoned("DTSTART", "20261025T023000"), "DURATION:PT15M");
  assert.deepEqual(busy(twice), ["2026-10-25T00:30/2026-10-25T00:45"]);
});

Deno.test("parseBusyTimes: UNTIL is included, as an instant and as a date", () => {
  const series = (until: string) =>
    event(
      zoned("DTSTART", "20260706T090000"),
      "DURATION:PT1H",
      `RRULE:FREQ=WEEKLY;UNTIL=${until}`,
    );
  assert.equal(busy(series("20260720T070000Z")).length, 3);
  assert.equal(busy(series("20260720T065959Z")).length, 2);
  assert.equal(busy(series("20260720")).length, 3);
  assert.equal(busy(series("20260719")).length, 2);
  const days = event("DTSTART;VALUE=DATE:20260706", "RRULE:FREQ=WEEKLY;UNTIL=20260720T000000Z");
  assert.equal(busy(days).length, 3);
});

Deno.test("parseBusyTimes: EXDATE by instant, in another zone, as a date; an unreadable one removes nothing", () => {
  const series = (...except: string[]) =>
    busy(event(
      zoned("DTSTART", "20260706T090000"),
      "DURATION:PT1H",
      "RRULE:FREQ=DAILY;COUNT=4",
      ...except,
    )).map((line) => line.slice(8, 10));
  assert.deepEqual(series(zoned("EXDATE", "20260707T090000")), ["06", "08", "09"]);
  assert.deepEqual(series("EXDATE:20260707T070000Z,20260709T070000Z"), ["06", "08"]);
  assert.deepEqual(series("EXDATE;TZID=America/New_York:20260708T030000"), ["06", "07", "09"]);
  assert.deepEqual(series("EXDATE;VALUE=DATE:20260706"), ["07", "08", "09"]);
  assert.deepEqual(series("EXDATE:soon", "EXDATE;TZID=Nowhere/Land:20260707T090000").length, 4);
});

Deno.test("parseBusyTimes: RDATE adds to the start, periods have their own length", () => {
  assert.deepEqual(
    busy(event(
      "DTSTART:20260706T090000Z",
      "DURATION:PT1H",
      "RDATE:20260708T090000Z",
      "RDATE;VALUE=PERIOD:20260710T090000Z/PT15M,20260711T090000Z/20260711T093000Z",
    )),
    [
      "2026-07-06T09:00/2026-07-06T10:00",
      "2026-07-08T09:00/2026-07-08T10:00",
      "2026-07-10T09:00/2026-07-10T09:15",
      "2026-07-11T09:00/2026-07-11T09:30",
    ],
  );
});

Deno.test("parseBusyTimes: an instance that was moved, cancelled, made free, or stands alone", () => {
  const moved = event(
    zoned("RECURRENCE-ID", "20260713T090000"),
    zoned("DTSTART", "20260714T150000"),
    zoned("DTEND", "20260714T170000"),
  );
  assert.deepEqual(busy([...weekly, ...moved]), [
    "2026-07-06T07:00/2026-07-06T08:00",
    "2026-07-14T13:00/2026-07-14T15:00",
    "2026-07-20T07:00/2026-07-20T08:00",
    "2026-07-27T07:00/2026-07-27T08:00",
  ]);
  const gone = event("RECURRENCE-ID:20260713T070000Z", "STATUS:CANCELLED");
  assert.equal(busy([...weekly, ...gone]).length, 3);
  const free = event(
    zoned("RECURRENCE-ID", "20260713T090000"),
    zoned("DTSTART", "20260713T090000"),
    "DURATION:PT1H",
    "TRANSP:TRANSPARENT",
  );
  assert.equal(busy([...weekly, ...free]).length, 3);
  const alone = event(
    "RECURRENCE-ID:20260901T070000Z",
    "DTSTART:20260901T080000Z",
    "DURATION:PT1H",
  );
  assert.equal(busy([...weekly, ...alone]).length, 5);
  assert.deepEqual(busy(alone), ["2026-09-01T08:00/2026-09-01T09:00"]);
});

Deno.test("parseBusyTimes: THISANDFUTURE moves and resizes every later instance", () => {
  const later = event(
    "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260720T090000",
    zoned("DTSTART", "20260721T110000"),
    zoned("DTEND", "20260721T113000"),
  );
  assert.deepEqual(busy([...weekly, ...later]), [
    "2026-07-06T07:00/2026-07-06T08:00",
    "2026-07-13T07:00/2026-07-13T08:00",
    "2026-07-21T09:00/2026-07-21T09:30",
    "2026-07-28T09:00/2026-07-28T09:30",
  ]);
});

Deno.test("parseBusyTimes: a rule that cannot be expanded is busy every day at its time, or throughout", () => {
  const week = span("2026-07-06T00:00Z", "2026-07-09T00:00Z");
  const odd = (rule: string) => {
    const lines = event("DTSTART:20200101T090000Z", "DURATION:PT1H", `RRULE:${rule}`);
    const [object] = parseBusyTimes(calendar(...lines), week, BERLIN).objects;
    return [object?.approximate, ...busy(lines, week).map((line) => line.slice(5))];
  };
  assert.deepEqual(odd("RSCALE=HEBREW;FREQ=YEARLY"), [
    "rule",
    "07-06T09:00/2026-07-06T10:00",
    "07-07T09:00/2026-07-07T10:00",
    "07-08T09:00/2026-07-08T10:00",
  ]);
  const throughout = ["rule", "07-06T00:00/2026-07-09T00:00"];
  assert.deepEqual(odd("FREQ=SOMETIMES"), throughout);
  // A part that says times stands joined to another by a sign that is none of a rule.
  assert.deepEqual(odd("FREQ=DAILY?BYMINUTE=0,10;INTERVAL=5"), throughout);
  // A rule that can be read and has ended says nothing of one that cannot.
  assert.deepEqual(odd("FREQ=WEEKLY;UNTIL=20200301\r\nRRULE:FREQ=MONTHLY;INTER~AL=2"), throughout);
  assert.deepEqual(odd("FREQ=MONTHLY;INTER~AL=2\r\nRRULE:FREQ=WEEKLY;UNTIL=20200301"), throughout);
});

Deno.test("parseBusyTimes: an opaque override of a free series with an unreadable rule may be at any time", () => {
  const week = span("2026-07-06T00:00Z", "2026-07-09T00:00Z");
  const later = event(
    "RECURRENCE-ID;RANGE=THISANDFUTURE:20260201T090000Z",
    "DTSTART:20260201T090000Z",
    "DURATION:PT1H",
  );
  const free = (rule: string) =>
    event("DTSTART:20260101T090000Z", "DURATION:PT1H", "TRANSP:TRANSPARENT", rule);
  assert.equal(busy([...free("RRULE:FREQ=DAILY"), ...later], week).length, 3);
  assert.deepEqual(busy([...free("RRULE:FREQ=D_ILY"), ...later], week), [
    "2026-07-06T00:00/2026-07-09T00:00",
  ]);
  const broken = [...free("RRULE?FREQ=DAILY"), ...later];
  assert.equal(parseBusyTimes(calendar(...broken), week, BERLIN).unreadable.length, 1);
});

Deno.test("parseBusyTimes: an override that may have been THISANDFUTURE is reported however old it is", () => {
  const week = span("2026-07-06T00:00Z", "2026-07-09T00:00Z");
  const series = event("DTSTART:20200101T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY");
  const later = event(
    "RECURRENCE-ID;TZID=Europe/Berlin?RANGE=THISANDFUTURE:20200301T100000",
    "DTSTART:20200301T120000Z",
    "DURATION:PT1H",
  );
  const { unreadable } = parseBusyTimes(calendar(...series, ...later), week, BERLIN);
  assert.deepEqual(unreadable.map(({ reason }) => reason), ["an unknown time zone"]);
});

Deno.test("parseBusyTimes: endless, impossible and hostile rules end soon, and never look free", () => {
  const year = span("2026-01-01T00:00Z", "2027-01-01T00:00Z");
  const hostile = [
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=SECONDLY",
    "FREQ=MINUTELY;INTERVAL=7",
    "FREQ=SECONDLY;COUNT=999999999",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5",
    "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=MONTHLY;BYDAY=MO;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23;BYMINUTE=" +
    Array.from({ length: 60 }, (_, i) => i).join() + ";BYSECOND=" +
    Array.from({ length: 60 }, (_, i) => i).join() + ";BYSETPOS=-366",
  ];
  for (const rule of hostile) {
    const lines = event("DTSTART:00010101T000000Z", "DURATION:PT1S", `RRULE:${rule}`);
    const yardstick = yard();
    const began = performance.now();
    const [object] = parseBusyTimes(calendar(...lines), year, BERLIN).objects;
    const yards = (performance.now() - began) / yardstick;
    assert.ok(yards < 300, `${rule} took ${yards} yards`);
    if (object?.approximate) assert.deepEqual(object.busy, [year]);
  }
  const dates = Array.from({ length: 100_000 }, (_, i) => new Date(wide.start + i * 864e5 / 64))
    .map((date) => date.toISOString().replace(/[-:]|\.\d+/g, ""));
  const many = event("DTSTART:20260101T000000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY")
    .concat(`EXDATE:${dates.join()}`);
  const yardstick = yard();
  const began = performance.now();
  busy(many);
  assert.ok((performance.now() - began) / yardstick < 500);
});

/** How long this machine takes, now, for a fixed piece of work: some ten milliseconds at rest. */
function yard(): number {
  const began = performance.now();
  const counted = new Map<number, number>();
  for (let i = 0; i < 200_000; i++) counted.set(i * 7 % 1000, (counted.get(i % 1000) ?? 0) + i);
  assert.equal(counted.size, 1000);
  return performance.now() - began;
}

Deno.test("parseBusyTimes: an old endless series costs no more than a young one", () => {
  const lines = (year: string) =>
    event(`DTSTART:${year}0101T090000Z`, "DURATION:PT1H", "RRULE:FREQ=DAILY;INTERVAL=3");
  const month = span("2026-07-01T00:00Z", "2026-08-01T00:00Z");
  /** The quickest of many: whatever else the machine does only ever adds. */
  const timed = (year: string) =>
    Math.min(...Array.from({ length: 100 }, () => {
      const began = performance.now();
      assert.ok(busy(lines(year), month).length > 9);
      return performance.now() - began;
    }));
  timed("2026");
  assert.ok(timed("1200") < 5 * timed("2026"));
});

Deno.test("parseBusyTimes: WKST decides whether the Sunday after a Tuesday is in the same week", () => {
  const sundays = (more: string) =>
    busy(event("DTSTART:20260804T090000Z", "DURATION:PT1H", `RRULE:FREQ=WEEKLY;INTERVAL=2;${more}`))
      .map((line) => line.slice(5, 10)).slice(0, 4);
  assert.deepEqual(sundays("BYDAY=SU"), ["08-04", "08-09", "08-23", "09-06"]);
  assert.deepEqual(sundays("BYDAY=SU;WKST=SU"), ["08-04", "08-16", "08-30", "09-13"]);
});

Deno.test("parseBusyTimes: an RDATE period keeps other lengths; a date among date-times is that day", () => {
  const series = (...more: string[]) =>
    busy(event("DTSTART:20260706T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2", ...more));
  assert.deepEqual(series("RDATE;VALUE=PERIOD:20260706T090000Z/PT3H,20260707T090000Z/PT15M"), [
    "2026-07-06T09:00/2026-07-06T12:00",
    "2026-07-07T09:00/2026-07-07T10:00",
  ]);
  assert.deepEqual(series("RDATE;VALUE=DATE:20260710").at(-1), "2026-07-10T00:00/2026-07-11T00:00");
});

Deno.test("parseBusyTimes: UNTIL of another value type, or in an unknown zone, ends no series early", () => {
  const days = (until: string) =>
    busy(event("DTSTART;VALUE=DATE:20260706", `RRULE:FREQ=DAILY;UNTIL=${until}`))
      .map((line) => line.slice(-16, -6));
  // Midnight in Berlin, and the moment before.
  assert.deepEqual(days("20260707T220000Z"), ["2026-07-08"]);
  assert.deepEqual(days("20260707T215959Z"), ["2026-07-07"]);
  // At nine in Auckland, if that is what it means.
  const far = event(
    "DTSTART;TZID=Nowhere/Land:20260706T090000",
    "DURATION:PT1H",
    "RRULE:FREQ=DAILY;UNTIL=20260706T210000Z",
  );
  const [object] = parseBusyTimes(calendar(...far), wide, BERLIN).objects;
  const last = Date.UTC(2026, 6, 6, 21);
  assert.ok(object?.busy.some(({ start, end }) => start <= last && last + HOUR <= end));
});
