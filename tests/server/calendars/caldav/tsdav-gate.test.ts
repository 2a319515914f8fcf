/** What tsdav does by itself, and what it does behind our fetch: each condition of its use, with the bare library beside it. */
import assert from "node:assert/strict";
import * as tsdav from "tsdav";
import { uidOf } from "$lib/scheduling/booking.ts";
import { openCaldav } from "$lib/server/calendars/caldav/provider.ts";
import { fetchProperties } from "$lib/server/calendars/caldav/dav-client.ts";
import type { CalendarEvent } from "$lib/icalendar/calendar-event.ts";
import { discoverAccount } from "$lib/server/calendars/caldav/discovery.ts";
import { openWebDav } from "$lib/server/calendars/caldav/webdav.ts";
import { openOutbound, type OutboundFetch } from "$lib/server/outbound/index.ts";
import { openHttpClient } from "$lib/server/outbound/http-client.ts";
import { type Fault } from "../../../support/caldav/faulty-responses.ts";
import { type FaultyServer, startFaultyServer } from "../../../support/caldav/faulty-server.ts";

const lines = ["DTSTART:20261104T090000Z", "DURATION:PT1H"];
const window = { start: Date.UTC(2026, 10, 1), end: Date.UTC(2026, 10, 30) };
const credentials = { username: "alice", password: "hunter2" };

async function against(test: (server: FaultyServer, fetch: OutboundFetch) => Promise<void>) {
  await using server = await startFaultyServer(lines);
  const outgoing = openHttpClient();
  try {
    await test(server, openOutbound({ allow: ["127.0.0.1"], connect: outgoing.connect }));
  } finally {
    outgoing.close();
  }
}

const calendarAt = (fetch: OutboundFetch, { calendar }: FaultyServer) =>
  openCaldav(fetch, {
    url: calendar,
    user: "alice",
    password: "hunter2",
    zone: "UTC",
    ownAddresses: [],
  });

/** An account of the library as its documentation opens one. */
const bareClient = ({ address }: FaultyServer) =>
  tsdav.createDAVClient({
    serverUrl: address,
    credentials,
    authMethod: "Basic",
    defaultAccountType: "caldav",
  });

/** What the library asks with, once it is told where the calendars are. */
const bareAccount = ({ calendar }: FaultyServer) => ({
  account: {
    accountType: "caldav" as const,
    serverUrl: calendar,
    rootUrl: calendar,
    homeUrl: calendar,
  },
});

const event: CalendarEvent = {
  uid: uidOf("AAAAAAAAAAAAAAAAAAAAAA"),
  sequence: 0,
  bookingId: "AAAAAAAAAAAAAAAAAAAAAA",
  start: Date.UTC(2026, 10, 5, 9),
  end: Date.UTC(2026, 10, 5, 10),
  zone: "UTC",
  title: "Intro call",
  description: "",
  location: "",
  join: null,
  conference: null,
  organizer: null,
  attendees: [],
  alarmMinutes: null,
  dtstamp: window.start,
};

Deno.test("tsdav: sends the password to the host that a well-known URL redirects to; the gate refuses", async () => {
  await against(async (server, fetch) => {
    await using thief = await startFaultyServer(lines);
    server.fault = { status: 301, headers: { location: `${thief.address}/dav/` } };
    await assert.rejects(bareClient(server));
    const given = `Basic ${btoa("alice:hunter2")}`;
    assert.ok(thief.credentials.includes(given), "the bare library keeps it to itself by now");

    thief.requests.length = 0;
    const account = { address: server.address, user: "alice", password: "hunter2" };
    await assert.rejects(discoverAccount(fetch, account), { kind: "refused", reason: "redirect" });
    assert.deepEqual(thief.requests, []);
    assert.ok(server.credentials.includes(given));
  });
});

