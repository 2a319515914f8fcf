/** Everything that calendar servers do wrong: what the host reads of it, and that nothing comes of it. */
import assert from "node:assert/strict";
import https from "node:https";
import type { AddressInfo } from "node:net";
import * as bookings from "$lib/server/bookings/index.ts";
import * as jobs from "$lib/server/jobs/retry.ts";
import { type JobRunner, openJobRunner } from "$lib/server/jobs/run.ts";
import { jobHandlers } from "$lib/server/jobs/handlers.ts";
import { openOutbound, type OutboundFetch } from "$lib/server/outbound/index.ts";
import { type ConnectTarget, openHttpClient } from "$lib/server/outbound/http-client.ts";
import { readBusy } from "../../support/read-busy.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { getGuard } from "$lib/server/store/guard.ts";
import { listJobsOfBooking } from "$lib/server/store/jobs.ts";
import { getCalendarEntry } from "$lib/server/store/calendar-entries.ts";
import { connectionViews } from "../../../src/lib/server/connections/connections-view.ts";
import {
  type Fault,
  type Misbehaving,
  type Odd,
  startMisbehaving,
  type Sync,
} from "../../support/caldav/faulty-server.ts";
import { makeAuthority } from "../../support/certificates.ts";
import { bookingRequest, mondayTen } from "../../support/configured-app.ts";
import { type Troubled, troubled } from "../../support/caldav/host-with-faulty-server.ts";

const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
const lesson = { start: mondayTen + DAY, end: mondayTen + DAY + HOUR };
const lines = ["DTSTART:20261103T090000Z", "DURATION:PT1H"];
/** Before the time that a guest asks for meanwhile. */
const around = { start: mondayTen - DAY, end: mondayTen + 36 * HOUR };

