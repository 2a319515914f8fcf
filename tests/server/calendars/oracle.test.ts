import assert from "node:assert/strict";
import fc from "fast-check";
import { busySpans } from "$lib/server/calendars/ical.ts";
import { merge } from "$lib/scheduling/span.ts";
import { missing } from "../../support/missing.ts";

const isFull = Deno.env.get("INVITO_PROVE") === "full";
const COUNT = isFull ? 2_000 : 150;
const seed = Number(Deno.env.get("INVITO_PROVE_SEED") ?? Math.floor(Math.random() * 2 ** 31));
const DAY = 86_400_000;

const two = (n: number) => String(n).padStart(2, "0");
const date = fc.record({
  year: fc.integer({ min: 2018, max: 2026 }),
  month: fc.integer({ min: 1, max: 12 }),
  day: fc.integer({ min: 1, max: 28 }),
});
const dayText = (d: { year: number; month: number; day: number }) =>
  `${d.year}${two(d.month)}${two(d.day)}`;
// Times at night are left out: where the clock changes, RFC 5545 and the oracle differ (see ical.test.ts).
const clock = fc.tuple(fc.integer({ min: 5, max: 20 }), fc.constantFrom(0, 15, 30))
  .map(([hour, minute]) => `T${two(hour)}${two(minute)}00`);
const weekday = fc.constantFrom("MO", "TU", "WE", "TH", "FR", "SA", "SU");
const someDays = fc.uniqueArray(weekday, { minLength: 1, maxLength: 4 }).map((days) => days.join());
const interval = fc.integer({ min: 1, max: 4 });
const nth = fc.tuple(fc.constantFrom(1, 2, 3, 4, -1, -2), weekday).map((pair) => pair.join(""));

const pattern = fc.oneof(
  interval.map((n) => `FREQ=DAILY;INTERVAL=${n}`),
  fc.tuple(interval, someDays).map(([n, days]) => `FREQ=WEEKLY;INTERVAL=${n};BYDAY=${days}`),
  fc.tuple(interval, someDays).map(([n, days]) =>
    `FREQ=WEEKLY;INTERVAL=${n};WKST=SU;BYDAY=${days}`
  ),
  interval.map((n) => `FREQ=WEEKLY;INTERVAL=${n}`),
  interval.map((n) => `FREQ=MONTHLY;INTERVAL=${n}`),
  fc.tuple(interval, nth).map(([n, day]) => `FREQ=MONTHLY;INTERVAL=${n};BYDAY=${day}`),
  fc.tuple(interval, fc.constantFrom("1,15", "31", "-1", "29,30")).map(([n, days]) =>
    `FREQ=MONTHLY;INTERVAL=${n};BYMONTHDAY=${days}`
  ),
  fc.constantFrom(1, -1, 2).map((n) => `FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=${n}`),
  fc.constant("FREQ=YEARLY"),
  fc.tuple(fc.integer({ min: 1, max: 12 }), nth).map(([month, day]) =>
    `FREQ=YEARLY;BYMONTH=${month};BYDAY=${day}`
  ),
  fc.constantFrom(3, 20, 52).map((week) => `FREQ=YEARLY;BYWEEKNO=${week};BYDAY=TU,FR`),
  fc.constantFrom("100", "-1", "1,200").map((days) => `FREQ=YEARLY;BYYEARDAY=${days}`),
);

const zones = ["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"];

/** One series with its exceptions and overrides; DTSTART is what the rule gives, or the oracle leaves it out. */
const series = fc.record({
  date,
  time: clock,
  zone: fc.constantFrom(...zones),
  minutes: fc.integer({ min: 1, max: 12 }).map((n) => n * 15),
  pattern,
  end: fc.oneof(
    fc.constant(""),
    fc.integer({ min: 1, max: 60 }).map((n) => `;COUNT=${n}`),
    fc.integer({ min: 0, max: 900 }).map((days) => `;UNTIL=+${days}`),
  ),
  allDay: fc.boolean(),
  drop: fc.integer({ min: 0, max: 8 }),
  move: fc.integer({ min: 0, max: 8 }),
  free: fc.boolean(),
});

type Series = typeof series extends fc.Arbitrary<infer T> ? T : never;

