import assert from "node:assert/strict";
import { parseBusyTimes } from "$lib/icalendar/busy-times.ts";

const window = { start: Date.UTC(2026, 0), end: Date.UTC(2027, 11) };

const calendar = (...lines: string[]) =>
  ["BEGIN:VCALENDAR", "VERSION:2.0", ...lines, "END:VCALENDAR", ""].join("\r\n");
const event = (...lines: string[]) => ["BEGIN:VEVENT", "UID:a", ...lines, "END:VEVENT"];
/** An hour at ten on a day. */
const at = (tzid: string, day: string) =>
  event(`DTSTART;TZID=${tzid}:${day}T100000`, `DTEND;TZID=${tzid}:${day}T110000`);

/** Busy spans as `month-day hour/hour` in UTC, and why some of it is only assumed. */
function read(...lines: string[]): (string | null)[] {
  const { objects: [object], unreadable } = parseBusyTimes(
    calendar(...lines),
    window,
    "Europe/Berlin",
  );
  assert.deepEqual(unreadable, []);
  const short = (instant: number) => new Date(instant).toISOString().slice(11, 16);
  const spans = object?.busy.map(({ start, end }) => `${short(start)}/${short(end)}`) ?? [];
  return [...spans, object?.approximate ?? null];
}

const zone = (
  tzid: string,
  ...lines: string[]
) => ["BEGIN:VTIMEZONE", `TZID:${tzid}`, ...lines, "END:VTIMEZONE"];
const observance = (kind: string, start: string, from: string, to: string, ...more: string[]) =>
  [`BEGIN:${kind}`, `DTSTART:${start}`, `TZOFFSETFROM:${from}`, `TZOFFSETTO:${to}`]
    .concat(more, `END:${kind}`);
const winter = (start: string, ...more: string[]) =>
  observance("STANDARD", start, "+0200", "+0100", ...more);
const summer = (start: string, ...more: string[]) =>
  observance("DAYLIGHT", start, "+0100", "+0200", ...more);
const autumn = "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10";
const spring = "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3";
const berlin = [...winter("19701025T030000", autumn), ...summer("19700329T020000", spring)];

Deno.test("zoneResolver: a VTIMEZONE defines its TZID, whatever IANA zone has that name", () => {
  // As exports of Moscow's years with other clocks have it: RFC 5545 §3.2.19 makes it the definition.
  const moscow = zone(
    "Europe/Moscow",
    "X-LIC-LOCATION:Europe/Moscow",
    ...observance("STANDARD", "19700101T000000", "+0400", "+0400"),
  );
  assert.deepEqual(read(...moscow, ...at("Europe/Moscow", "20260710")), ["06:00/07:00", null]);
  const shifted = zone(
    "America/New_York",
    ...observance("STANDARD", "19701025T030000", "+0200", "+0100", autumn),
    ...observance("DAYLIGHT", "19700329T020000", "+0100", "+0200", spring),
  );
  assert.deepEqual(read(...shifted, ...at("America/New_York", "20260710")), ["08:00/09:00", null]);
  const old = zone(
    "America/Sao_Paulo",
    ...observance(
      "STANDARD",
      "19700215T000000",
      "-0200",
      "-0300",
      "RRULE:FREQ=YEARLY;BYMONTH=2;BYDAY=3SU",
    ),
    ...observance(
      "DAYLIGHT",
      "19701018T000000",
      "-0300",
      "-0200",
      "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=3SU",
    ),
  );
  assert.deepEqual(read(...old, ...at("America/Sao_Paulo", "20261210")), ["12:00/13:00", null]);
  assert.deepEqual(read(...old, ...at("America/Sao_Paulo", "20260710")), ["13:00/14:00", null]);
});

Deno.test("zoneResolver: a VTIMEZONE named like a Windows zone, and one with X-LIC-LOCATION", () => {
  const eastern = zone(
    "Eastern Standard Time",
    ...observance(
      "STANDARD",
      "16010101T000000",
      "-0400",
      "-0500",
      "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11",
    ),
    ...observance(
      "DAYLIGHT",
      "16010101T000000",
      "-0500",
      "-0400",
      "RRULE:FREQ=YEARLY;BYDAY=3SU;BYMONTH=3",
    ),
  );
  // A week after New York.
  assert.deepEqual(read(...eastern, ...at("Eastern Standard Time", "20260310")), [
    "15:00/16:00",
    null,
  ]);
  assert.deepEqual(read(...eastern, ...at("Eastern Standard Time", "20260410")), [
    "14:00/15:00",
    null,
  ]);
  const located = zone("Ours", "X-LIC-LOCATION:Asia/Tokyo", ...berlin);
  assert.deepEqual(read(...located, ...at("Ours", "20260710")), ["08:00/09:00", null]);
});

