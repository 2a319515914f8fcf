import assert from "node:assert/strict";
import { retryAfterSeconds } from "$lib/server/calendars/errors.ts";
import { uidOf } from "$lib/scheduling/booking.ts";
import { openCaldav } from "$lib/server/calendars/caldav/provider.ts";
import { CalendarError } from "$lib/server/calendars/calendar.ts";
import type { CalendarEvent } from "$lib/icalendar/calendar-event.ts";
import { mayForwardCredentials } from "$lib/server/calendars/caldav/multistatus.ts";
import { discoverAccount } from "$lib/server/calendars/caldav/discovery.ts";
import { syncCalendar } from "$lib/server/connections/sync-calendar.ts";
import { openOutbound, type OutboundFetch } from "$lib/server/outbound/index.ts";
import { openHttpClient } from "$lib/server/outbound/http-client.ts";
import { readBusy } from "../../../support/read-busy.ts";
import { getGuard } from "$lib/server/store/guard.ts";
import { keys } from "$lib/server/store/keys.ts";
import { noon, testApp, testHost } from "../../../support/test-app.ts";
import {
  type Fault,
  type Misbehaving,
  object,
  startMisbehaving,
} from "../../../support/caldav/faulty-server.ts";
import { unreadCalendar } from "$lib/scheduling/calendar-state.ts";

const HOUR = 3_600_000;
const window = { start: noon, end: noon + 60 * 24 * HOUR };
const lesson = { start: Date.UTC(2026, 10, 4, 9), end: Date.UTC(2026, 10, 4, 10) };
const lines = ["DTSTART:20261104T090000Z", "DURATION:PT1H"];

const faults: [string, Fault, string, string][] = [
  ["401", { status: 401 }, "signed-out", "wrong-password"],
  ["403", { status: 403 }, "refused", "forbidden"],
  ["404", { status: 404 }, "gone", "not-found"],
  ["412", { status: 412 }, "changed", "changed"],
  ["423", { status: 423 }, "try-again", "locked"],
  ["429", { status: 429, headers: { "retry-after": "77" } }, "try-again", "slow-down"],
  ["500", { status: 500 }, "try-again", "server-error"],
  ["503", { status: 503 }, "try-again", "server-error"],
  ["507", { status: 507 }, "try-again", "full"],
  ["a login page", { wrong: "html" }, "refused", "not-caldav"],
  ["200 for 207", { status: 200, body: "{}" }, "refused", "not-caldav"],
  ["half an answer", { wrong: "truncated" }, "try-again", "unreadable"],
  ["a cut connection", { wrong: "cut" }, "try-again", "broken"],
  ["a failure inside", { wrong: "inner" }, "try-again", "incomplete"],
  ["a document type", { wrong: "doctype" }, "try-again", "unreadable"],
  ["an unknown entity", { wrong: "entity" }, "try-again", "unreadable"],
  [
    "a redirect in circles",
    { status: 302, headers: { location: "/round" } },
    "refused",
    "redirect",
  ],
  [
    "a redirect to another host",
    { status: 302, headers: { location: "http://127.0.0.1:1/dav/" } },
    "refused",
    "redirect",
  ],
  ["an empty multistatus at the collection", { status: 207, body: "" }, "try-again", "unreadable"],
];

async function against(
  test: (server: Misbehaving, fetch: OutboundFetch) => Promise<void>,
) {
  await using server = await startMisbehaving(lines);
  const kept = openHttpClient();
  try {
    await test(server, openOutbound({ allow: ["127.0.0.1"], connect: kept.connect }));
  } finally {
    kept.close();
  }
}

const account = (server: Misbehaving) => ({
  url: server.calendar,
  user: "alice",
  password: "hunter2-äß→",
  zone: "Europe/Berlin",
  ownAddresses: [],
});