Deno.test("tsdav: cannot sign in with a password beyond Latin-1; the gate can", async () => {
  assert.throws(() => tsdav.getBasicAuthHeaders({ username: "a", password: "→" }), /Latin1/);
  await against(async (server, fetch) => {
    const home = new URL(server.calendar);
    await fetchProperties(openWebDav(fetch, { user: "a", password: "→", home }), home, 0);
    const bytes = Uint8Array.from(
      atob(server.credentials[0]!.slice("Basic ".length)),
      (sign) => sign.charCodeAt(0),
    );
    assert.equal(new TextDecoder().decode(bytes), "a:→");
  });
});

/** Answers that are none, and what the gate says of them. */
const answers: Record<string, [Fault, string]> = {
  "a login page": [{ wrong: "html" }, "not-caldav"],
  "a login page in a 207": [
    { status: 207, headers: { "content-type": "text/html" }, body: "<html>Sign in</html>" },
    "unreadable",
  ],
  "an empty body": [{ status: 207, body: "" }, "unreadable"],
  "an empty multistatus": [{ status: 207, body: '<multistatus xmlns="DAV:"/>' }, "unreadable"],
  "a 503": [{ status: 503 }, "server-error"],
  "a failure inside": [{ wrong: "inner" }, "incomplete"],
  "an unknown entity": [{ wrong: "entity" }, "unreadable"],
};

for (const [name, [fault, reason]] of Object.entries(answers)) {
  Deno.test(`tsdav: takes ${name} for an account without calendars; the gate throws`, async () => {
    await against(async (server, fetch) => {
      server.fault = fault;
      assert.deepEqual(await tsdav.fetchCalendars(bareAccount(server)), []);
      await assert.rejects(calendarAt(fetch, server).list(), { reason });
    });
  });
}

Deno.test("tsdav: takes a truncated list for a complete one; the gate throws", async () => {
  await against(async (server, fetch) => {
    server.fault = cutOff("<d:resourcetype><d:collection/><c:calendar/></d:resourcetype>");
    assert.equal((await tsdav.fetchCalendars(bareAccount(server))).length, 1);
    await assert.rejects(calendarAt(fetch, server).list(), { reason: "unreadable" });
  });
});

Deno.test("tsdav: takes truncated objects for a calendar without events; reading stays ours", async () => {
  await against(async (server, fetch) => {
    const calendar = { url: server.calendar };
    assert.equal((await tsdav.fetchCalendarObjects({ calendar })).length, 1);
    server.fault = cutOff("<d:getetag>1</d:getetag><c:calendar-data>BEGIN:VCALENDAR");
    assert.deepEqual(await tsdav.fetchCalendarObjects({ calendar }), []);
    const read = calendarAt(fetch, server).changes(server.calendar, window, null);
    await assert.rejects(read, { reason: "unreadable" });
  });
});

Deno.test("tsdav: goes on with a wrong password; the gate asks the entered address once", async () => {
  await against(async (server, fetch) => {
    server.fault = { status: 401 };
    await assert.rejects(bareClient(server), /Invalid credentials/);
    assert.ok(server.requests.length > 2, `${server.requests}`);

    server.requests.length = 0;
    const account = { address: server.address, user: "alice", password: "wrong" };
    await assert.rejects(discoverAccount(fetch, account), {
      kind: "signed-out",
      reason: "wrong-password",
    });
    assert.deepEqual(server.requests, ["PROPFIND /.well-known/caldav", "PROPFIND /"]);
  });
});

Deno.test("tsdav: ignores a success that says `unauthenticated`; the gate does not", async () => {
  await against(async (server, fetch) => {
    server.fault = multistatus(
      "<d:current-user-principal><d:unauthenticated/></d:current-user-principal>",
    );
    await assert.rejects(tsdav.fetchPrincipalUrl(bareAccount(server)), /cannot find principalUrl/);
    const account = { address: server.calendar, user: "alice", password: "wrong" };
    await assert.rejects(discoverAccount(fetch, account), {
      kind: "signed-out",
      reason: "wrong-password",
    });
  });
});

