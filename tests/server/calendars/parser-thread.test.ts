import assert from "node:assert/strict";
import { openCaldav } from "$lib/server/calendars/caldav/provider.ts";
import { CalendarError } from "$lib/server/calendars/calendar.ts";
import { freshness, unreadCalendar } from "$lib/scheduling/calendar-state.ts";
import { openResponseParser } from "$lib/server/calendars/parsing/response-parser.ts";
import { parserThreadAt } from "$lib/server/calendars/parsing/spawn-thread.ts";
import { readerAddress } from "$lib/server/startup/runtime-globals.ts";
import { syncCalendar } from "$lib/server/connections/sync-calendar.ts";
import { openOutbound } from "$lib/server/outbound/index.ts";
import { openHttpClient } from "$lib/server/outbound/http-client.ts";
import { readBusy } from "../../support/read-busy.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { getSyncState } from "$lib/server/store/sync-state.ts";
import { testApp, testHost } from "../../support/test-app.ts";
import { startFaultyServer } from "../../support/caldav/faulty-server.ts";
import { event, many, view } from "../../support/icalendar/parse-budget.ts";

Deno.test("openResponseParser: parses on a thread; a thread that ends is reported and replaced", async () => {
  const reasons: string[] = [];
  const reader = openResponseParser(parserThreadAt(readerAddress()), (why) => reasons.push(why));
  try {
    assert.ok("objects" in await reader.parse("calendar", { text: event(), scope: view }));
    const dense = event(many(2_300_000, () => "A:"));
    let turns = 0;
    const timer = setInterval(() => turns++, 5);
    const answer = await reader.parse("calendar", { text: dense, scope: view }).catch((error) =>
      error
    );
    clearInterval(timer);
    if (answer instanceof Error) {
      assert.ok(answer instanceof CalendarError && answer.reason === "too-large");
    }
    assert.ok(turns > 3, `${turns} turns while it was read`);
    assert.ok("objects" in await reader.parse("calendar", { text: event(), scope: view }));

    const ending = openResponseParser(
      (_said, ended) => ({
        post: () => setTimeout(() => ended("JS heap out of memory"), 1),
        end: () => Promise.resolve(),
      }),
      (why) => reasons.push(why),
    );
    await assert.rejects(ending.parse("calendar", { text: "", scope: view }), {
      reason: "too-large",
    });
    assert.equal(ending.abortedCount(), 1);
    assert.ok(reasons.includes("JS heap out of memory"));
  } finally {
    await reader.close();
  }
});

Deno.test("openResponseParser: a thread that hangs or uses all memory ends below 128 MB; others go on", async () => {
  const greedy = new URL("../../support/greedy-thread.ts", import.meta.url);
  const reader = openResponseParser(parserThreadAt(greedy), () => {}, 2_000);
  const ask = (summary: string) =>
    reader.parse("calendar", { text: event(`SUMMARY:${summary}`), scope: view });
  try {
    assert.ok("objects" in await ask("well"));
    for (const what of ["eat", "hang"]) {
      const before = Deno.memoryUsage().rss;
      let peak = before, turns = 0;
      const timer = setInterval(() => {
        peak = Math.max(peak, Deno.memoryUsage().rss);
        turns++;
      }, 5);
      const [given, next] = await Promise.all([
        ask(what).catch((error) => error),
        ask("waits behind it"),
      ]);
      clearInterval(timer);
      assert.equal(given.reason, "too-large", what);
      assert.ok("objects" in next, "the next in the queue is read by a new thread");
      const megabytes = (peak - before) / 1e6;
      console.log(`${what}: ${Math.round(megabytes)} MB, and ${turns} turns of others meanwhile`);
      assert.ok(megabytes < 128, `${what}: ${megabytes} MB`);
      assert.ok(turns > 20, `${what}: ${turns} turns`);
    }
    assert.equal(reader.abortedCount(), 2);
  } finally {
    await reader.close();
  }
});

Deno.test("syncCalendar: an object that no thread can parse is counted; the others are busy as before", async () => {
  const greedy = new URL("../../support/greedy-thread.ts", import.meta.url);
  const reader = openResponseParser(parserThreadAt(greedy), () => {}, 1_500);
  await using server = await startFaultyServer(["DTSTART:20261104T090000Z", "DURATION:PT1H"]);
  const outgoing = openHttpClient();
  const app = await testApp();
  try {
    server.put("b", ["DTSTART:20261105T090000Z", "DURATION:PT1H", "SUMMARY:eat"]);
    server.put("c", ["DTSTART:20261106T090000Z", "DURATION:PT1H"]);
    const host = await testHost(app);
    const unread = unreadCalendar("unread");
    await app.kv.set(keys.guard(host.id), { version: 1, calendars: { work: unread } });
    const fetch = openOutbound({ allow: ["127.0.0.1"], connect: outgoing.connect });
    const account = {
      url: server.calendar,
      user: "alice",
      password: "p",
      zone: "UTC",
      ownAddresses: [],
    };
    const opened = openCaldav(fetch, { ...account, parser: reader });
    assert.equal(
      await syncCalendar(app, host, { key: "work", id: server.calendar }, opened),
      "synced",
    );
    const { guard } = await getGuard(app.kv, host.id);
    const november = { start: Date.UTC(2026, 10, 1), end: Date.UTC(2026, 11, 1) };
    const busy = await readBusy(app.kv, host.id, guard, november);
    assert.deepEqual(busy.map(({ start }) => new Date(start).getUTCDate()), [4, 6]);
    const reading = await getSyncState(app.kv, host.id, "work");
    assert.deepEqual([reading?.events, reading?.unreadable], [2, 1]);
    const { calendars: { work } } = guard;
    assert.notEqual(work && freshness(work, app.now(), 900_000), "fresh");
  } finally {
    outgoing.close();
    await reader.close();
  }
});
