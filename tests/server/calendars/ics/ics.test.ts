import assert from "node:assert/strict";
import { uidOf } from "$lib/scheduling/booking.ts";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { CalendarError } from "$lib/server/calendars/calendar.ts";
import { icsCalendarId, openIcs, parseFeedUrl } from "$lib/server/calendars/ics/provider.ts";
import * as connections from "$lib/server/connections/index.ts";
import { openAccount } from "$lib/server/connections/access-tokens.ts";
import { inlineParser } from "$lib/server/calendars/parsing/response-parser.ts";
import { openOutbound, type OutboundFetch } from "$lib/server/outbound/index.ts";
import { openHttpClient } from "$lib/server/outbound/http-client.ts";
import { openSealer } from "$lib/server/auth/sealing.ts";
import { readBusy } from "../../../support/read-busy.ts";
import { getConnection } from "$lib/server/store/connections.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import { granted } from "../../../support/granted.ts";
import { noon, type TestApp, testApp, testHost } from "../../../support/test-app.ts";
import { type FeedFake, startFeed } from "../../../support/ics-server.ts";

const window = { start: noon, end: noon + 60 * DAY };
const lesson = { start: Date.UTC(2026, 10, 4, 9), end: Date.UTC(2026, 10, 4, 10) };
const lines = ["DTSTART:20261104T090000Z", "DURATION:PT1H", "SUMMARY:Lesson"];

async function against(test: (feed: FeedFake, fetch: OutboundFetch) => Promise<void>) {
  await using feed = startFeed();
  feed.events.set("lesson", lines);
  const client = openHttpClient();
  try {
    await test(feed, openOutbound({ allow: ["127.0.0.1"], connect: client.connect }));
  } finally {
    client.close();
  }
}

const open = (feed: FeedFake, fetch: OutboundFetch) =>
  openIcs(fetch, {
    url: feed.address,
    zone: "Europe/Berlin",
    ownAddresses: ["ada@example.org"],
    parser: inlineParser,
  });

for (const validators of [["etag"], ["last-modified"], ["etag", "last-modified"]] as const) {
  Deno.test(`openIcs: by ${validators.join(" and ")} an unchanged feed is not sent again`, () =>
    against(async (feed, fetch) => {
      feed.validators = [...validators];
      const calendar = open(feed, fetch);
      const first = await calendar.changes(icsCalendarId, window, null);
      assert.deepEqual(first?.objects.map(({ busy }) => busy), [[lesson]]);
      assert.equal(await calendar.changes(icsCalendarId, window, first!.cursor), null);
      feed.events.set("second", ["DTSTART:20261105T090000Z", "DURATION:PT1H"]);
      const third = await calendar.changes(icsCalendarId, window, first!.cursor);
      assert.equal(third?.objects.length, 2);
      assert.deepEqual(feed.answered, [200, 304, 200]);
    }));
}

Deno.test("openIcs: without validators a feed with only new DTSTAMPs is unchanged", () =>
  against(async (feed, fetch) => {
    feed.validators = [];
    const calendar = open(feed, fetch);
    const first = await calendar.changes(icsCalendarId, window, null);
    assert.equal(await calendar.changes(icsCalendarId, window, first!.cursor), null);
    feed.events.set("lesson", ["DTSTART:20261104T100000Z", "DURATION:PT1H"]);
    assert.ok(await calendar.changes(icsCalendarId, window, first!.cursor));
    // A mark that cannot be read asks for everything.
    assert.ok(await calendar.changes(icsCalendarId, window, "nonsense"));
  }));

Deno.test("openIcs: our own booking in a feed carries its id, a declined event is free", () =>
  against(async (feed, fetch) => {
    const own = "AAAAAAAAAAAAAAAAAAAAAA";
    feed.events.clear();
    feed.events.set(uidOf(own), lines);
    feed.events.set("declined", [...lines, "ATTENDEE;PARTSTAT=DECLINED:mailto:Ada@example.org"]);
    const calendar = open(feed, fetch);
    assert.deepEqual(await calendar.busy(icsCalendarId, lesson), [{
      ...lesson,
      title: "Lesson",
      bookingId: own,
    }]);
    const found = await calendar.changes(icsCalendarId, window, null);
    assert.deepEqual(found?.objects.map(({ bookingId, busy }) => [bookingId, busy.length]), [[
      own,
      1,
    ], [
      null,
      0,
    ]]);
    assert.equal((await calendar.find(icsCalendarId, uidOf(own)))?.start, lesson.start);
  }));

const faults: [string, FeedFake["fault"], string, string][] = [
  ["401", { status: 401 }, "refused", "feed-closed"],
  ["403", { status: 403 }, "refused", "feed-closed"],
  ["404", { status: 404 }, "gone", "not-found"],
  ["410", { status: 410 }, "gone", "not-found"],
  ["429", { status: 429, headers: { "retry-after": "77" } }, "try-again", "slow-down"],
  ["500", { status: 500 }, "try-again", "server-error"],
  ["503", { status: 503 }, "try-again", "server-error"],
  ["304 that nobody asked for", { status: 304 }, "refused", "redirect"],
  ["a login page", { status: 200, body: "<!doctype html><h1>Sign in" }, "try-again", "not-ics"],
  ["nothing", { status: 200, body: "" }, "try-again", "not-ics"],
  [
    "half a feed",
    {
      status: 200,
      body: "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\n",
    },
    "try-again",
    "not-ics",
  ],
  [
    "a redirect in circles",
    { status: 302, headers: { location: "/round" } },
    "refused",
    "redirect",
  ],
  [
    "a redirect to another network",
    {
      status: 302,
      headers: { location: "http://10.0.0.1/feed.ics" },
    },
    "try-again",
    "unreachable",
  ],
  [
    "more than is read",
    { status: 200, body: "x".repeat(11 * 1024 * 1024) },
    "try-again",
    "feed-too-large",
  ],
];

