import assert from "node:assert/strict";
import { parseBusyTimes } from "$lib/icalendar/busy-times.ts";

const BERLIN = "Europe/Berlin";
const span = (from: string, to: string) => ({ start: Date.parse(from), end: Date.parse(to) });
const wide = span("2026-01-01T00:00Z", "2027-12-31T00:00Z");

const calendar = (...lines: string[]) =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", ...lines, "END:VCALENDAR", ""].join("\r\n");
const event = (...lines: string[]) => ["BEGIN:VEVENT", "UID:a", ...lines, "END:VEVENT"];

/** Busy spans as `from/to` in UTC minutes, of everything in the text. */
function busy(lines: string[], window = wide, zone = BERLIN, self: string[] = []): string[] {
  const short = (at: number) => new Date(at).toISOString().slice(0, 16);
  return parseBusyTimes(calendar(...lines), window, zone, self).objects
    .flatMap((object) => object.busy).map(({ start, end }) => `${short(start)}/${short(end)}`);
}

const zoned = (name: string, time: string) => `${name};TZID=Europe/Berlin:${time}`;

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

const weekly = event(
  zoned("DTSTART", "20260706T090000"),
  zoned("DTEND", "20260706T100000"),
  "RRULE:FREQ=WEEKLY;COUNT=4",
);

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

Deno.test("parseBusyTimes: an override that may have been THISANDFUTURE is reported however old it is", () => {
  const week = span("2026-07-06T00:00Z", "2026-07-09T00:00Z");
  const series = event("DTSTART:20200101T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY");
  const later = event(
    "RECURRENCE-ID;TZID=Europe/Berlin?RANGE=THISANDFUTURE:20200301T100000",
    "DTSTART:20200301T120000Z",
    "DURATION:PT1H",
  );
  const { unreadable } = parseBusyTimes(calendar(...series, ...later), week, BERLIN);
  assert.deepEqual(unreadable.map(({ why }) => why), ["a zone that nobody knows"]);
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
    const [{ busy = [] } = {}] = objects;
    assert.ok(busy.some(({ start, end }) => end - start > 20 * 3_600_000), lines.join());
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
  assert.ok(object?.busy.some(({ start, end }) => start <= last && last + 3_600_000 <= end));
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
    parseBusyTimes(calendar(...two), wide, BERLIN).unreadable.map(({ why }) => why),
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
