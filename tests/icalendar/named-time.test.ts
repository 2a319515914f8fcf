import assert from "node:assert/strict";
import fc from "fast-check";
import { parseBusyTimes } from "$lib/icalendar/busy-times.ts";
import { timeNamedInText } from "$lib/icalendar/named-time.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import { merge, type Span, subtract } from "$lib/scheduling/span.ts";
import { calendars } from "../support/icalendar/generated/calendars.ts";

const numRuns = Deno.env.get("INVITO_PROVE") === "full" ? 20_000 : 500;

/** A fault of the program in every date that it reads. */
function faultInDates(): Disposable {
  const { trim } = String.prototype;
  String.prototype.trim = function () {
    if (/^\d{8}/.test(`${this}`)) throw new TypeError("a fault of this program");
    return trim.call(this);
  };
  return { [Symbol.dispose]: () => String.prototype.trim = trim };
}

const calendar = (...lines: string[]) =>
  ["BEGIN:VCALENDAR", ...lines, "END:VCALENDAR", ""].join("\r\n");
const event = (...lines: string[]) => ["BEGIN:VEVENT", "UID:a", ...lines, "END:VEVENT"];

const window = { start: Date.UTC(2026, 10, 1), end: Date.UTC(2027, 1, 1) };
const at = (day: number, hour: number, month = 12) => Date.UTC(2026, month - 1, day, hour);

/** The time that an entry blocks when the program fails to read it. */
function blockedByFault(...lines: string[]): Span[] {
  using _ = faultInDates();
  const { objects, unreadable } = parseBusyTimes(calendar(...lines), window, "Europe/Berlin");
  assert.deepEqual(objects.flatMap(({ busy }) => busy), []);
  return merge(unreadable.flatMap(({ busy = [] }) => busy));
}

Deno.test("parseBusyTimes: an entry that the program fails to read blocks the time it names, in any zone", () => {
  const tenToEleven = [{ start: at(9, 20), end: at(10, 23) }];
  assert.equal(tenToEleven[0]!.end - tenToEleven[0]!.start, 27 * HOUR);
  const named: [string[], Span[]][] = [
    [["DTSTART;TZID=Europe/Berlin:20261210T100000", "DTEND;TZID=X:20261210T110000"], tenToEleven],
    [["DTSTART:20261210T100000Z", "DURATION:PT1H"], tenToEleven],
    [["DTSTART:20261210T100000", "DURATION:a while"], [{ start: at(9, 20), end: at(11, 22) }]],
    [["DTSTART;VALUE=DATE:20261210"], [{ start: at(9, 10), end: at(11, 12) }]],
    [["DTSTART:2026-12-10T10:00", "DTEND:2026-12-10T11:00"], tenToEleven],
    [["RECURRENCE-ID:20261210T100000", "DURATION:PT1H"], tenToEleven],
    [["RECURRENCE-ID:20261203T100000", "DTSTART:20261210T100000", "DURATION:PT1H"], tenToEleven],
    [["DTSTART:20261210T100000", "RRULE:FREQ=DAILY"], [{ start: at(9, 20), end: window.end }]],
    [
      ["DTSTART:20261210T100000", "DURATION:PT1H", "RRULE:FREQ=DAILY;UNTIL=20261212T100000Z"],
      [{ start: at(9, 20), end: at(12, 23) }],
    ],
    [["DTSTART:20260101T100000", "RRULE:FREQ=WEEKLY;UNTIL=20260301"], []],
    [["DTSTART:20261210T100000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;UNTIL=2020"], [
      { start: at(9, 20), end: window.end },
    ]],
    [["DTSTART:20261210T100000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;UNTIL=20200101"], tenToEleven],
    [["DTSTART:20250101T100000", "RRULE:FREQ=WEEKLY"], [window]],
    [
      ["DTSTART:20261210T100000", "DURATION:PT1H", "RDATE:20261214T100000"],
      [{ start: at(9, 20), end: at(14, 23) }],
    ],
    [["DTSTART:20261210T100000", "TRANSP:TRANSPARENT"], []],
    [["SUMMARY:20261210T100000"], []],
  ];
  for (const [lines, expected] of named) {
    assert.deepEqual(blockedByFault(...event(...lines)), expected, lines.join());
  }
});

Deno.test("parseBusyTimes: a start that stands in a damaged line, or does not exist, blocks its date", () => {
  const entries: [string[], Span[]][] = [
    [['DTSTART;TZID="Berlin:20261210T100000', "DURATION:PT1H"], [
      { start: at(9, 20), end: at(10, 23) },
    ]],
    [["DTSTART:20261131T100000", "DURATION:PT1H"], [{ start: at(30, 20, 11), end: at(1, 23) }]],
    [["DTSTART:20261210T990000"], [{ start: at(9, 10), end: at(11, 12) }]],
  ];
  for (const [lines, expected] of entries) {
    const { unreadable } = parseBusyTimes(calendar(...event(...lines)), window, "Europe/Berlin");
    assert.deepEqual(unreadable.flatMap(({ busy = [] }) => busy), expected, lines.join());
  }
});

Deno.test("parseBusyTimes: whatever the program fails to read, no time that is busy becomes free", () => {
  fc.assert(
    fc.property(calendars, ({ text, start, end, zone, self }) => {
      const read = parseBusyTimes(text, { start, end }, zone, self);
      const was = merge(read.objects.flatMap(({ busy }) => busy));
      using _ = faultInDates();
      const { objects, unreadable } = parseBusyTimes(text, { start, end }, zone, self);
      const covered = [
        ...objects.map(({ busy }) => busy),
        ...unreadable.map((one) => one.busy ?? []),
      ];
      assert.deepEqual(subtract(was, merge(covered.flat())), [], text);
    }),
    { numRuns, endOnFailure: true },
  );
});

