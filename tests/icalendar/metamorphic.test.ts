import assert from "node:assert/strict";
import fc from "fast-check";
import { parseBusyTimes } from "$lib/icalendar/busy-times.ts";
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";
import { merge, type Span } from "$lib/scheduling/span.ts";
import { calendars, calendarsOf } from "../support/icalendar/generated/calendars.ts";
import { digits, walls } from "../support/icalendar/generated/events.ts";
import { patterns, weeklyPatterns } from "../support/icalendar/generated/rules.ts";
import { instantIn, namedZones } from "../support/icalendar/generated/zones.ts";
import { seed } from "../support/seed.ts";

const isFull = Deno.env.get("INVITO_PROVE") === "full";
const numRuns = isFull ? 3_000 : 150;
const WEEK = 7 * DAY;

interface Question {
  text: string;
  zone: string;
  self?: string[];
}

const busyIn = ({ text, zone, self }: Question, window: Span) =>
  merge(parseBusyTimes(text, window, zone, self).objects.flatMap(({ busy }) => busy));

Deno.test("parseBusyTimes: the two parts of a window together give the whole", () => {
  fc.assert(
    fc.property(calendars, fc.integer({ min: 0, max: 1000 }), (made, share) => {
      const { start, end } = made;
      const cut = start + Math.floor((end - start) * share / 1000 / MINUTE) * MINUTE;
      const parts = [
        ...busyIn(made, { start, end: cut }),
        ...busyIn(made, { start: cut, end }),
      ];
      assert.deepEqual(merge(parts), busyIn(made, made));
    }),
    { numRuns },
  );
});

Deno.test("parseBusyTimes: a calendar shifted by a week is busy a week later", () => {
  // Without clock changes, months and years one week is as any other.
  const steady = namedZones.filter(({ tzid }) => ["Asia/Kathmandu", "Base"].includes(tzid));
  const weekly = calendarsOf({ rules: weeklyPatterns, zones: steady }, ["Asia/Kathmandu"]);
  fc.assert(
    fc.property(weekly, fc.integer({ min: -60, max: 60 }), (made, weeks) => {
      const by = weeks * WEEK;
      const text = made.text.replace(/(?<=[:=/])(\d{8})(?=T|\r|;|\/)/g, (day) => {
        const at = Date.UTC(+day.slice(0, 4), +day.slice(4, 6) - 1, +day.slice(6)) + by;
        return digits(at).slice(0, 8);
      });
      const later = busyIn({ ...made, text }, { start: made.start + by, end: made.end + by });
      const moved = later.map(({ start, end }) => ({ start: start - by, end: end - by }));
      assert.deepEqual(moved, busyIn(made, made));
    }),
    { numRuns },
  );
});

const series = fc.record({
  day: fc.integer({ min: 17_532, max: 20_454 }),
  minute: fc.nat(95).map((n) => n * 15),
  rule: patterns,
  zone: fc.constantFrom(...namedZones),
  minutes: fc.integer({ min: 15, max: 300 }),
  cut: fc.integer({ min: 1, max: 11 }),
  count: fc.option(fc.integer({ min: 12, max: 400 }), { nil: null }),
  from: fc.integer({ min: 0, max: 3_000 }),
  days: fc.integer({ min: 1, max: 400 }),
});

Deno.test("parseBusyTimes: a series split in two, as clients do for all later instances, is busy as before", () => {
  fc.assert(
    fc.property(series, ({ day, minute, rule, zone, minutes, cut, count, from, days }) => {
      const start = walls(rule, day * DAY + minute * MINUTE)[0]!;
      const middle = walls(rule, start)[cut]!;
      const one = (uid: string, wall: number, end: string) =>
        ["BEGIN:VEVENT", `UID:${uid}`, `DTSTART;TZID=${zone.tzid}:${digits(wall)}`]
          .concat(`DURATION:PT${minutes}M`, `RRULE:${rule}${end}`, "END:VEVENT");
      const whole = one("a", start, count ? `;COUNT=${count}` : "");
      const before = `${digits(instantIn(zone.iana, middle) - 1000)}Z`;
      const halves = [
        ...one("b", start, count ? `;COUNT=${cut}` : `;UNTIL=${before}`),
        ...one("c", middle, count ? `;COUNT=${count - cut}` : ""),
      ];
      const busy = (lines: string[]) => {
        const text = ["BEGIN:VCALENDAR", ...zone.lines, ...lines, "END:VCALENDAR", ""].join("\r\n");
        const begin = start + from * DAY;
        return busyIn({ text, zone: "UTC" }, { start: begin, end: begin + days * DAY });
      };
      assert.deepEqual(busy(halves), busy(whole));
    }),
    { numRuns },
  );
});

Deno.test("parseBusyTimes: the machine's time zone makes no difference", async () => {
  const script = new URL("../support/icalendar/generated/read-them.ts", import.meta.url).pathname;
  const zones = ["UTC", "America/Sao_Paulo", "Pacific/Chatham", "Europe/Berlin"];
  const [first, ...others] = await Promise.all(zones.map(async (TZ) => {
    const args = ["run", "-A", "--no-check", script, String(seed), String(isFull ? 500 : 60)];
    const { stdout, stderr } = await new Deno.Command(Deno.execPath(), { args, env: { TZ } })
      .output();
    const text = new TextDecoder();
    return text.decode(stdout) || assert.fail(text.decode(stderr));
  }));
  for (const other of others) assert.equal(other, first);
});