/** What is wrong: at the server, on the way there, or all the time. */
interface Wrong {
  fault?: Fault;
  sync?: Sync;
  hides?: Misbehaving["hides"];
  odd?: Odd[];
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
const table: [name: string, wrong: Wrong, reads: string, written: "waits" | "ends" | "done"][] = [
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

Deno.test("fault matrix: the host reads the reason; nothing is freed, no entry doubled, no booking ended", async (t) => {
  const folder = await Deno.makeTempDir({ prefix: "invito-faults-" });
  try {
    await using world = await openWorld(folder);
    for (const [name, wrong, reads, written] of table) {
      await t.step(
        `${name}: ${reads ? `“${reads}…”` : "nothing to read"}, a write ${written}`,
        () => live(world, wrong, reads, written),
      );
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

/** A calendar server at a public name with a certificate; resolver and connector are ours, so that nothing leaves this machine. */
interface World {
  server(): Promise<Misbehaving>;
  fetch: OutboundFetch;
  way: Wrong["way"] | undefined;
  well: Misbehaving | null;
  /** Names that were connected to. */
  reached: Set<string>;
  [Symbol.asyncDispose](): Promise<void>;
}

const NAME = "cal.example.org", OUTSIDE = "93.184.216.34";

async function openWorld(folder: string): Promise<World> {
  const authority = await makeAuthority(folder);
  const good = await authority.issue(NAME);
  const listen = async (tls: { cert: string; key: string }) => {
    const server = https.createServer(tls, (_request, response) => response.writeHead(500).end());
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    return server;
  };
  const expired = await listen(await authority.issue(NAME, -1));
  const misnamed = await listen(await authority.issue("other.example.org"));
  const portOf = (server: https.Server) => (server.address() as AddressInfo).port;
  const outgoing = openHttpClient(authority.pem);

  const portFor = () => {
    if (world.way === "expired") return portOf(expired);
    if (world.way === "misnamed") return portOf(misnamed);
    return world.well?.port ?? 0;
  };
  const direct = openOutbound({
    allow: [],
    resolve: (host) =>
      world.way === "dns" ? Promise.reject(new Error(`no ${host}`)) : Promise.resolve([OUTSIDE]),
    connect(target: ConnectTarget, sent) {
      world.reached.add(`${target.host}:${target.port}`);
      assert.equal(target.address, OUTSIDE);
      if (world.way === "unreachable") {
        return Promise.reject(Object.assign(new Error("no"), { code: "ECONNREFUSED" }));
      }
      if (world.way === "slow") {
        return new Promise((_, reject) =>
          sent.signal.addEventListener("abort", () => reject(sent.signal.reason), { once: true })
        );
      }
      return outgoing.connect({ ...target, address: "127.0.0.1", port: portFor() }, sent);
    },
  });
  const world: World = {
    way: undefined,
    well: null,
    reached: new Set(),
    async server() {
      world.way = undefined;
      world.well = await startMisbehaving(lines, { address: `https://${NAME}`, ...good });
      return world.well;
    },
    fetch: (url, init) =>
      direct(url, { ...init, timeoutMs: world.way === "slow" ? 50 : init?.timeoutMs ?? 10_000 }),
    async [Symbol.asyncDispose]() {
      outgoing.close();
      for (const server of [expired, misnamed]) {
        server.closeAllConnections();
        await new Promise((closed) => server.close(closed));
      }
    },
  };
  return world;
}

/** A meeting stands in the calendar beside a lesson. The server goes wrong, the meeting is moved; the server is well again. */
async function live(
  world: World,
  wrong: Wrong,
  reads: string,
  written: "waits" | "ends" | "done",
) {
  await using server = await world.server();
  await using troubles = await troubled(lines, { fetch: world.fetch }, server);
  const { app, host, read } = troubles;
  const runner = openJobRunner(app, jobHandlers);
  const asked = await bookings.request(app, bookingRequest({ slug: "coffee" }));
  assert(asked.ok);
  const { booking } = asked.value;
  assert.equal(booking.status, "CONFIRMED");
  assert.equal(await writeOf(troubles, runner, booking.id), "done");
  await read();
  await read();
  assert.notEqual(
    (await getCalendarEntry(app.kv, booking.id, troubles.connection.id))?.seenAt,
    null,
  );
  const before = await busyOf(troubles);
  assert.deepEqual(before, [{ start: booking.start, end: booking.end }, lesson]);
  world.reached.clear();

  begin(world, server, wrong);
  const later = () => app.at(app.now() + 16 * MINUTE);
  for (let reading = 0; reading < 3; reading++) {
    later();
    await read();
  }
  assert.deepEqual(await busyOf(troubles), before, "what was known stays known");
  const [account] = await connectionViews(app, host);
  const sentence = account?.calendars[0]?.errors[0] ?? "";
  assert.ok(reads ? sentence.startsWith(reads) : sentence === "", sentence);

  const taken = await bookings.request(
    app,
    bookingRequest({ slug: "coffee", start: lesson.start }),
  );
  assert.equal(!taken.ok && taken.refusal.code, "taken");
  const wish = bookingRequest({ slug: "coffee", start: mondayTen + 2 * DAY });
  const free = await bookings.request(app, wish);
  assert.ok(free.ok);
  const { id, revision, uid, status } = free.value.booking;
  assert.equal(status, reads ? "PENDING" : "CONFIRMED");
  if (reads) {
    const { name } = troubles.connection.calendars[0]!;
    const decision = { hostId: host.id, revision, message: "", force: true };
    const named = await bookings.confirm(app, id, { ...decision, acknowledged: [] });
    assert.ok(!named.ok);
    assert.deepEqual([named.refusal.code, named.refusal.detail], ["unreachable", name]);
    const shown = named.refusal.acknowledged!;
    assert.ok((await bookings.confirm(app, id, { ...decision, acknowledged: shown })).ok);
  }

  const moved = await bookings.reschedule(app, booking.id, {
    by: { actor: "host", hostId: host.id, force: false },
    start: mondayTen + 4 * HOUR,
    revision: null,
    key: null,
  });
  assert.ok(moved.ok);
  assert.equal(await writeOf(troubles, runner, booking.id), written);
  later();
  await read();

  begin(world, server, {});
  app.at(app.now() + DAY / 2);
  await retryAll(troubles, booking.id);
  await retryAll(troubles, id);
  assert.equal(await writeOf(troubles, runner, booking.id), "done");
  await read();
  await read();
  assert.deepEqual(entriesOf(server, booking.uid), ["20261102T140000"], "one entry, at its time");
  assert.deepEqual(entriesOf(server, uid), ["20261104T100000"]);
  const now = await getBooking(app.kv, booking.id);
  assert.deepEqual([now?.status, now?.start], ["CONFIRMED", mondayTen + 4 * HOUR]);
  assert.deepEqual(await busyOf(troubles), [
    { start: mondayTen + 4 * HOUR, end: mondayTen + 4 * HOUR + 30 * MINUTE },
    lesson,
  ]);
  await runner.stop(1_000);
  assert.deepEqual([...world.reached].filter((name) => name !== `${NAME}:443`), []);
}

function begin(world: World, server: Misbehaving, { fault, sync, hides, odd, way }: Wrong) {
  server.fault = fault ?? null;
  server.sync = sync ?? null;
  server.hides = hides ?? null;
  server.odd.clear();
  for (const each of odd ?? []) server.odd.add(each);
  world.way = way;
}

/** What became of the write of a booking, once everything due has been done. */
async function writeOf({ app }: Troubled, runner: JobRunner, bookingId: string) {
  await runner.drain();
  const jobs = (await listJobsOfBooking(app.kv, bookingId)).filter(({ work }) =>
    work.kind === "write-calendar"
  );
  if (jobs.some(({ state }) => state === "failed")) return "ends";
  return jobs.some(({ state }) => state === "waiting") ? "waits" : "done";
}

/** The host presses the button of every write that has ended. */
async function retryAll({ app, host }: Troubled, bookingId: string) {
  for (const { id, state } of await listJobsOfBooking(app.kv, bookingId)) {
    if (state === "failed") assert.ok((await jobs.retryJob(app, host.id, id)).ok);
  }
}

async function busyOf({ app, host }: Troubled) {
  const { guard } = await getGuard(app.kv, host.id);
  return (await readBusy(app.kv, host.id, guard, around)).map(({ start, end }) => ({ start, end }));
}

/** Starts of our entries, in whatever files they stand. */
function entriesOf({ kept }: Misbehaving, uid: string) {
  return [...kept.values()].filter((text) => text.includes(uid)).map((text) =>
    /BEGIN:VEVENT.*?DTSTART[^:]*:(\w+)/s.exec(text)?.[1]
  );
}