Deno.test("timeNamedInText: the dates of a text that is no calendar are busy, each entry by itself", () => {
  const two = calendar(
    ...event("DTSTART;TZID=/x/20210210_1/Europe/Berlin:20261210T100000", "DURATION:PT1H"),
    ...event("DTSTART:20261220T100000Z", "DTEND:20261220T110000Z"),
  );
  const expected = [
    { start: at(9, 20), end: at(10, 23) },
    { start: at(19, 20), end: at(20, 23) },
  ];
  for (const text of [two, two.slice(0, -30), two.replaceAll("VCALENDAR", "VKALENDER")]) {
    assert.deepEqual(timeNamedInText(text, window), expected);
  }
  assert.deepEqual(timeNamedInText("<html>Signed out on 20261210T100000</html>", window), []);
  fc.assert(
    fc.property(calendars, ({ text, start, end, zone, self }) => {
      const read = parseBusyTimes(text, { start, end }, zone, self);
      const was = merge(read.objects.flatMap(({ busy }) => busy));
      assert.deepEqual(subtract(was, timeNamedInText(text, { start, end })), [], text);
    }),
    { numRuns: numRuns / 2, endOnFailure: true },
  );
});

const broken = (...lines: string[]) => ["BEGIN:VCALENDAR", ...lines].join("\r\n");

Deno.test("timeNamedInText: zones, alarms, indents and damaged lines of a broken text", () => {
  const zone = ["BEGIN:VTIMEZONE", "TZID:X", "BEGIN:STANDARD", "DTSTART:19961027T030000"]
    .concat("RRULE:FREQ=YEARLY;BYMONTH=10", "END:STANDARD", "END:VTIMEZONE");
  const named = [{ start: at(9, 20), end: at(10, 23) }];
  const texts: [string, Span[]][] = [
    [broken(...zone, ...event("DTSTART:20200110T100000", "DURATION:PT1H")), []],
    [broken(...zone, ...event("DTSTART:20261210T100000", "DURATION:PT1H")), named],
    [broken(...event("  DTSTART:20261210T100000", "  DURATION:PT1H")), named],
    [broken(...event("DTSTART :20261210T100000", "DURATION:PT1H")), named],
    [
      broken(
        "BEGIN:VEVENT",
        "DTSTART:20261210T100000",
        "BEGIN:VALARM",
        "TRIGGER:-PT5M",
        "END:VALARM",
        "DURATION:PT1H",
        "RRULE:FREQ=DAILY;UNTIL=20261212T100000",
      ),
      [{ start: at(9, 20), end: at(12, 23) }],
    ],
  ];
  for (const [text, expected] of texts) {
    assert.deepEqual(timeNamedInText(text, window), expected, text);
  }
});

Deno.test("parseBusyTimes: what a problem of a single entry leaves open is busy as well", () => {
  const entries: [string[], Span[]][] = [
    [["DTEND:20261210T100000Z"], [{ start: at(9, 20), end: at(10, 22) }]],
    [["DTSTART:x", "DTEND:20261210T100000Z"], [{ start: at(9, 20), end: at(10, 22) }]],
    [["DTSTART:20261210T100000Z", "DURATION:PT1H", "RRULE;X FREQ=DAILY"], [
      { start: at(9, 20), end: window.end },
    ]],
    [["DTSTART:20261210T100000Z", "DTEND:2026-12-14T10:00"], [
      { start: at(9, 20), end: at(14, 22) },
    ]],
    [["DTSTART;TZID=X:20261210T9:30", "DURATION:PT24H"], [
      { start: at(9, 19) + HOUR / 2, end: at(11, 21) + HOUR / 2 },
    ]],
  ];
  for (const [lines, expected] of entries) {
    const { unreadable } = parseBusyTimes(calendar(...event(...lines)), window, "Europe/Berlin");
    assert.deepEqual(merge(unreadable.flatMap(({ busy = [] }) => busy)), expected, lines.join());
  }
  const indented = calendar("  BEGIN:VEVENT", "  DTSTART:20261210T100000", "  END:VEVENT");
  const { unreadable } = parseBusyTimes(indented, window, "Europe/Berlin");
  assert.deepEqual(unreadable[0]?.busy, [{ start: at(9, 20), end: at(10, 22) }]);
});

Deno.test("parseBusyTimes: damaged lines are a part of what a host accepts", () => {
  const fingerprint = (day: number) => {
    const text = calendar(...event(`DTSTART 202612${day}T100000`));
    return parseBusyTimes(text, window, "Europe/Berlin").unreadable.map((each) => each.fingerprint);
  };
  assert.deepEqual(fingerprint(10), fingerprint(10));
  assert.notDeepEqual(fingerprint(10), fingerprint(15));
});

Deno.test("namedTime: an entry with more dates than can be looked at holds all time from its first", () => {
  const dates = Array.from({ length: 140_000 }, () => "20261210T100000").join(",");
  for (const name of ["RDATE", "DTEND"]) {
    const { unreadable } = parseBusyTimes(
      calendar(...event("DTSTART:x", `${name}:${dates}`)),
      window,
      "Europe/Berlin",
    );
    const busy = merge(unreadable.flatMap(({ busy = [] }) => busy));
    assert.deepEqual(busy, [{ start: at(9, 20), end: window.end }], name);
  }
});
