/** What a person types, and where their password goes for it: resolver, name servers and connector are recorders. */
import assert from "node:assert/strict";
import { CalendarError } from "$lib/server/calendars/calendar.ts";
import { discoverAccount } from "$lib/server/calendars/caldav/discovery.ts";
import { openOutbound } from "$lib/server/outbound/index.ts";
import { type HttpResponse, openHttpClient } from "$lib/server/outbound/http-client.ts";
import { startFaultyServer } from "../../../support/caldav/faulty-server.ts";

const OUTSIDE = "93.184.216.34";
const work = "/dav/work/";

/** A way to the calendars: what is typed, what the domain announces, where well-known addresses lead, and who was asked. */
interface Way {
  entered: string;
  announced?: { target: string; port: number; path?: string }[];
  /** Where `/.well-known/caldav` of a host leads; 404 where nothing is said. */
  wellKnown?: Record<string, string>;
  ends: "found" | "redirect" | "not-caldav";
  /** Hosts that got the password. */
  trusted: string[];
}

const ways: Record<string, Way> = {
  "a whole address": { entered: `https://dav.example.org${work}`, ends: "found", trusted: ["dav"] },
  "a mail address, announced by its domain": {
    entered: "ada@example.org",
    announced: [{ target: "dav.example.org", port: 443 }],
    wellKnown: { "dav.example.org": work },
    ends: "found",
    trusted: ["dav"],
  },
  "a mail address, announced by its domain with a path": {
    entered: "ada@example.org",
    announced: [{ target: "dav.example.org", port: 443, path: work }],
    ends: "found",
    trusted: ["dav"],
  },
  "a mail address, the domain's own well-known address": {
    entered: "ada@example.org",
    wellKnown: { "example.org": `https://dav.example.org${work}` },
    ends: "found",
    trusted: ["", "dav"],
  },
  "a host name": {
    entered: "cloud.example.org",
    wellKnown: { "cloud.example.org": work },
    ends: "found",
    trusted: ["cloud"],
  },
  "a host name that sends on to its neighbour": {
    entered: "caldav.example.org",
    wellKnown: { "caldav.example.org": `https://p7-caldav.example.org${work}` },
    ends: "found",
    trusted: ["caldav", "p7-caldav"],
  },
  "announced outside the domain: passed over": {
    entered: "ada@example.org",
    announced: [{ target: "dav.thief.example", port: 443 }],
    ends: "not-caldav",
    trusted: [""],
  },
  "sent on to another house": {
    entered: "cloud.example.org",
    wellKnown: { "cloud.example.org": "https://dav.thief.example/dav/" },
    ends: "redirect",
    trusted: ["cloud"],
  },
  "sent on to a name that only looks alike": {
    entered: "example.org",
    wellKnown: { "example.org": `https://notexample.org${work}` },
    ends: "redirect",
    trusted: [""],
  },
  "sent on without encryption": {
    entered: "cloud.example.org",
    wellKnown: { "cloud.example.org": `http://cloud.example.org${work}` },
    ends: "redirect",
    trusted: ["cloud"],
  },
  "sent on to another port": {
    entered: "cloud.example.org",
    wellKnown: { "cloud.example.org": `https://dav.example.org:8443${work}` },
    ends: "redirect",
    trusted: ["cloud"],
  },
  "sent round in circles": {
    entered: "cloud.example.org",
    wellKnown: { "cloud.example.org": "/.well-known/caldav" },
    ends: "redirect",
    trusted: ["cloud"],
  },
};

for (const [name, way] of Object.entries(ways)) {
  Deno.test(`discover: ${name}`, async () => {
    await using server = await startFaultyServer(["DTSTART:20261104T090000Z", "DURATION:PT1H"]);
    const outgoing = openHttpClient();
    const trusted = new Set<string>();
    const fetch = openOutbound({
      allow: [],
      resolve: () => Promise.resolve([OUTSIDE]),
      connect(target, sent) {
        assert.equal(target.address, OUTSIDE);
        assert.ok(target.secure, `${target.host} was asked without encryption`);
        if (sent.headers.authorization) trusted.add(target.host);
        const leads = way.wellKnown?.[target.host];
        if (sent.path === "/.well-known/caldav") {
          return Promise.resolve(leads ? answer(301, leads) : answer(404));
        }
        if (sent.path !== work) return Promise.resolve(answer(404));
        const place = { address: "127.0.0.1", port: server.port, secure: false, host: target.host };
        return outgoing.connect(place, sent);
      },
    });
    const account = { address: way.entered, user: "ada", password: "hunter2" };
    const find = () => Promise.resolve(way.announced ?? []);
    const end = await discoverAccount(fetch, account, find).then(({ calendars }) => {
      assert.deepEqual(calendars.map((calendar) => calendar.name), ["work"]);
      return "found";
    }, (error: unknown) => {
      assert.ok(error instanceof CalendarError, String(error));
      return error.reason;
    });
    assert.equal(end, way.ends);
    const hosts = way.trusted.map((host) => host ? `${host}.example.org` : "example.org");
    assert.deepEqual([...trusted].sort(), hosts.sort());
    outgoing.close();
  });
}

