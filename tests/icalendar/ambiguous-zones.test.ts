import assert from "node:assert/strict";
import { parseBusyTimes } from "$lib/icalendar/busy-times.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import {
  at,
  autumn,
  berlin,
  observance,
  read,
  spring,
  summer,
  two,
  winter,
  zone,
} from "../support/icalendar/zone-lines.ts";
import { calendar, event, wide } from "../support/icalendar/parse-lines.ts";

const both = (
  name: string,
  lines: string[],
  day: string,
  expected: (string | null)[],
  tzid = "Europe/Berlin",
) =>
  Deno.test(`zoneResolver, busy in both readings: ${name}`, () => {
    assert.deepEqual(read(...lines, ...at(tzid, day)), expected);
  });
both(
  "its rules end before the wide",
  zone(
    "Europe/Berlin",
    ...winter("20151025T030000", `${autumn};UNTIL=20231029T010000Z`),
    ...summer("20150329T020000", `${spring};UNTIL=20230326T010000Z`),
  ),
  "20260710",
  two,
);
both(
  "its rules end in the wide, on the wall clock",
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
    const hours = object?.busy.map(({ start, end }) => (end - start) / HOUR);
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
    wide,
    "UTC",
  );
  const hours = object?.busy.reduce((sum, { start, end }) => sum + (end - start) / HOUR, 0) ??
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