function linesOf(one: Series, index: number): string[] {
  const start = dayText(one.date);
  const param = one.allDay ? ";VALUE=DATE" : `;TZID=${one.zone}`;
  const value = (day: string) => one.allDay ? day : `${day}${one.time}`;
  const length = one.allDay ? "DURATION:P1D" : `DURATION:PT${one.minutes}M`;
  const first = firstOf(one);
  // Before DTSTART there is no UNTIL: DTSTART counts for us in any case, for the oracle not.
  const end = one.end.replace(
    /\+(\d+)/,
    (_, days) => `${later(first, Number(days) + 1)}${one.allDay ? "" : "T235959Z"}`,
  );
  const head = (uid: string) => ["BEGIN:VEVENT", `UID:${uid}`, "DTSTAMP:20200101T000000Z"];
  const lines = [...head(`s${index}`), `DTSTART${param}:${value(first)}`, length]
    .concat(`RRULE:${one.pattern}${end}`);
  if (one.drop === 1) lines.push(`EXDATE${param}:${value(first)}`);
  lines.push("END:VEVENT");
  if (one.move === 1 && one.drop !== 1) {
    lines.push(...head(`s${index}`), `RECURRENCE-ID${param}:${value(first)}`);
    lines.push(`DTSTART${param}:${value(start)}`, length, "END:VEVENT");
  }
  return lines;
}

function later(day: string, days: number): string {
  const at = Date.parse(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`) + days * DAY;
  return new Date(at).toISOString().slice(0, 10).replaceAll("-", "");
}

/** The first day from the given one that the rule itself gives. */
function firstOf(one: Series): string {
  const from = Date.UTC(one.date.year, one.date.month - 1, one.date.day);
  const text = [
    "BEGIN:VCALENDAR",
    "BEGIN:VEVENT",
    "UID:x",
    `DTSTART;VALUE=DATE:${dayText(one.date)}`,
    `RRULE:${one.pattern}`,
    `EXDATE;VALUE=DATE:${dayText(one.date)}`,
    "END:VEVENT",
    "END:VCALENDAR",
  ].join("\r\n");
  const [object] = busySpans(text, { start: from, end: from + 3000 * DAY }, "UTC").objects;
  const at = object?.busy[0]?.start ?? from;
  return new Date(at).toISOString().slice(0, 10).replaceAll("-", "");
}

const calendars = fc.record({
  events: fc.array(series, { minLength: 1, maxLength: 4 }),
  from: date.map((d) => ({ ...d, year: 2026 + d.year % 2 })),
  days: fc.integer({ min: 1, max: 120 }),
  zone: fc.constantFrom(...zones),
}).map(({ events, from, days, zone }) => {
  const start = Date.UTC(from.year, from.month - 1, from.day, 6);
  const text = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", ...events.flatMap(linesOf)]
    .concat("END:VCALENDAR", "").join("\r\n");
  return { text, start, end: start + days * DAY, zone };
});

Deno.test(`busySpans: ${COUNT} generated calendars as python3-recurring-ical-events reads them (seed ${seed})`, async () => {
  const cases = fc.sample(calendars, { seed, numRuns: COUNT });
  const answers = await askOracle(cases);
  if (!answers) return;
  let spans = 0, unread = 0;
  for (const [index, answer] of answers.entries()) {
    const one = cases[index]!;
    if ("error" in answer) {
      unread++;
      continue;
    }
    const ours = merge(
      busySpans(one.text, one, one.zone).objects.flatMap(({ busy }) => busy),
    ).map(({ start, end }) => [start, end]);
    spans += ours.length;
    assert.deepEqual(told(ours), told(answer.busy), `${one.zone}\n${one.text}`);
  }
  console.log(`${COUNT} calendars, ${spans} spans, ${unread} that the oracle could not read`);
  assert.ok(unread < COUNT / 20);
});

const told = (spans: number[][]) =>
  spans.map(([start, end]) => `${new Date(start!).toISOString()}/${new Date(end!).toISOString()}`);

async function askOracle(
  cases: object[],
): Promise<({ busy: number[][] } | { error: string })[] | null> {
  const python = "/usr/bin/python3";
  const probe = new Deno.Command(python, { args: ["-c", "import recurring_ical_events"] });
  if (!(await probe.output()).success) {
    return missing("recurring_ical_events", "apt-get install python3-recurring-ical-events");
  }
  const script = new URL("../../support/busy-oracle.py", import.meta.url).pathname;
  const child = new Deno.Command(python, {
    args: [script],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const writer = child.stdin.getWriter();
  const output = child.output();
  await writer.write(
    new TextEncoder().encode(cases.map((one) => JSON.stringify(one)).join("\n") + "\n"),
  );
  await writer.close();
  return new TextDecoder().decode((await output).stdout).trim().split("\n").map((line) =>
    JSON.parse(line)
  );
}
