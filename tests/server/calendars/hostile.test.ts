import assert from "node:assert/strict";
import process from "node:process";
import { busySpans } from "$lib/server/calendars/ical.ts";
import { CalendarProblem } from "$lib/server/calendars/calendar.ts";
import { type Begin, openReader } from "$lib/server/calendars/reader.ts";
import { threadAt } from "$lib/server/calendars/thread.ts";
import { readerAddress } from "$lib/server/handover.ts";
import { openOutbound } from "$lib/server/outbound.ts";
import { overlaps } from "$lib/scheduling/span.ts";

const window = { start: Date.UTC(2026, 10, 1), end: Date.UTC(2027, 10, 1) };
const view = { window, zone: "Europe/Berlin", self: [] };
type Lines = (string | string[])[];
const calendar = (...lines: Lines) =>
  ["BEGIN:VCALENDAR", lines.flat(), "END:VCALENDAR", ""].flat().join("\r\n");
const event = (...lines: Lines) =>
  calendar(
    "BEGIN:VEVENT",
    "UID:a",
    "DTSTART:20200101T090000Z",
    "DURATION:PT1H",
    lines.flat(),
    "END:VEVENT",
  );
const many = (count: number, line: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => line(n));

/** CPU that this process used for the work, ms: other programs of the machine do not count. */
function cpu(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const typical = calendar(
  many(
    5_000,
    (n) =>
      `BEGIN:VEVENT\r\nUID:u${n}\r\nDTSTART;TZID=Europe/Berlin:202611${
        String(n % 28 + 1).padStart(2, "0")
      }T090000\r\nDURATION:PT1H\r\nSUMMARY:Meeting ${n}\r\nDESCRIPTION:${
        "words ".repeat(20)
      }\r\nEND:VEVENT`,
  ),
);

/** What 100 ms are on the machine on which the bounds were set, where a megabyte of a usual calendar takes 25. */
function unit(): number {
  for (let warm = 0; warm < 2; warm++) busySpans(typical, window, "Europe/Berlin");
  const megabytes = typical.length / 1e6;
  return 4 * cpu(() => busySpans(typical, window, "Europe/Berlin")) / megabytes;
}

const objects: Record<string, string> = {
  "a rule of every second": event("RRULE:FREQ=SECONDLY"),
  "a rule of every second, counted": event("RRULE:FREQ=SECONDLY;COUNT=999999999"),
  "a rule that never comes": event("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"),
  "a rule that never comes, by the second": event("RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30"),
  "a count that never fills": event("RRULE:FREQ=YEARLY;COUNT=9999999;BYWEEKNO=53;BYMONTH=7"),
  "a huge interval": event("RRULE:FREQ=DAILY;INTERVAL=999999999"),
  "every minute of listed hours": event(
    `RRULE:FREQ=DAILY;BYHOUR=${many(24, String)};BYMINUTE=${many(60, String)};BYSECOND=${
      many(60, String)
    }`,
  ),
  "a hundred rules": event(many(100, (n) => `RRULE:FREQ=MINUTELY;INTERVAL=${n + 1}`)),
  "100,000 EXDATEs": event("RRULE:FREQ=DAILY", many(100_000, () => "EXDATE:20261101T090000Z")),
  "100,000 EXDATEs in a line": event(
    "RRULE:FREQ=DAILY",
    `EXDATE:${many(100_000, () => "20261101T090000Z")}`,
  ),
  "100,000 RDATEs": event(
    many(100_000, (n) => `RDATE:2027${String(n % 12 + 1).padStart(2, "0")}01T090000Z`),
  ),
  "overrides without end": calendar(
    "BEGIN:VEVENT\r\nUID:a\r\nDTSTART:20200101T090000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT",
    many(
      5_000,
      (n) =>
        `BEGIN:VEVENT\r\nUID:a\r\nRECURRENCE-ID;RANGE=THISANDFUTURE:20${20 + n % 8}0${
          1 + n % 9
        }01T090000Z\r\nDTSTART:20261201T090000Z\r\nDURATION:PT1H\r\nEND:VEVENT`,
    ),
  ),
};

Deno.test("busySpans: every hostile object is decided or given up within 100 ms, and is not free where it begins to be unknown", () => {
  const bound = Math.max(100, 1.5 * unit());
  for (const [name, text] of Object.entries(objects)) {
    let reading = busySpans(text, window, "Europe/Berlin");
    const took = Math.min(
      ...many(3, String).map(() => cpu(() => reading = busySpans(text, window, "Europe/Berlin"))),
    );
    assert.ok(took < bound, `${name}: ${took} ms of ${bound}`);
    const [object] = reading.objects;
    assert.ok(object, name);
    if (object.unknown === "too-much") {
      const later = { start: window.end - 86_400_000 * 40, end: window.end };
      assert.ok(object.busy.some((span) => overlaps(span, later)), `${name} is free later on`);
    }
  }
});

Deno.test("busySpans: a whole feed of hostile objects stays within the budget of its size", () => {
  const bound = unit();
  const feed = calendar(
    many(
      2_000,
      (n) =>
        `BEGIN:VEVENT\r\nUID:u${n}\r\nDTSTART:20200101T090000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=SECONDLY;COUNT=99999999\r\nEND:VEVENT`,
    ),
  );
  const took = cpu(() => assert.equal(busySpans(feed, window, "UTC").objects.length, 2_000));
  const allowed = 1.5 * Math.max(100, bound) + 0.45 * Math.max(100, bound) * feed.length / 1e6;
  assert.ok(took < allowed, `${took} ms of ${allowed}`);
});

Deno.test("busySpans: broken lines, depth and lost ends are told, never hang", () => {
  const read = (text: string) => {
    try {
      return busySpans(text, window, "UTC").objects.length;
    } catch (error) {
      return (error as Error).name === "Error" ? "broken" : String(error);
    }
  };
  assert.equal(read(event(many(50_000, () => ':;="\u0000'))), 1);
  assert.equal(read(event("SUMMARY:x", many(50_000, () => " folded"))), 1);
  assert.equal(read(many(10_000, () => "BEGIN:VCALENDAR").join("\n")), "broken");
  assert.equal(read(event("BEGIN:VALARM")), "broken");
  assert.equal(read(many(70_000, () => "BEGIN:VEVENT\nEND:VEVENT").join("\n")), "broken");
  assert.equal(read("\r".repeat(1_000_000)), "broken");
});

Deno.test("openOutbound: 50 MB are refused while they are read", async () => {
  const chunk = new Uint8Array(1024 * 1024).fill(32);
  let sent = 0;
  const fetch = openOutbound({
    allow: ["127.0.0.1"],
    connect: () =>
      Promise.resolve({
        status: 200,
        headers: [],
        body: (async function* () {
          for (; sent < 50; sent++) yield await Promise.resolve(chunk);
        })(),
      }),
  });
  await assert.rejects(fetch("http://127.0.0.1/"), { fault: "too-large" });
  assert.ok(sent <= 12, `${sent} MB were read`);
});

Deno.test("openReader: reads on a thread, others undisturbed; what hangs or eats memory ends with it, the next is read anew", async () => {
  const began: string[] = [];
  const real = threadAt(readerAddress());
  const begin: Begin = (said, ended) => {
    began.push("thread");
    return real(said, ended);
  };
  const told: string[] = [];
  const reader = openReader(begin, (why) => told.push(why), 3_000);
  try {
    const small = () => reader.read("calendar", { text: event(), view });
    assert.ok("objects" in await small());
    // Nine megabytes of the shortest lines: much to hold, little to say.
    const dense = event(many(2_300_000, () => "A:"));
    let turns = 0;
    const timer = setInterval(() => turns++, 5);
    const answer = await reader.read("calendar", { text: dense, view }).catch((error) => error);
    clearInterval(timer);
    if (answer instanceof Error) {
      assert.ok(answer instanceof CalendarProblem && answer.why === "too-large");
    }
    assert.ok(turns > 3, `${turns} turns while it was read`);
    assert.ok("objects" in await small());

    const hanging = openReader(
      (_said, ended) => ({
        post: () => setTimeout(() => ended("JS heap out of memory"), 1),
        end: () => Promise.resolve(),
      }),
      (why) => told.push(why),
      3_000,
    );
    await assert.rejects(hanging.read("calendar", { text: "", view }), { why: "too-large" });
    assert.equal(hanging.givenUp(), 1);
    assert.ok(told.includes("JS heap out of memory"));
  } finally {
    await reader.close();
  }
});