Deno.test("openCaldav: every fault has its kind and text, and none looks like an empty calendar", async () => {
  await against(async (server, fetch) => {
    const calendar = openCaldav(fetch, account(server));
    const known = await calendar.changes(server.calendar, window, null);
    assert.deepEqual(known?.objects.map(({ busy }) => busy), [[lesson]]);
    for (const [name, fault, kind, why] of faults) {
      server.fault = fault;
      for (
        const question of [
          () => calendar.changes(server.calendar, window, known!.cursor),
          () => calendar.busy(server.calendar, lesson),
          () => calendar.list(),
        ]
      ) {
        await assert.rejects(question(), (error: unknown) => {
          assert.ok(error instanceof CalendarError, `${name}: ${error}`);
          assert.deepEqual([error.kind, error.why], [kind, why], name);
          assert.ok(!`${error.message}${error.stack}`.includes("hunter2"), name);
          if (name === "429") assert.equal(error.retryAfter, 77);
          return true;
        }, name);
      }
    }
  });
});

Deno.test("openCaldav: an object without its content fails the listing", async () => {
  await against(async (server, fetch) => {
    const calendar = openCaldav(fetch, account(server));
    server.fault = { wrong: "no-data" };
    await assert.rejects(calendar.busy(server.calendar, lesson), { why: "incomplete" });
  });
});

Deno.test("openCaldav: one object that is not iCalendar is skipped and named, the others count", async () => {
  await against(async (server, fetch) => {
    server.kept.set("/dav/work/b.ics", "BEGIN:VCALENDAR");
    const changes = await openCaldav(fetch, account(server)).changes(server.calendar, window, null);
    assert.deepEqual(changes?.unreadable.map(({ href }) => href), [`${server.calendar}b.ics`]);
    assert.equal(changes?.objects.length, 1);
  });
});

Deno.test("openCaldav: a CTag that may be a timestamp is trusted only the second time", async () => {
  await against(async (server, fetch) => {
    const calendar = openCaldav(fetch, account(server));
    const first = await calendar.changes(server.calendar, window, null);
    const second = await calendar.changes(server.calendar, window, first!.cursor);
    assert.equal(second?.objects.length, 1);
    assert.equal(await calendar.changes(server.calendar, window, second!.cursor), null);
    server.asked.length = 0;
    await calendar.changes(server.calendar, window, second!.cursor);
    assert.deepEqual(server.asked, ["PROPFIND /dav/work/"]);
  });
});

const event: CalendarEvent = {
  uid: uidOf("AAAAAAAAAAAAAAAAAAAAAA"),
  sequence: 0,
  bookingId: "AAAAAAAAAAAAAAAAAAAAAA",
  ...lesson,
  zone: "UTC",
  title: "x",
  description: "",
  location: "",
  organizer: null,
  attendee: { name: "Zoë", email: "zoe@example.com" },
  alarmMinutes: null,
  dtstamp: noon,
};

Deno.test("put: a 207 is a failure, and every other fault keeps its kind", async () => {
  await against(async (server, fetch) => {
    const calendar = openCaldav(fetch, account(server));
    server.fault = { status: 207, only: "PUT" };
    await assert.rejects(calendar.put(server.calendar, event), CalendarError);
    for (const [status, kind] of [[401, "signed-out"], [403, "refused"], [404, "gone"]] as const) {
      server.fault = { status, only: "PUT" };
      await assert.rejects(calendar.put(server.calendar, event), { kind });
    }
    for (const status of [423, 429, 500, 503, 507]) {
      server.fault = { status, only: "PUT" };
      await assert.rejects(calendar.put(server.calendar, event), { kind: "try-again" });
    }
    server.fault = null;
    await calendar.put(server.calendar, event);
    assert.equal(server.kept.size, 2);
  });
});

Deno.test("remove: 404 and 412 mean gone when nothing is there", async () => {
  await against(async (server, fetch) => {
    const calendar = openCaldav(fetch, account(server));
    for (const status of [404, 410, 412]) {
      server.fault = { status, only: "DELETE" };
      await calendar.remove(server.calendar, event.uid);
    }
    await calendar.put(server.calendar, event);
    server.fault = { status: 503, only: "DELETE" };
    await assert.rejects(calendar.remove(server.calendar, event.uid), { kind: "try-again" });
  });
});

Deno.test("busy: a silent server is aborted within seconds", async () => {
  await against(async (server, fetch) => {
    server.fault = { wrong: "silent" };
    const hasty: OutboundFetch = (url, init) => {
      assert.ok((init?.timeoutMs ?? 10_000) <= 5_000);
      return fetch(url, { ...init, timeoutMs: 100 });
    };
    const calendar = openCaldav(hasty, account(server));
    await assert.rejects(calendar.busy(server.calendar, lesson), { why: "timeout" });
  });
});

