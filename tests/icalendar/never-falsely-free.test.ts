import assert from "node:assert/strict";
import { parseBusyTimes, type ParsedBusyTimes } from "$lib/icalendar/busy-times.ts";
import { merge } from "$lib/scheduling/span.ts";

/** Shapes of entries that were once read as less time than they take, and nobody was told. */
const window = { start: Date.UTC(2026, 0), end: Date.UTC(2027, 11) };
const BERLIN = "Europe/Berlin";

const calendar = (...lines: string[]) =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", ...lines, "END:VCALENDAR", ""].join("\r\n");
const event = (...lines: string[]) => ["BEGIN:VEVENT", "UID:a", ...lines, "END:VEVENT"];
const zoned = (name: string, time: string) => `${name};TZID=Europe/Berlin:${time}`;

function read(lines: string[], zone = BERLIN, self: string[] = []): ParsedBusyTimes {
  return parseBusyTimes(calendar(...lines), window, zone, self);
}

/** Busy spans as `from/to` in UTC minutes. */
function busy(lines: string[], zone = BERLIN, self: string[] = []): string[] {
  const short = (at: number) => new Date(at).toISOString().slice(0, 16);
  return merge(read(lines, zone, self).objects.flatMap((object) => object.busy))
    .map(({ start, end }) => `${short(start)}/${short(end)}`);
}

const days = (lines: string[], zone = BERLIN) => busy(lines, zone).map((span) => span.slice(0, 16));
const reasons = (lines: string[]) => read(lines).unreadable.map(({ why }) => why);
const unknown = (lines: string[], zone = BERLIN) => read(lines, zone).objects[0]?.approximate;

Deno.test("parseBusyTimes: an event is declined only when both own addresses declined", () => {
  const self = ["ada@example.org", "ada@home.example"];
  const invited = (...attendees: string[]) =>
    busy(event("DTSTART:20260706T090000Z", "DURATION:PT1H", ...attendees), BERLIN, self).length;
  const no = "ATTENDEE;PARTSTAT=DECLINED:mailto:ada@example.org";
  for (const partstat of ["ACCEPTED", "TENTATIVE", "NEEDS-ACTION", "DELEGATED"]) {
    assert.equal(invited(no, `ATTENDEE;PARTSTAT=${partstat}:mailto:ada@home.example`), 1, partstat);
  }
  assert.equal(invited(no, "ATTENDEE:mailto:ADA@home.example"), 1);
  assert.equal(invited("ATTENDEE;PARTSTAT=ACCEPTED;EMAIL=ada@home.example:urn:uuid:1", no), 1);
  assert.equal(invited(no), 0);
  assert.equal(invited(no, "ATTENDEE;PARTSTAT=DECLINED:mailto:ada@home.example"), 0);
  assert.equal(invited(no, "ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org"), 0);
});

Deno.test("parseBusyTimes: an own address matches whatever the case of its domain", () => {
  const self = ["ada@xn--mller-kva.de", "ada@home.example"];
  const invited = (...attendees: string[]) =>
    busy(event("DTSTART:20260706T090000Z", "DURATION:PT1H", ...attendees), BERLIN, self).length;
  const no = "ATTENDEE;PARTSTAT=DECLINED:mailto:ada@home.example";
  assert.equal(invited(no, "ATTENDEE;PARTSTAT=ACCEPTED:mailto:Ada@Müller.de"), 1);
  assert.equal(invited("ATTENDEE;PARTSTAT=DECLINED:MAILTO:ada@müller.de"), 0);
});

Deno.test("parseBusyTimes: an event that is both opaque and transparent is busy", () => {
  const says = (...lines: string[]) =>
    busy(event("DTSTART:20260706T090000Z", "DURATION:PT1H", ...lines)).length;
  assert.equal(says("TRANSP:TRANSPARENT", "TRANSP:OPAQUE"), 1);
  assert.equal(says("STATUS:CANCELLED", "STATUS:CONFIRMED"), 1);
  assert.equal(says("X-MICROSOFT-CDO-BUSYSTATUS:FREE", "X-MICROSOFT-CDO-BUSYSTATUS:BUSY"), 1);
});