/** What `/.well-known/caldav` may answer where nobody has set it up. */
const unhelpful: [status: number, headers?: [string, string][], text?: string][] = [
  [200, [["content-type", "text/html"]], "<!doctype html><title>Welcome</title>"],
  [204],
  [302],
  [400],
  [401, [["www-authenticate", "Basic"]]],
  [401, [["www-authenticate", "Bearer"]]],
  [403],
  [404],
  [405],
  [418],
  [429, [["retry-after", "60"]]],
  [500],
  [501],
  [502],
  [503],
  // A redirect to an address that fails.
  [301, [["location", "/broken/"]]],
  [301, [["location", "/.well-known/caldav"]]],
];

for (const [status, headers = [], text = ""] of unhelpful) {
  const says = [status, ...headers.flat()].join(" ");
  for (const path of ["/", work]) {
    Deno.test(`discover: ${path} is used where the well-known address answers ${says}`, async () => {
      await using server = await startFaultyServer(["DTSTART:20261104T090000Z", "DURATION:PT1H"]);
      const outgoing = openHttpClient();
      const fetch = openOutbound({
        allow: [],
        resolve: () => Promise.resolve([OUTSIDE]),
        connect(target, sent) {
          if (sent.path === "/.well-known/caldav") {
            const body = ReadableStream.from([new TextEncoder().encode(text)]);
            return Promise.resolve({ status, headers, body });
          }
          if (sent.path === "/broken/") return Promise.resolve(answer(500));
          const place = { address: "127.0.0.1", port: server.port, secure: false };
          return outgoing.connect({ ...place, host: target.host }, sent);
        },
      });
      const account = { address: `https://cloud.example.org${path}`, user: "ada", password: "p" };
      const found = await discoverAccount(fetch, account, () => Promise.resolve([]));
      assert.deepEqual(found.calendars.map(({ name }) => name), ["work"]);
      outgoing.close();
    });
  }
}

Deno.test("discover: a server that fails everywhere is said to fail, not to have no calendars", async () => {
  const fetch = openOutbound({
    allow: [],
    resolve: () => Promise.resolve([OUTSIDE]),
    connect: () => Promise.resolve(answer(500)),
  });
  const account = { address: "cloud.example.org", user: "ada", password: "p" };
  await assert.rejects(discoverAccount(fetch, account, () => Promise.resolve([])), {
    reason: "server-error",
  });
});

Deno.test("discover: the kinds of entries of a calendar in one element, or in several", async () => {
  const sets: [components: string, isFound: boolean][] = [
    ['<c:comp name="VEVENT VTODO"/>', true],
    ['<c:comp name="VTODO, VEVENT"/>', true],
    ['<c:comp name=" vevent\n"/>', true],
    ['<c:comp name="VTODO"/><c:comp name="VEVENT"/>', true],
    ["<c:comp/>", true],
    ["", true],
    ['<c:comp name="VTODO VJOURNAL"/>', false],
    ['<c:comp name="VTODO"/>', false],
    ['<c:comp name="X-VEVENTS"/>', false],
  ];
  for (const [components, isFound] of sets) {
    await using server = await startFaultyServer(["DTSTART:20261104T090000Z", "DURATION:PT1H"]);
    server.components = components;
    const outgoing = openHttpClient();
    const fetch = openOutbound({ allow: ["127.0.0.1"], connect: outgoing.connect });
    const account = { address: server.calendar, user: "ada", password: "p" };
    const found = await discoverAccount(fetch, account).then(
      ({ calendars }) => calendars.length > 0,
      () => false,
    );
    assert.equal(found, isFound, components);
    outgoing.close();
  }
});

function answer(status: number, location?: string): HttpResponse {
  return {
    status,
    headers: location ? [["location", location]] : [],
    body: ReadableStream.from([new Uint8Array()]),
  };
}
