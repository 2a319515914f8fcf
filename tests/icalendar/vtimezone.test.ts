import assert from "node:assert/strict";
import ICAL from "ical.js";
import { Temporal } from "$lib/scheduling/temporal.ts";
import { component, contentLine, property, serialize } from "$lib/icalendar/writer.ts";
import { timeProperty, vtimezone } from "$lib/icalendar/vtimezone.ts";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { readByOthers } from "../support/icalendar/icalendar-readers.ts";
import { requires } from "../support/required-programs.ts";

const zones = [
  "Europe/Berlin",
  "Europe/Dublin",
  "America/New_York",
  "America/Santiago",
  "America/Sao_Paulo",
  "America/St_Johns",
  "Africa/Cairo",
  "Africa/Casablanca",
  "Asia/Jerusalem",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Antarctica/Troll",
  "Pacific/Apia",
  "Pacific/Chatham",
  "Pacific/Kiritimati",
  "UTC",
];

/** Mid-month noons of two years, and the hours round every clock change of 2026 and 2027. */
function instantsOf(zone: string): number[] {
  const instants: number[] = [];
  for (let month = 0; month < 24; month++) instants.push(Date.UTC(2026, month, 15, 12));
  let at = Temporal.Instant.from("2026-01-01T00:00Z").toZonedDateTimeISO(zone);
  for (;;) {
    const next = at.getTimeZoneTransition("next");
    if (!next || next.year > 2027) return instants;
    for (const minutes of [-90, -30, 0, 30, 90]) {
      instants.push(next.epochMilliseconds + minutes * MINUTE);
    }
    at = next;
  }
}

function objectOf(zone: string, start: number): string {
  const end = start + 45 * MINUTE;
  return serialize(component("vcalendar", [
    property("version", "2.0"),
    property("prodid", "-//test"),
  ], [
    ...vtimezone(zone, { start, end }),
    component("vevent", [
      property("uid", "u"),
      property("sequence", 0),
      property("dtstamp", Date.UTC(2026, 0, 1)),
      timeProperty("dtstart", start, zone),
      timeProperty("dtend", end, zone),
    ]),
  ]));
}

const linesOf = (zone: string, start: number) =>
  vtimezone(zone, { start, end: start + 1 }).flatMap((each) => serialize(each).split("\r\n"));

Deno.test(
  "vtimezone: three other libraries find the same instants round every clock change",
  requires("icalendar-readers"),
  async () => {
    const cases = zones.flatMap((zone) => instantsOf(zone).map((start) => ({ zone, start })));
    const objects = cases.map(({ zone, start }) => objectOf(zone, start));
    for (const [i, { zone, start }] of cases.entries()) {
      const root = new ICAL.Component(ICAL.parse(objects[i]!));
      const zoneThere = root.getFirstSubcomponent("vtimezone");
      const event = new ICAL.Event(root.getFirstSubcomponent("vevent")!);
      const from = event.startDate;
      if (zoneThere && from.zone.tzid !== "UTC") from.zone = new ICAL.Timezone(zoneThere);
      assert.equal(
        from.toUnixTime() * 1000,
        start,
        `ical.js ${zone} ${new Date(start).toISOString()}`,
      );
    }
    const seen = await readByOthers(objects);
    for (const [i, pair] of (seen ?? []).entries()) {
      const { zone, start } = cases[i]!;
      for (const [name, reader] of Object.entries({ icalendar: pair[0], libical: pair[1] })) {
        const where = `${name} ${zone} ${new Date(start).toISOString()}`;
        assert.deepEqual(reader.errors, [], where);
        assert.equal(reader.start, start, where);
        assert.equal(reader.end, start + 45 * MINUTE, where);
      }
    }
  },
);

Deno.test("vtimezone: at most one STANDARD and one DAYLIGHT, and always a STANDARD (Outlook)", () => {
  for (const zone of zones.filter((zone) => zone !== "UTC")) {
    const start = Date.UTC(2026, 6, 15, 12);
    const lines = linesOf(zone, start);
    assert.equal(lines.filter((part) => part === "BEGIN:STANDARD").length, 1, zone);
    assert.ok(lines.filter((part) => part === "BEGIN:DAYLIGHT").length <= 1, zone);
  }
});

Deno.test("vtimezone: Berlin changes by its yearly rule", () => {
  const start = Date.UTC(2026, 6, 15, 12);
  const lines = linesOf("Europe/Berlin", start);
  assert.ok(lines.includes("RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"));
  assert.ok(lines.includes("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"));
});

Deno.test("timeProperty: an ambiguous wall time is written in UTC", () => {
  const first = Date.UTC(2026, 9, 25, 0, 30);
  const written = [first - HOUR, first, first + HOUR, first + 2 * HOUR].map((at) =>
    contentLine(timeProperty("dtstart", at, "Europe/Berlin"))
  );
  assert.deepEqual(written, [
    "DTSTART;TZID=Europe/Berlin:20261025T013000",
    "DTSTART:20261025T003000Z",
    "DTSTART:20261025T013000Z",
    "DTSTART;TZID=Europe/Berlin:20261025T033000",
  ]);
});