Deno.test("parseBusyTimes: an hourly rule goes on through the repeated hour", () => {
  const round = (...rule: string[]) =>
    event(zoned("DTSTART", "20261024T000000"), "DURATION:PT1H", ...rule);
  const whole = ["2026-10-23T22:00/2026-10-25T23:00"];
  assert.deepEqual(busy(round("RRULE:FREQ=HOURLY;UNTIL=20261025T220000Z")), whole);
  const hours = Array.from({ length: 24 }, (_, hour) => hour).join();
  assert.deepEqual(busy(round(`RRULE:FREQ=DAILY;COUNT=48;BYHOUR=${hours}`)), whole);
  const quarters = event(
    zoned("DTSTART", "20261024T000000"),
    "DURATION:PT15M",
    "RRULE:FREQ=MINUTELY;INTERVAL=15;COUNT=192",
  );
  assert.deepEqual(busy(quarters), whole);
  const later = event(
    "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261024T120000",
    zoned("DTSTART", "20261024T120000"),
    "DURATION:PT1H",
  );
  assert.deepEqual(busy([...round("RRULE:FREQ=HOURLY;COUNT=48"), ...later]), whole);
});

Deno.test("parseBusyTimes: in the repeated hour an override replaces one instance and leaves the other", () => {
  const round = (...more: string[]) =>
    busy([
      ...event(zoned("DTSTART", "20261025T000000"), "DURATION:PT1H", "RRULE:FREQ=HOURLY;COUNT=6"),
      ...more,
    ]);
  const except = (line: string) =>
    busy(
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

Deno.test("parseBusyTimes: an all-day event lasts whole days, and at least one", () => {
  const day = ["2026-07-05T22:00/2026-07-06T22:00"];
  const allDay = (...more: string[]) => busy(event("DTSTART;VALUE=DATE:20260706", ...more));
  for (const length of ["PT0S", "P0D", "PT12H", "P0W", "PT24H"]) {
    assert.deepEqual(allDay(`DURATION:${length}`), day, length);
  }
  assert.deepEqual(allDay("DURATION:PT36H"), ["2026-07-05T22:00/2026-07-07T22:00"]);
  assert.deepEqual(allDay(zoned("DTEND", "20260706T000000")), day);
  assert.deepEqual(allDay(zoned("DTEND", "20260706T120000")), day);
  assert.deepEqual(reasons(event("DTSTART;VALUE=DATE:20260706", "DTEND;VALUE=DATE:20260701")), [
    "an end before its start",
  ]);
  // A time that ends with a date may end with its last moment.
  assert.deepEqual(busy(event(zoned("DTSTART", "20260706T090000"), "DTEND;VALUE=DATE:20260707")), [
    "2026-07-06T07:00/2026-07-07T22:00",
  ]);
});

Deno.test("parseBusyTimes: of several ends the last one counts, and the entry is counted", () => {
  const several = (...ends: string[]) => event("DTSTART:20260706T090000Z", ...ends);
  const two = several("DTEND:20260706T090000Z", "DURATION:PT2H");
  assert.deepEqual(busy(two), ["2026-07-06T09:00/2026-07-06T11:00"]);
  assert.deepEqual(reasons(two), ["more than one end"]);
  assert.deepEqual(
    busy(several("DTEND:20260706T091500Z", "DTEND:20260706T110000Z")),
    ["2026-07-06T09:00/2026-07-06T11:00"],
  );
  assert.deepEqual(reasons(several("DTEND:20260706T100000Z", "DURATION:PT1H")), []);
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
  assert.deepEqual(busy(change(id)), [first, "2026-07-13T07:00/2026-07-13T09:00", last]);
  assert.deepEqual(busy(change(id, zoned("DTEND", "20260713T120000"))), [
    first,
    "2026-07-13T07:00/2026-07-13T10:00",
    last,
  ]);
  assert.deepEqual(busy(change(id, zoned("DTSTART", "20260714T150000"))), [
    first,
    "2026-07-14T13:00/2026-07-14T15:00",
    last,
  ]);
  const dates = event("DTSTART;VALUE=DATE:20260706", "DURATION:P3D", "RRULE:FREQ=WEEKLY;COUNT=2");
  const moved = event("RECURRENCE-ID;VALUE=DATE:20260713", "DTSTART;VALUE=DATE:20260720");
  assert.deepEqual(busy([...dates, ...moved]).at(-1), "2026-07-19T22:00/2026-07-22T22:00");
  const alone = event(id, zoned("DTSTART", "20260714T150000"));
  assert.deepEqual(reasons(alone), ["an instance without an end"]);
  assert.deepEqual(busy(alone), ["2026-07-14T13:00/2026-07-15T13:00"]);
});

Deno.test("parseBusyTimes: THISANDFUTURE without an end keeps the length of the instances", () => {
  const future = "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260713T090000";
  assert.deepEqual(busy(change(future, zoned("DTSTART", "20260714T150000"))), [
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
  assert.equal(busy([...hourly, ...moved], "UTC").length, 4);
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
    assert.equal(unknown(lines), "rule", rule);
    const spans = busy(lines);
    assert.ok(spans.length > 500 && spans.every((span) => span.slice(11, 16) === "09:00"), rule);
  }
  const hours = event("DTSTART:20260706T090000Z", "DURATION:PT1H", "RRULE:FREQ=HOURLY;BYWEEKNO=20");
  assert.equal(unknown(hours), "rule");
  assert.equal(busy(hours).length, 1);
  // Its end is as clear as that of any other.
  const ended = event(
    "DTSTART:20260706T090000Z",
    "DURATION:PT1H",
    "RRULE:FREQ=WEEKLY;BYMONTHDAY=6;COUNT=2;UNTIL=20260712T000000Z",
  );
  assert.equal(busy(ended).length, 6);
});

Deno.test("parseBusyTimes: a rule that programs read in two ways is busy in both, and counted", () => {
  const lines = (rule: string) =>
    event("DTSTART:20260706T090000Z", "DURATION:PT1H", `RRULE:FREQ=${rule}`);
  // DTSTART's month, or every month.
  const dates = lines("YEARLY;BYMONTHDAY=6");
  assert.equal(unknown(dates), "rule");
  assert.deepEqual(days(dates).slice(0, 3), [
    "2026-07-06T09:00",
    "2026-08-06T09:00",
    "2026-09-06T09:00",
  ]);
  // The later of two ends.
  const ends = lines("DAILY;COUNT=2;UNTIL=20260710T090000Z");
  assert.equal(unknown(ends), "rule");
  assert.equal(busy(ends).length, 5);
  assert.equal(busy(lines("DAILY;COUNT=9;UNTIL=20260710T090000Z")).length, 9);
});

Deno.test("parseBusyTimes: an EXDATE in UTC removes a day only where the day begins then", () => {
  const series = (zone: string, except: string) => {
    const lines = event("DTSTART;VALUE=DATE:20260706", "RRULE:FREQ=DAILY;COUNT=3", except);
    const [object] = read(lines, zone).objects;
    const length = object?.busy.reduce(
      (sum, { start, end }) => sum + (end - start) / 86_400_000,
      0,
    );
    return [length, object?.approximate, busy(lines, zone)[0]?.slice(0, 10)];
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
  assert.deepEqual(busy([...dates, ...later], "Asia/Tokyo"), [
    "2026-07-05T15:00/2026-07-06T15:00",
    "2026-07-07T15:00/2026-07-09T15:00",
  ]);
});

Deno.test("parseBusyTimes: a line after white space is no continuation, and it is counted", () => {
  const blank = (line: string) =>
    event("SUMMARY:Lunch", "DTSTART:20260706T090000Z", "DESCRIPTION:With Bob", line);
  for (
    const line of [" DTEND:20260706T100000Z", "\tDURATION:PT1H", "  DTEND;TZID=UTC:20260706T100000"]
  ) {
    assert.deepEqual(busy(blank(line)), ["2026-07-06T09:00/2026-07-06T10:00"], line);
    assert.deepEqual(reasons(blank(line)), ["a line that cannot be read"], line);
  }
  const after = event("SUMMARY:Lunch", "DTSTART:20260706T090000Z", " DTEND:20260706T100000Z");
  assert.deepEqual(busy(after), ["2026-07-06T09:00/2026-07-06T10:00"]);
  assert.equal(
    busy(event("DTSTART:20260706T090000Z", "DURATION:PT1H", " RRULE:FREQ=DAILY;COUNT=3")).length,
    3,
  );
  const swallowed = [
    ...event("DTSTART:20260706T090000Z"),
    "X-NOTE:a",
    " BEGIN:VEVENT",
    " END:VEVENT",
  ];
  assert.deepEqual(reasons(swallowed), ["a line that cannot be read"]);
});

Deno.test("parseBusyTimes: a folded description that quotes times stays text", () => {
  const texts = [
    " Duration: 1 hour",
    " begin:vevent and more",
    " dtstart is when",
    " rrule: every day",
    "  DTEND later",
  ];
  for (const line of texts) {
    const lines = event("DTSTART:20260706T090000Z", "DURATION:PT1H", "DESCRIPTION:About", line);
    assert.deepEqual([busy(lines).length, reasons(lines)], [1, []], line);
  }
});

Deno.test("parseBusyTimes: a property with a group prefix is that property", () => {
  const grouped = event(
    "SUMMARY:Lunch",
    "item1.DTSTART:20260706T090000Z",
    "item1.DTEND;TZID=Europe/Berlin:20260706T120000",
    "item2.RRULE:FREQ=DAILY;COUNT=2",
  );
  assert.deepEqual(busy(grouped), [
    "2026-07-06T09:00/2026-07-06T10:00",
    "2026-07-07T09:00/2026-07-07T10:00",
  ]);
});

Deno.test("parseBusyTimes: of several series with one UID the highest SEQUENCE counts, else all of them", () => {
  const one = (day: string, ...more: string[]) =>
    event(`DTSTART:202607${day}T090000Z`, "DURATION:PT1H", ...more);
  assert.deepEqual(days([...one("06", "SEQUENCE:1"), ...one("07", "SEQUENCE:3"), ...one("08")]), [
    "2026-07-07T09:00",
  ]);
  const same = [...one("06", "SEQUENCE:2"), ...one("07", "SEQUENCE:2")];
  assert.deepEqual([days(same).length, unknown(same)], [2, "twice"]);
  const unclear = [...one("06", "SEQUENCE:2"), ...one("07", "SEQUENCE:two")];
  assert.deepEqual([days(unclear).length, unknown(unclear)], [2, "twice"]);
});

Deno.test("parseBusyTimes: VFREEBUSY with an unreadable line is counted", () => {
  const lines = [
    "BEGIN:VFREEBUSY",
    "FREEBUSY:20260706T090000Z/PT1H",
    "FREE?USY:20260707T090000Z/PT1H",
  ];
  assert.deepEqual(reasons([...lines, "END:VFREEBUSY"]), ["a line that cannot be read"]);
});

Deno.test("parseBusyTimes: years below 100 are not those of another century", () => {
  const lines = event("DTSTART:00010101T090000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;INTERVAL=2");
  // 1 January of the year 1 was a Monday, that of 1901 a Tuesday.
  assert.deepEqual(days(lines)[0], "2026-01-05T09:00");
});