Deno.test("openCaldav: credentials go to no other host, whatever a response says", async () => {
  await against(async (server, fetch) => {
    await using thief = await startMisbehaving(lines);
    const calendar = openCaldav(fetch, account(server));
    for (const status of [301, 307]) {
      server.fault = { status, headers: { location: `${thief.address}/dav/` } };
      await assert.rejects(calendar.list(), { why: "redirect" });
    }
    server.fault = {
      status: 207,
      body:
        `<d:multistatus xmlns:d="DAV:"><d:response><d:href>${thief.calendar}</d:href></d:response></d:multistatus>`,
    };
    await assert.rejects(calendar.list(), { why: "redirect" });
    const found = discoverAccount(fetch, { address: server.address, user: "a", password: "b" });
    await assert.rejects(found, { why: "redirect" });
    await assert.rejects(calendar.changes(thief.calendar, window, null), { why: "redirect" });
    assert.deepEqual(thief.asked, []);
  });
});

Deno.test("mayForwardCredentials: within one domain over https, and never between IP addresses", () => {
  const carries = (from: string, to: string) => mayForwardCredentials(new URL(to), new URL(from));
  assert.ok(carries("https://caldav.example.com/", "https://p01-caldav.example.com/"));
  for (
    const [from, to] of [
      ["https://1.2.3.4/", "https://9.2.3.4/"],
      ["https://1.2.3.4/", "https://evil.2.3.4.example/"],
      ["https://[2606:4700::1]/", "https://[2606:4700::2]/"],
      ["https://a.co.uk/", "https://b.co.uk/"],
      ["https://cal.example.com/", "http://cal.example.com/"],
      ["https://cal.example.com/", "https://cal.example.com:8443/"],
    ] as const
  ) assert.ok(!carries(from, to), `${from} to ${to}`);
});

Deno.test("openCaldav: a calendar without a name, at an unusual href, is listed", async () => {
  await against(async (server, fetch) => {
    server.fault = { status: 207, body: nameless };
    const [calendar] = await openCaldav(fetch, account(server)).list();
    assert.equal(calendar?.name, "100%");
  });
});

Deno.test("openCaldav: endless properties are refused while they arrive", async () => {
  await against(async (server, fetch) => {
    server.fault = { status: 207, body: `<a>${"&amp;".repeat(500_000)}</a>` };
    await assert.rejects(openCaldav(fetch, account(server)).list(), { why: "too-large" });
  });
});

const nameless =
  `<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:response><d:href>/dav/100%/</d:href><d:propstat><d:prop><d:resourcetype><d:collection/><c:calendar/></d:resourcetype></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>`;

Deno.test("syncCalendar: one entry with an endless name does not stop the others", async () => {
  await against(async (server, fetch) => {
    using app = await testApp();
    const host = await testHost(app);
    const unread = unreadCalendar("unread");
    await app.kv.set(keys.guard(host.id), { version: 1, calendars: { work: unread } });
    server.put("long", lines, { text: object("x".repeat(70_000), lines) });
    const calendar = openCaldav(fetch, account(server));
    const place = { key: "work", id: server.calendar };
    assert.equal(await syncCalendar(app, host, place, calendar), "synced");
  });
});

Deno.test("openCaldav: sends user and password as UTF-8", async () => {
  await against(async (server, fetch) => {
    await openCaldav(fetch, account(server)).list();
    const sent = server.credentials[0]?.slice("Basic ".length) ?? "";
    const bytes = Uint8Array.from(atob(sent), (sign) => sign.charCodeAt(0));
    assert.equal(new TextDecoder().decode(bytes), "alice:hunter2-äß→");
  });
});

