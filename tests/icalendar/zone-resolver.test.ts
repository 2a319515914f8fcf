import assert from "node:assert/strict";
import {
  at,
  autumn,
  berlin,
  observance,
  read,
  spring,
  summer,
  winter,
  zone,
} from "../support/icalendar/zone-lines.ts";

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
