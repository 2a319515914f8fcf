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

Deno.test("parseBusyTimes: a single event in UTC, in a zone, and floating in the host's zone", () => {
  assert.deepEqual(busy(event("DTSTART:20260310T090000Z", "DTEND:20260310T100000Z")), [
    "2026-03-10T09:00/2026-03-10T10:00",
  ]);
  assert.deepEqual(
    busy(event(zoned("DTSTART", "20260710T090000"), zoned("DTEND", "20260710T093000"))),
    ["2026-07-10T07:00/2026-07-10T07:30"],
  );
  assert.deepEqual(
    busy(event("DTSTART:20260710T090000", "DURATION:PT1H"), wide, "America/New_York"),
    ["2026-07-10T13:00/2026-07-10T14:00"],
  );
});

Deno.test("parseBusyTimes: all-day events follow the host's zone, over clock changes too", () => {
  assert.deepEqual(busy(event("DTSTART;VALUE=DATE:20260329")), [
    "2026-03-28T23:00/2026-03-29T22:00",
  ]);
  assert.deepEqual(
    busy(event("DTSTART;VALUE=DATE:20261024", "DTEND;VALUE=DATE:20261026")),
    ["2026-10-23T22:00/2026-10-25T23:00"],
  );
  assert.deepEqual(busy(event("DTSTART;VALUE=DATE:20260424"), wide, "Africa/Cairo"), [
    // There was no midnight that day.
    "2026-04-23T22:00/2026-04-24T21:00",
  ]);
  assert.deepEqual(
    busy(event("DTSTART;VALUE=DATE:20260601", "DTEND;VALUE=DATE:20260601")),
    ["2026-05-31T22:00/2026-06-01T22:00"],
  );
});

Deno.test("parseBusyTimes: transparent, cancelled and declined events are free", () => {
  const with_ = (...lines: string[]) =>
    event("DTSTART:20260706T090000Z", "DURATION:PT1H", ...lines);
  assert.deepEqual(busy(with_("TRANSP:TRANSPARENT")), []);
  assert.deepEqual(busy(with_("STATUS:CANCELLED")), []);
  assert.equal(busy(with_("STATUS:TENTATIVE")).length, 1);
  const declined = with_('ATTENDEE;PARTSTAT=DECLINED;CN="A: b":mailto:Ada@Example.org');
  assert.deepEqual(busy(declined, wide, BERLIN, ["ada@example.ORG"]), []);
  assert.equal(busy(declined, wide, BERLIN, ["bob@example.org"]).length, 1);
  assert.deepEqual(busy(with_("X-MICROSOFT-CDO-BUSYSTATUS:FREE")), []);
  assert.equal(busy(with_("X-MICROSOFT-CDO-BUSYSTATUS:FREE", "TRANSP:OPAQUE")).length, 1);
});

Deno.test("parseBusyTimes: zones by Windows name, by a prefixed name, and by VTIMEZONE", () => {
  const at = (tzid: string) => event(`DTSTART;TZID=${tzid}:20260710T090000`, "DURATION:PT1H");
  const berlin = ["2026-07-10T07:00/2026-07-10T08:00"];
  assert.deepEqual(busy(at("W. Europe Standard Time"), wide, "UTC"), berlin);
  assert.deepEqual(busy(at("/example.org/20260101_1/Europe/Berlin"), wide, "UTC"), berlin);
  const vtimezone = [
    "BEGIN:VTIMEZONE",
    "TZID:Our house",
    "BEGIN:STANDARD",
    "DTSTART:16010101T030000",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    "END:STANDARD",
    "BEGIN:DAYLIGHT",
    "DTSTART:16010101T020000",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
    "END:DAYLIGHT",
    "END:VTIMEZONE",
  ];
  assert.deepEqual(busy([...vtimezone, ...at('"Our house"')], wide, "UTC"), berlin);
  const winter = event('DTSTART;TZID="Our house":20261025T030000', "DURATION:PT1H");
  assert.deepEqual(busy([...vtimezone, ...winter], wide, "UTC"), [
    "2026-10-25T02:00/2026-10-25T03:00",
  ]);
  const ended = vtimezone.map((line) => line.replace(/(RRULE.*)/, "$1;UNTIL=20050101T000000Z"));
  assert.deepEqual(busy([...ended, ...at('"Our house"')], wide, "UTC"), [
    "2026-07-10T08:00/2026-07-10T09:00",
  ]);
});

