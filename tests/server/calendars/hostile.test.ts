import assert from "node:assert/strict";
import { parseBusyTimes } from "$lib/icalendar/busy-times.ts";
import { CalendarError } from "$lib/server/calendars/calendar.ts";
import { InvalidICalendar } from "$lib/icalendar/content-lines.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import { parseResponse } from "$lib/server/calendars/parsing/parse-response.ts";
import { openOutbound } from "$lib/server/outbound/index.ts";
import { overlaps } from "$lib/scheduling/span.ts";
import {
  hostileFeeds,
  hostileObjects,
  hostileResponses,
} from "../../support/icalendar/hostile-calendars.ts";
import {
  calendar,
  event,
  leastThreadCpu,
  many,
  threadCpu,
  unit,
  window,
} from "../../support/icalendar/parse-budget.ts";

Deno.test("parseBusyTimes: a hostile object is parsed or aborted in 100 ms; no unknown time is free", () => {
  const bound = Math.max(100, 1.5 * unit());
  for (const [name, text] of Object.entries(hostileObjects)) {
    let reading = parseBusyTimes(text, window, "Europe/Berlin");
    const took = leastThreadCpu(() => reading = parseBusyTimes(text, window, "Europe/Berlin"));
    assert.ok(took < bound, `${name}: ${took} ms of ${bound}`);
    const [object] = reading.objects;
    assert.ok(object, name);
    if (object.approximate === "too-much") {
      const later = { start: window.end - DAY * 40, end: window.end };
      assert.ok(object.busy.some((span) => overlaps(span, later)), `${name} is free later on`);
    }
  }
});

Deno.test("parseBusyTimes: a feed of hostile objects stays within the budget of its size", () => {
  const bound = unit();
  const feed = calendar(
    many(
      2_000,
      (n) =>
        `BEGIN:VEVENT\r\nUID:u${n}\r\nDTSTART:20200101T090000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=SECONDLY;COUNT=99999999\r\nEND:VEVENT`,
    ),
  );
  const allowed = 1.5 * Math.max(100, bound) + 0.45 * Math.max(100, bound) * feed.length / 1e6;
  assertWithin("hostile objects", allowed, () => {
    assert.equal(parseBusyTimes(feed, window, "UTC").objects.length, 2_000);
  });
});

Deno.test("parseBusyTimes: feeds of megabytes are parsed or aborted within the budget of their size", () => {
  const bound = Math.max(100, unit());
  for (const [name, feed] of Object.entries(hostileFeeds)) {
    const text = feed();
    const allowed = 1.5 * bound + 0.45 * bound * text.length / 1e6;
    const read = () => {
      try {
        parseBusyTimes(text, window, "Europe/Berlin", ["ada@example.org"]);
      } catch (error) {
        assert.ok(error instanceof InvalidICalendar, `${name}: ${error}`);
      }
    };
    assertWithin(name, allowed, read);
  }
});

/** Once is enough where it was quick enough. */
function assertWithin(name: string, allowed: number, work: () => void): void {
  const took = threadCpu(work);
  if (took >= allowed) {
    assert.ok(leastThreadCpu(work) < allowed, `${name}: ${took} ms of ${allowed}`);
  }
}

Deno.test("parseResponse: responses of megabytes are parsed or refused within the budget of their size", () => {
  const bound = Math.max(100, unit());
  for (const [name, response] of Object.entries(hostileResponses)) {
    const text = response();
    const read = () => parseResponse("listing", { text, base: "https://calendar.example/" });
    const allowed = 1.5 * bound + 0.45 * bound * text.length / 1e6;
    assertWithin(name, allowed, () => assert.throws(read, CalendarError, name));
  }
});

Deno.test("parseBusyTimes: broken lines, deep nesting and missing ends are counted and never hang", () => {
  const read = (text: string) => {
    try {
      return parseBusyTimes(text, window, "UTC").objects.length;
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

Deno.test("openOutbound: 50 MB are refused while they arrive", async () => {
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
  await assert.rejects(fetch("http://127.0.0.1/"), { kind: "too-large" });
  assert.ok(sent <= 12, `${sent} MB were read`);
});
