/** An account at a server that can misbehave, as the tests of its faults open it. */
import { DAY } from "$lib/scheduling/durations.ts";
import { openOutbound, type OutboundFetch } from "$lib/server/outbound/index.ts";
import { openHttpClient } from "$lib/server/outbound/http-client.ts";
import { noon } from "../test-app.ts";
import { type Fault } from "./faulty-responses.ts";
import { type FaultyServer, startFaultyServer } from "./faulty-server.ts";

export const window = { start: noon, end: noon + 60 * DAY };
export const lesson = { start: Date.UTC(2026, 10, 4, 9), end: Date.UTC(2026, 10, 4, 10) };
export const lines = ["DTSTART:20261104T090000Z", "DURATION:PT1H"];

export const faults: [string, Fault, string, string][] = [
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

export async function against(
  test: (server: FaultyServer, fetch: OutboundFetch) => Promise<void>,
) {
  await using server = await startFaultyServer(lines);
  const client = openHttpClient();
  try {
    await test(server, openOutbound({ allow: ["127.0.0.1"], connect: client.connect }));
  } finally {
    client.close();
  }
}

export const account = (server: FaultyServer) => ({
  url: server.calendar,
  user: "alice",
  password: "hunter2-äß→",
  zone: "Europe/Berlin",
  ownAddresses: [],
});

export const nameless =
  `<d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav"><d:response><d:href>/dav/100%/</d:href><d:propstat><d:prop><d:resourcetype><d:collection/><c:calendar/></d:resourcetype></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>`;