Deno.test("parseBusyTimes: an unknown zone is busy at every time it may mean", () => {
  const lines = event("DTSTART;TZID=Mars/Olympus:20260710T120000", "DURATION:PT1H");
  const [object] = parseBusyTimes(calendar(...lines), wide, BERLIN).objects;
  assert.equal(object?.approximate, "zone");
  assert.deepEqual(busy(lines), ["2026-07-09T22:00/2026-07-11T01:00"]);
});

Deno.test("parseBusyTimes: THISANDFUTURE in an unknown zone is busy wherever it may be", () => {
  const week = span("2026-07-07T00:00Z", "2026-07-09T00:00Z");
  const series = event("DTSTART:20260101T090000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;BYDAY=WE");
  const later = event(
    "RECURRENCE-ID;RANGE=THISANDFUTURE:20260204T090000Z",
    "DTSTART;TZID=Our <ouse:20260204T110000",
    "DURATION:PT1H",
  );
  assert.deepEqual(busy([...series, ...later], week), ["2026-07-07T21:00/2026-07-09T00:00"]);
});

Deno.test("parseBusyTimes: adjacent windows together give the same spans as one", () => {
  const lines = [...weekly, ...event("DTSTART;VALUE=DATE:20260712", "RRULE:FREQ=DAILY;INTERVAL=2")];
  const [a, b, c] = ["2026-07-01T00:00Z", "2026-07-20T07:30Z", "2026-09-01T00:00Z"];
  const sum = (from: string, to: string) =>
    parseBusyTimes(calendar(...lines), span(from, to), BERLIN).objects
      .flatMap(({ busy }) => busy).reduce((total, { start, end }) => total + end - start, 0);
  assert.equal(sum(a!, b!) + sum(b!, c!), sum(a!, c!));
});

Deno.test("parseBusyTimes: folded lines, bare line feeds, escapes and odd lines are read", () => {
  const text = calendar(...event(
    "SUMMARY:Lunch\\, with\\nAda",
    "DTST",
    " ART:20260706T090000Z",
    "DURATION:PT1H",
    "this is no line",
  )).replaceAll("\r\n", "\n");
  const [object] = parseBusyTimes(text, wide, BERLIN).objects;
  assert.equal(object?.title, "Lunch, with\nAda");
  assert.equal(object?.busy.length, 1);
});

