/** The table of what calendar servers do wrong, for fault-matrix.test.ts. */
import { type Fault, type Quirk, type Sync } from "../../support/caldav/faulty-responses.ts";
import { type FaultyServer } from "../../support/caldav/faulty-server.ts";

/** What is wrong: at the server, on the way there, or all the time. */
export interface Wrong {
  fault?: Fault;
  sync?: Sync;
  hides?: FaultyServer["hides"];
  odd?: Quirk[];
  way?: "dns" | "unreachable" | "expired" | "misnamed" | "slow";
}

const to = (location: string): Wrong => ({ fault: { status: 307, headers: { location } } });
const status = (code: number, more: Partial<Fault> = {}): Wrong => ({
  fault: { status: code, ...more },
});

const garbled =
  `<d:multistatus xmlns:d="DAV:"><d:response><d:href>/dav/work/</d:href><d:propstat><d:prop><d:displayname>Tea \uD83C</d:displayname>&#x1F375</d:prop></d:propstat></d:response></d:multistatus>`;

/**
 * The table. While it lasts the host reads the sentence that begins so, on the page of calendars; an empty one is no
 * trouble to read, and `written` is what becomes of a move meanwhile: it waits, ends visibly with a button, or is done.
 */
export const table: [
  name: string,
  wrong: Wrong,
  reads: string,
  written: "waits" | "ends" | "done",
][] = [
  ["401", status(401), "The calendar server didn’t accept", "waits"],
  ["403", status(403), "This account doesn’t have permission", "ends"],
  ["404", status(404), "There’s no longer anything at", "ends"],
  ["410", status(410), "There’s no longer anything at", "ends"],
  ["412", status(412), "The event was changed on the server", "waits"],
  ["423 locked", status(423), "The server has temporarily locked", "waits"],
  [
    "429 with Retry-After",
    status(429, { headers: { "retry-after": "600" } }),
    "The calendar server asked us to wait",
    "waits",
  ],
  ["500", status(500), "The calendar server reported an error", "waits"],
  [
    "503 with Retry-After",
    status(503, { headers: { "retry-after": "600" } }),
    "The calendar server reported an error",
    "waits",
  ],
  ["507", status(507), "This account is out of storage space", "waits"],
  ["a login page for XML", { fault: { wrong: "html" } }, "There’s a server at this", "waits"],
  [
    "HTML in a 207",
    status(207, { body: "<!doctype html><title>Sign in</title>" }),
    "There’s a server at this address, but",
    "waits",
  ],
  ["200 for 207", status(200, { body: "{}" }), "There’s a server at this", "waits"],
  ["an empty 207", status(207, { body: "" }), "We couldn’t understand", "waits"],
  ["truncated XML", { fault: { wrong: "truncated" } }, "We couldn’t understand", "waits"],
  ["a cut connection", { fault: { wrong: "cut" } }, "The connection was lost", "waits"],
  [
    "a failure inside",
    { fault: { wrong: "inner" } },
    "The server’s response was incomplete",
    "waits",
  ],
  ["an object without its content", { fault: { wrong: "no-data" } }, "There’s a server", "waits"],
  ["a document type", { fault: { wrong: "doctype" } }, "We couldn’t understand", "waits"],
  ["an unknown entity", { fault: { wrong: "entity" } }, "We couldn’t understand", "waits"],
  ["an emoji as broken XML", status(207, { body: garbled }), "We couldn’t understand", "waits"],
  ["a redirect in circles", to("/dav/work/"), "The server redirects to another one", "ends"],
  ["a redirect to http", to("http://cal.example.org/dav/work/"), "The server redirects", "ends"],
  ["a redirect to another host", to("https://thief.example/dav/"), "The server redirects", "ends"],
  ["a redirect inside", to("https://10.0.0.1/dav/"), "The server redirects", "ends"],
  ["no such name", { way: "dns" }, "We couldn’t find a calendar", "waits"],
  ["nobody listens", { way: "unreachable" }, "We couldn’t find a calendar", "waits"],
  ["an expired certificate", { way: "expired" }, "The server’s certificate isn’t", "waits"],
  ["a certificate of another", { way: "misnamed" }, "The server’s certificate isn’t", "waits"],
  ["no answer in time", { way: "slow" }, "The calendar server didn’t respond", "waits"],
  ["a 403 on PUT", status(403, { only: "PUT" }), "", "ends"],
  ["a 423 on PUT", status(423, { only: "PUT" }), "", "waits"],
  ["a 507 on PUT", status(507, { only: "PUT" }), "", "waits"],
  ["a 412 on PUT", status(412, { only: "PUT" }), "", "waits"],
  ["a 207 on PUT", status(207, { only: "PUT" }), "", "waits"],
  ["no ETag after a PUT", { odd: ["no-etag"] }, "", "done"],
  ["weak ETags, which no condition holds for", { odd: ["weak-etag"] }, "", "done"],
  ["conditions ignored", { odd: ["no-conditions"] }, "", "done"],
  ["200 for 201 and 204", { odd: ["200"] }, "", "done"],
  ["an object that a list calls a 404", { hides: "object" }, "", "done"],
  ["a property that is a 404", { hides: "etag" }, "", "done"],
  ["a listing of nothing", { hides: "list" }, "The server’s list of events is", "done"],
  ["a listing without addresses", { hides: "address" }, "The server’s response was", "done"],
  ["a change that is named as gone, too", { sync: { token: "t", wrong: "twice" } }, "", "done"],
  ["reports of changes, by numbers", { sync: { token: "t" } }, "", "done"],
  ["pages by 507", { sync: { token: "t", page: 1 } }, "", "done"],
  ["a report in circles", { sync: { token: "t", wrong: "circles" } }, "", "done"],
  ["an invalid token as 403", { sync: { token: "t", wrong: "403" } }, "", "done"],
  ["an invalid token as 409", { sync: { token: "t", wrong: "409" } }, "", "done"],
  ["an invalid token as 412", { sync: { token: "t", wrong: "412" } }, "", "done"],
  ["an invalid token as 500", { sync: { token: "t", wrong: "500" } }, "", "done"],
  ["an invalid token as all", { sync: { token: "t", wrong: "whole" } }, "", "done"],
  ["an invalid token inside", { sync: { token: "t", wrong: "inner" } }, "", "done"],
];