Deno.test("zoneResolver: a VTIMEZONE that agrees with the named zone in the window is that zone", () => {
  const since2020 = zone(
    "Europe/Berlin",
    ...winter("20201025T030000", autumn),
    ...summer("20200329T020000", spring),
  );
  assert.deepEqual(read(...since2020, ...at("Europe/Berlin", "20260710")), ["08:00/09:00", null]);
  // UNTIL in the year of another rule, far before the window, on the named zone's clock of those days.
  const apple = zone(
    "Europe/Berlin",
    ...observance("STANDARD", "18930401T000000", "+005328", "+0100", "RDATE:18930401T000000"),
    ...summer("19160430T230000", "RDATE:19160430T230000"),
    ...winter("19961027T030000", autumn),
    ...summer("19810329T020000", spring),
  );
  assert.deepEqual(read(...apple, ...at("Europe/Berlin", "20261210")), ["09:00/10:00", null]);
});

const both = (
  name: string,
  lines: string[],
  day: string,
  expected: (string | null)[],
  tzid = "Europe/Berlin",
) =>
  Deno.test(`zoneResolver: an ambiguous zone is busy in both readings: ${name}`, () => {
    assert.deepEqual(read(...lines, ...at(tzid, day)), expected);
  });

const two = ["08:00/10:00", "zone"];
both(
  "its rules end before the window",
  zone(
    "Europe/Berlin",
    ...winter("20151025T030000", `${autumn};UNTIL=20231029T010000Z`),
    ...summer("20150329T020000", `${spring};UNTIL=20230326T010000Z`),
  ),
  "20260710",
  two,
);
both(
  "its rules end in the window, on the wall clock",
  zone(
    "Europe/Berlin",
    ...winter("20151025T030000", `${autumn};UNTIL=20261025T030000`),
    ...summer("20150329T020000", `${spring};UNTIL=20260329`),
  ),
  "20270710",
  two,
);
both(
  "one of its two rules ends",
  zone(
    "Europe/Berlin",
    ...winter("20151025T030000", autumn),
    ...summer("20150329T020000", `${spring};COUNT=6`),
  ),
  "20260710",
  two,
);
both(
  "it names only the changes of some years",
  zone(
    "Europe/Berlin",
    ...winter("20241027T030000", "RDATE:20251026T030000"),
    ...summer("20240331T020000", "RDATE:20250330T020000"),
  ),
  "20260710",
  two,
);
both(
  "it begins after the event",
  zone(
    "Europe/Berlin",
    ...winter("20261025T030000", autumn),
    ...summer("20270328T020000", spring),
  ),
  "20260110",
  ["08:00/10:00", "zone"],
);
both(
  "it knows only half of the year",
  zone("Europe/Berlin", ...winter("19701025T030000")),
  "20260710",
  two,
);
both(
  "it has one offset, as the named zone has in winter",
  zone(
    "Europe/Berlin",
    ...observance("STANDARD", "19700101T000000", "+0100", "+0100"),
  ),
  "20260710",
  two,
);
both(
  "it has only the changes to summer, year after year",
  zone("Europe/Berlin", ...summer("19700329T020000", spring)),
  "20260110",
  ["08:00/10:00", "zone"],
);
both(
  "it has only the changes to winter, year after year",
  zone("Europe/Berlin", ...winter("19701025T030000", autumn)),
  "20260710",
  two,
);
both(
  "a zone that nobody knows by name has only the changes to summer",
  zone("Ours", ...summer("19700329T020000", spring)),
  "20260110",
  ["08:00/10:00", "zone"],
  "Ours",
);
both(
  "it has the offset of winter in summer, too, and says so by two rules",
  zone(
    "Europe/Berlin",
    ...observance("STANDARD", "16010101T030000", "+0100", "+0100", autumn),
    ...observance("DAYLIGHT", "16010101T020000", "+0100", "+0100", spring),
  ),
  "20260710",
  two,
);
both(
  "an offset in it cannot be read",
  zone(
    "Europe/Berlin",
    ...observance("STANDARD", "19701025T030000", "+0200", "+01:00", autumn),
    ...summer("19700329T020000", spring),
  ),
  "20261210",
  ["08:00/10:00", "zone"],
);
both(
  "a rule in it cannot be read",
  zone(
    "Europe/Berlin",
    ...winter("19701025T030000", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=13"),
    ...summer("19700329T020000", spring),
  ),
  "20261210",
  ["08:00/10:00", "zone"],
);
both(
  "two of one name in a file say different things",
  [
    ...zone("Europe/Berlin", ...berlin),
    ...zone("Europe/Berlin", ...observance("STANDARD", "19700101T000000", "+0300", "+0300")),
  ],
  "20260710",
  ["07:00/09:00", "zone"],
);
both(
  "two of one name that no zone has",
  [
    ...zone("Ours", ...berlin),
    ...zone("Ours", ...observance("STANDARD", "19700101T000000", "+0300", "+0300")),
  ],
  "20260710",
  ["07:00/09:00", "zone"],
  "Ours",
);

Deno.test("zoneResolver: a zone that is ambiguous in a year is so in every hour of it", () => {
  const day = { start: Date.UTC(2026, 6, 10), end: Date.UTC(2026, 6, 11) };
  const halves = [
    winter("19701025T030000", autumn),
    winter("19701025T030000"),
    observance("STANDARD", "19700101T000000", "+0100", "+0100"),
  ];
  for (const half of halves) {
    const text = calendar(...zone("Europe/Berlin", ...half), ...at("Europe/Berlin", "20260710"));
    const { objects: [object] } = parseBusyTimes(text, day, "Europe/Berlin");
    const hours = object?.busy.map(({ start, end }) => (end - start) / 3_600_000);
    assert.deepEqual([hours, object?.approximate], [[2], "zone"], half.join(" "));
  }
});

Deno.test("zoneResolver: an empty VTIMEZONE, or the same one twice, is not ambiguous", () => {
  assert.deepEqual(read(...zone("Europe/Berlin"), ...at("Europe/Berlin", "20260710")), [
    "08:00/09:00",
    null,
  ]);
  const twice = [
    ...zone("Ours", ...berlin),
    ...zone("Ours", "LAST-MODIFIED:20200101T000000Z", ...berlin),
  ];
  assert.deepEqual(read(...twice, ...at("Ours", "20260710")), ["08:00/09:00", null]);
});

Deno.test("zoneResolver: in an ambiguous zone EXDATE removes only what it surely means", () => {
  const cut = zone("Europe/Berlin", ...winter("20241027T030000"), ...summer("20240331T020000"));
  const series = event(
    "DTSTART;TZID=Europe/Berlin:20260710T100000",
    "DURATION:PT30M",
    "RRULE:FREQ=DAILY;COUNT=2",
    "EXDATE:20260711T080000Z",
  );
  assert.deepEqual(read(...cut, ...series), ["08:00/08:30", "09:00/09:30", "09:00/09:30", "zone"]);
  const floating = event("DTSTART:20260710T100000", "DURATION:PT1H");
  assert.deepEqual(read("X-WR-TIMEZONE:Europe/Berlin", ...cut, ...floating), two);
});

Deno.test("zoneResolver: too many ambiguous zones to combine count as unknown zones", () => {
  const names = ["Europe/Berlin", "Europe/Paris", "Europe/Rome", "Europe/Vienna", "Europe/Madrid"];
  const cut = names.flatMap((name) =>
    zone(name, ...winter("20241027T030000"), ...summer("20240331T020000"))
  );
  const extra = names.map((name) => `RDATE;TZID=${name}:20260711T100000`);
  const { objects: [object] } = parseBusyTimes(
    calendar(
      ...cut,
      ...event("DTSTART;TZID=Europe/Berlin:20260710T100000", "DURATION:PT1H", ...extra),
    ),
    window,
    "UTC",
  );
  const hours = object?.busy.reduce((sum, { start, end }) => sum + (end - start) / 3_600_000, 0) ??
    0;
  assert.ok(hours > 24, `${hours} hours`);
});

Deno.test("zoneResolver: a zone with hostile rules makes its name ambiguous in this calendar only", () => {
  const hostile = zone("Europe/Berlin", ...winter("19700101T000000", "RRULE:FREQ=SECONDLY"));
  assert.deepEqual(read(...hostile, ...at("Europe/Berlin", "20260710")), two);
  assert.deepEqual(read(...zone("Europe/Berlin", ...berlin), ...at("Europe/Berlin", "20260710")), [
    "08:00/09:00",
    null,
  ]);
});

Deno.test("zoneResolver: TZID is a TEXT, and its parameter may be quoted and caret-encoded", () => {
  const text = zone("(UTC+01:00) Amsterdam\\, Berlin", ...berlin);
  for (const tzid of ['"(UTC+01:00) Amsterdam, Berlin"', '"(UTC+01:00) Amsterdam\\, Berlin"']) {
    assert.deepEqual(read(...text, ...at(tzid, "20260710")), ["08:00/09:00", null], tzid);
  }
  const quoted = zone('Our "house" ^', ...berlin);
  assert.deepEqual(read(...quoted, ...at("Our ^'house^' ^^", "20260710")), ["08:00/09:00", null]);
});

Deno.test("zoneResolver: an offset that a rule set long ago is still in force", () => {
  const counted = zone(
    "Ours",
    ...summer("19960331T020000", `${spring};COUNT=5`),
    ...winter("19961027T030000", `${autumn};COUNT=3`),
  );
  // Summer came a last time in 2000, winter in 1998.
  assert.deepEqual(read(...counted, ...at("Ours", "20261210")), ["08:00/09:00", null]);
});