Deno.test("discoverAccount: tells a server without CalDAV from one that refuses the user", async () => {
  await against(async (server, fetch) => {
    const why = (fault: Fault | null, address = server.address) => {
      server.fault = fault;
      return discoverAccount(fetch, { address, user: "a", password: "b" })
        .then(() => "found", (error) => error.why);
    };
    assert.equal(await why(null), "found");
    assert.equal(await why({ wrong: "html" }), "not-caldav");
    assert.equal(await why({ status: 404 }), "not-caldav");
    assert.equal(await why({ status: 405 }), "not-caldav");
    assert.equal(await why({ status: 401 }), "wrong-password");
    const wanted = (schemes: string) => ({
      status: 401,
      headers: { "www-authenticate": schemes },
    });
    assert.equal(await why(wanted('Digest realm="a, b", nonce="x"')), "digest-only");
    assert.equal(await why(wanted('Negotiate, Bearer realm="basic"')), "other-sign-in");
    assert.equal(await why(wanted('Digest realm="a", Basic realm="a"')), "wrong-password");
    assert.equal(await why(wanted('Basic realm="a"')), "wrong-password");
    assert.equal(await why({ status: 500 }), "server-error");
    assert.equal(await why(null, server.address.replace("http:", "https:")), "no-tls");
    assert.equal(await why(null, new URL(server.address).host), "no-tls");
    assert.equal(await why(null, "file:///etc/passwd"), "wrong-address");
    assert.equal(await why(null, "http://a:b@127.0.0.1/"), "wrong-address");
    assert.equal(await why(null, "127.0.0.2:1"), "private");
  });
});

Deno.test("syncCalendar: whatever the server does wrong, known busy time stays busy", async () => {
  await against(async (server, fetch) => {
    using app = await testApp();
    const host = await testHost(app);
    const unread = unreadCalendar("unread");
    await app.kv.set(keys.guard(host.id), { version: 1, calendars: { work: unread } });
    const calendar = openCaldav(fetch, account(server));
    const read = () => syncCalendar(app, host, { key: "work", id: server.calendar }, calendar);
    const known = async () => {
      const { guard } = await getGuard(app.kv, host.id);
      return { busy: await readBusy(app.kv, host.id, guard, window), state: guard.calendars.work };
    };
    assert.equal(await read(), "synced");
    const before = await known();
    assert.deepEqual(before.busy, [lesson]);
    for (const [name, fault, kind] of faults) {
      server.fault = fault;
      assert.equal(await read(), "failed", name);
      const now = await known();
      assert.deepEqual(now.busy, before.busy, name);
      assert.equal(now.state?.generation, before.state?.generation, name);
      assert.equal(now.state?.failure?.kind, kind, name);
    }
    server.fault = null;
    server.kept.clear();
    assert.equal(await read(), "synced");
    assert.deepEqual((await known()).busy, []);
  });
});

Deno.test("syncCalendar: of two concurrent syncs the slower one changes nothing", async () => {
  await against(async (server, fetch) => {
    using app = await testApp();
    const host = await testHost(app);
    const unread = unreadCalendar("unread");
    await app.kv.set(keys.guard(host.id), { version: 1, calendars: { work: unread } });
    const calendar = openCaldav(fetch, account(server));
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const slow = {
      ...calendar,
      changes: async (...asked: Parameters<typeof calendar.changes>) => {
        const changes = await calendar.changes(...asked);
        await held;
        return changes;
      },
    };
    const place = { key: "work", id: server.calendar };
    const late = syncCalendar(app, host, place, slow);
    while (!server.asked.some((line) => line.startsWith("REPORT"))) {
      await new Promise((go) => setTimeout(go, 1));
    }
    server.kept.set(
      "/dav/work/b.ics",
      server.kept.get("/dav/work/a.ics")!.replace("UID:a", "UID:b")
        .replace("1104", "1105"),
    );
    assert.equal(await syncCalendar(app, host, place, calendar), "synced");
    release();
    assert.equal(await late, "aborted");
    const { guard } = await getGuard(app.kv, host.id);
    assert.equal((await readBusy(app.kv, host.id, guard, window)).length, 2);
  });
});

Deno.test("retryAfterSeconds: a date counts from the server's own Date, whatever our clock says", () => {
  const asked = (headers: Record<string, string>) => retryAfterSeconds(new Headers(headers));
  const date = "Sun, 06 Nov 1994 08:49:37 GMT", later = "Sun, 06 Nov 1994 08:50:07 GMT";
  assert.equal(asked({ date, "retry-after": later }), 30);
  assert.equal(asked({ "retry-after": later }), 0, "long past by our clock");
  assert.equal(asked({ date: later, "retry-after": date }), 0);
  assert.equal(asked({ date, "retry-after": "Mon, 06 Nov 2094 08:49:37 GMT" }), 86_400);
  assert.equal(asked({ date, "retry-after": "soon" }), null);
});