Deno.test("tsdav: parses names as numbers and ignores namespaces; the gate rewrites responses", async () => {
  await against(async (server, fetch) => {
    const home = new URL(server.calendar);
    const gate = openWebDav(fetch, { user: "a", password: "b", home });
    const nameOf = async (name: string) => {
      server.fault = multistatus(`<d:displayname>${name}</d:displayname>`);
      const [bare] = await tsdav.propfind({ url: server.calendar, props: {}, depth: "0" });
      const [gated] = await fetchProperties(gate, home, 0);
      return [bare?.props?.displayname, gated?.props.displayname];
    };
    assert.deepEqual(await nameOf("2026.0"), [2026, { _cdata: "2026.0" }]);
    assert.deepEqual(await nameOf("True"), [true, { _cdata: "True" }]);

    server.fault = multistatus(
      '<d:resourcetype><d:collection/><x:calendar xmlns:x="urn:x"/></d:resourcetype>',
    );
    assert.equal((await tsdav.fetchCalendars(bareAccount(server))).length, 1);
    assert.deepEqual(await calendarAt(fetch, server).list(), []);
  });
});

Deno.test("tsdav: sends one more request for each calendar of a list; ours requests the list alone", async () => {
  await against(async (server, fetch) => {
    await tsdav.fetchCalendars(bareAccount(server));
    assert.equal(server.requests.length, 2);
    server.requests.length = 0;
    await calendarAt(fetch, server).list();
    assert.equal(server.requests.length, 1);
  });
});

Deno.test("tsdav: sends an event on to the host that a redirect names; the gate refuses", async () => {
  await against(async (server, fetch) => {
    await using thief = await startFaultyServer(lines);
    const location = `${thief.calendar}x.ics`;
    server.fault = { status: 307, headers: { location }, only: "PUT" };
    const calendar = { url: server.calendar };
    const write = { calendar, filename: "x.ics", iCalString: "an event with its guest" };
    const answer = await tsdav.createCalendarObject(write);
    assert.equal(answer.ok, true);
    assert.equal(thief.objects.get("/dav/work/x.ics"), "an event with its guest");

    thief.requests.length = 0;
    await assert.rejects(calendarAt(fetch, server).put(server.calendar, event), {
      reason: "redirect",
    });
    assert.deepEqual(thief.requests, []);
  });
});

Deno.test("tsdav: uses the global fetch unless it is given one; every call of ours gives one", async () => {
  const folder = new URL("../../../../src/lib/server/calendars/caldav/", import.meta.url);
  let calls = 0;
  for await (const { name } of Deno.readDir(folder)) {
    const text = await Deno.readTextFile(new URL(name, folder));
    for (const [call] of text.matchAll(/\btsdav\.\w+\([^;]*/g)) {
      assert.match(call, /\bfetch\b/, `${name}: ${call}`);
      calls++;
    }
  }
  assert.equal(calls, 8);
});

Deno.test("tsdav: sends If-Match with a weak ETag, which never matches; the gate writes without", async () => {
  await against(async (server, fetch) => {
    server.quirks.add("weak-etag");
    const url = `${server.calendar}a.ics`;
    const calendarObject = { url, data: "x", etag: 'W/"1"' };
    assert.equal((await tsdav.updateCalendarObject({ calendarObject })).status, 412);
    const calendar = calendarAt(fetch, server);
    await calendar.put(server.calendar, event);
    const written = await calendar.put(server.calendar, { ...event, title: "Moved" });
    assert.match(server.objects.get(new URL(written.href).pathname)!, /Moved/);
  });
});

/** An answer about the calendar, with properties that it gives with success. */
function multistatus(props: string): Fault {
  const body = `<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:response>
    <d:href>/dav/work/</d:href><d:propstat><d:prop>${props}</d:prop>
    <d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>`;
  return { status: 207, headers: { "content-type": "application/xml" }, body };
}

/** The same as far as its properties go. */
function cutOff(props: string): Fault {
  const fault = multistatus(props);
  assert.ok("body" in fault);
  const body = fault.body!.slice(0, fault.body!.indexOf(props) + props.length);
  return { ...fault, body };
}