Deno.test("parseBusyTimes: an event without DTSTART is skipped and counted; other text throws", () => {
  const reading = parseBusyTimes(
    calendar(...event("SUMMARY:x"), ...event("DTSTART:20261399T000000Z")),
    wide,
    BERLIN,
  );
  assert.equal(reading.unreadable.length, 2);
  for (const text of ["", "<html>", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\n", "END:VEVENT"]) {
    assert.throws(() => parseBusyTimes(text, wide, BERLIN), /VCALENDAR|END/);
  }
  assert.throws(() => parseBusyTimes("BEGIN:VCALENDAR\r\n".repeat(50), wide, BERLIN), /too deep/);
});

Deno.test("parseBusyTimes: VFREEBUSY counts, except where FBTYPE is FREE", () => {
  assert.deepEqual(
    busy([
      "BEGIN:VFREEBUSY",
      "FREEBUSY;FBTYPE=BUSY:20260706T090000Z/PT1H,20260706T120000Z/20260706T130000Z",
      "FREEBUSY;FBTYPE=FREE:20260707T090000Z/PT1H",
      "END:VFREEBUSY",
    ]),
    ["2026-07-06T09:00/2026-07-06T10:00", "2026-07-06T12:00/2026-07-06T13:00"],
  );
});

Deno.test("parseBusyTimes: DTEND before DTSTART, or an invalid DURATION, is counted and blocks the day", () => {
  const backwards = [
    ["DTSTART:20260706T090000Z", "DTEND:20260706T080000Z"],
    ["DTSTART:20260706T090000Z", "DURATION:-PT1H"],
    ["DTSTART:20260706T090000Z", "DURATION:P"],
    ["DTSTART:20260706T090000Z", "DURATION:PT"],
    // Half an hour later, where 03:00 becomes 02:00.
    [zoned("DTSTART", "20261025T024500"), zoned("DTEND", "20261025T021500")],
  ];
  for (const lines of backwards) {
    const { objects, unreadable } = parseBusyTimes(calendar(...event(...lines)), wide, BERLIN);
    assert.equal(unreadable.length, 1, lines.join());
    // Once it is accepted it blocks nothing.
    assert.deepEqual(objects.map(({ busy }) => busy), [[]], lines.join());
    const [{ busy = [] } = {}] = unreadable;
    assert.ok(busy.some(({ start, end }) => end - start > 20 * HOUR), lines.join());
  }
  const nothing = event("DTSTART:20260706T090000Z", "DTEND:20260706T090000Z");
  assert.deepEqual(parseBusyTimes(calendar(...nothing), wide, BERLIN).unreadable, []);
  for (const period of ["20260710T090000Z/20260710T080000Z", "20260710T090000Z/-PT1H"]) {
    const further = event("DTSTART:20260706T090000Z", "DURATION:PT1H", `RDATE:${period}`);
    assert.equal(parseBusyTimes(calendar(...further), wide, BERLIN).unreadable.length, 1, period);
    const published = ["BEGIN:VFREEBUSY", `FREEBUSY:${period}`, "END:VFREEBUSY"];
    assert.equal(parseBusyTimes(calendar(...published), wide, BERLIN).unreadable.length, 1, period);
  }
  const local = ["BEGIN:VFREEBUSY", "FREEBUSY:20260710T090000/PT1H", "END:VFREEBUSY"];
  assert.equal(parseBusyTimes(calendar(...local), wide, BERLIN).unreadable.length, 1);
});

Deno.test("parseBusyTimes: an event inside another component, or outside the calendar, throws", () => {
  const lines = event("DTSTART:20260706T090000Z", "DURATION:PT1H");
  const inside = calendar("BEGIN:X-GROUP", ...lines, "END:X-GROUP");
  const outside = `${lines.join("\r\n")}\r\n${calendar()}`;
  const within = calendar(...lines.slice(0, -1), ...lines, "END:VEVENT");
  for (const text of [inside, outside, within]) {
    assert.throws(() => parseBusyTimes(text, wide, BERLIN), /where none may be/);
  }
});

Deno.test("parseBusyTimes: two DTSTARTs are counted; a rule may be written with spaces", () => {
  const two = event("DTSTART:20260706T090000Z", "DTSTART:20260707T090000Z", "DURATION:PT1H");
  assert.deepEqual(
    parseBusyTimes(calendar(...two), wide, BERLIN).unreadable.map(({ reason }) => reason),
    ["more than one start"],
  );
  const spaced = event("DTSTART:20260706T090000Z", "DURATION:PT1H", "RRULE: FREQ=DAILY; COUNT = 3");
  assert.equal(busy(spaced).length, 3);
});

Deno.test("parseBusyTimes: a date that does not exist is not taken for another date", () => {
  for (
    const start of ["20261301T090000Z", "20260001T090000Z", "20260231T090000Z", "20260310T240000Z"]
  ) {
    const read = parseBusyTimes(
      calendar(...event(`DTSTART:${start}`, "DURATION:PT1H")),
      wide,
      BERLIN,
    );
    assert.deepEqual(
      [read.objects.flatMap((object) => object.busy), read.unreadable.length],
      [[], 1],
      start,
    );
  }
});