Deno.test("openIcs: every fault has its kind and text, and none looks like an empty calendar", () =>
  against(async (feed, fetch) => {
    const calendar = open(feed, fetch);
    for (const [name, fault, kind, reason] of faults) {
      feed.fault = fault;
      for (
        const question of [
          () => calendar.changes(icsCalendarId, window, null),
          () => calendar.busy(icsCalendarId, lesson),
          () => calendar.list(),
        ]
      ) {
        await assert.rejects(question(), (error: unknown) => {
          assert.ok(error instanceof CalendarError, `${name}: ${error}`);
          assert.deepEqual([error.kind, error.reason], [kind, reason], name);
          assert.ok(!error.message.includes("secret-7f3a"), name);
          return true;
        }, name);
      }
    }
  }));

Deno.test("openIcs: a redirect to webcal: leads to the calendar; two of them in a circle end", () =>
  against(async (feed, fetch) => {
    const host = new URL(feed.address).host;
    await using front = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {} },
      ({ url }) => {
        const { pathname, host: own } = new URL(url);
        const to = pathname === "/round" ? `${own}/round` : host + new URL(feed.address).pathname;
        return new Response(null, { status: 302, headers: { location: `webcal://${to}` } });
      },
    );
    const at = (path: string) =>
      open({ ...feed, address: `http://127.0.0.1:${front.addr.port}${path}` }, fetch);
    assert.equal((await at("/a").changes(icsCalendarId, window, null))?.objects.length, 1);
    assert.equal((await at("/a").list()).length, 1);
    await assert.rejects(at("/round").list(), { reason: "redirect" });
  }));

Deno.test("parseFeedUrl: webcal or no scheme is https; everything else is refused", () => {
  assert.equal(parseFeedUrl(" webcal://example.org/a.ics#x "), "https://example.org/a.ics");
  assert.equal(parseFeedUrl("webcals://example.org/a.ics?k=1"), "https://example.org/a.ics?k=1");
  assert.equal(parseFeedUrl("example.org/a.ics"), "https://example.org/a.ics");
  assert.equal(parseFeedUrl("http://example.org/a.ics"), "http://example.org/a.ics");
  for (
    const wrong of ["file:///etc/passwd", "https://me:pw@example.org/", "javascript:1", "https://"]
  ) {
    assert.throws(() => parseFeedUrl(wrong), { reason: "wrong-feed" }, wrong);
  }
});

async function householdOf(fetch: OutboundFetch): Promise<{ app: TestApp; ada: Host }> {
  const app: TestApp = await testApp({
    sealer: openSealer("ab".repeat(32), null),
    fetch,
    openCalendar: (connection, host) => openAccount(app, connection, host),
  });
  return { app, ada: await testHost(app) };
}

Deno.test("connectIcs: reads a feed now and later, writes nowhere, and stores its URL sealed", () =>
  against(async (feed, fetch) => {
    const { app, ada } = await householdOf(fetch);
    using _ = app;
    feed.name = "Choir";
    const done = await granted(connections.connectIcs(app, ada.id, { feed: feed.address }));
    assert.equal(done.label, "Choir · 127.0.0.1");
    const busy = async () => {
      const { guard } = await getGuard(app.kv, ada.id);
      return await readBusy(app.kv, ada.id, guard, window);
    };
    assert.deepEqual(await busy(), [lesson]);
    for await (const entry of app.kv.list({ prefix: [] })) {
      assert.ok(!JSON.stringify(entry).includes("secret-7f3a"), JSON.stringify(entry.key));
    }
    app.at(noon + HOUR);
    feed.fault = { status: 503 };
    await connections.syncConnection(app, (await getConnection(app.kv, ada.id, done.id))!);
    assert.deepEqual(await busy(), [lesson]);
    feed.fault = null;
    feed.events.clear();
    await connections.syncConnection(app, done);
    assert.deepEqual(await busy(), []);
    const target = { connectionId: done.id, calendarId: icsCalendarId };
    assert.ok(!(await connections.setWriteTarget(app, ada.id, target)).ok);
  }));

Deno.test("connectIcs: no URL, no calendar or no public one is refused with a reason", () =>
  against(async (feed, fetch) => {
    const { app, ada } = await householdOf(fetch);
    using _ = app;
    const why = async (address: string) => {
      const done = await connections.connectIcs(app, ada.id, { feed: address });
      return done.ok ? "connected" : done.refusal.detail;
    };
    assert.equal(await why("ftp://example.org/a.ics"), "wrong-feed");
    assert.equal(await why("http://10.1.2.3/a.ics"), "unreachable");
    feed.fault = { status: 200, body: "hello" };
    assert.equal(await why(feed.address), "not-ics");
  }));
