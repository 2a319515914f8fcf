/** Everything that calendar servers do wrong: what the host reads of it, and that nothing comes of it. */
import assert from "node:assert/strict";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as jobs from "$lib/server/jobs/retry.ts";
import { type JobRunner, openJobRunner } from "$lib/server/jobs/run.ts";
import { jobHandlers } from "$lib/server/jobs/handlers.ts";
import { openOutbound, type OutboundFetch } from "$lib/server/outbound/index.ts";
import { type ConnectTarget, openHttpClient } from "$lib/server/outbound/http-client.ts";
import { readBusy } from "../../support/read-busy.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import { listJobsOfBooking } from "$lib/server/store/jobs.ts";
import { getCalendarEntry } from "$lib/server/store/calendar-entries.ts";
import { connectionViews } from "../../../src/lib/server/connections/connections-view.ts";
import { type FaultyServer, startFaultyServer } from "../../support/caldav/faulty-server.ts";
import { makeAuthority } from "../../support/certificates.ts";
import { ask, bookingRequest, mondayTen } from "../../support/town.ts";
import { type FaultySetup, openFaultySetup } from "../../support/caldav/host-with-faulty-server.ts";
import { granted, refusal } from "../../support/granted.ts";
import { table, type Wrong } from "./fault-matrix.table.ts";

const lesson = { start: mondayTen + DAY, end: mondayTen + DAY + HOUR };
const lines = ["DTSTART:20261103T090000Z", "DURATION:PT1H"];
/** Before the time that a guest asks for meanwhile. */
const around = { start: mondayTen - DAY, end: mondayTen + 36 * HOUR };

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
  server(): Promise<FaultyServer>;
  fetch: OutboundFetch;
  way: Wrong["way"] | undefined;
  well: FaultyServer | null;
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
      world.well = await startFaultyServer(lines, { address: `https://${NAME}`, ...good });
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
  await using setup = await openFaultySetup(lines, { fetch: world.fetch }, server);
  const { app, host, read } = setup;
  const runner = openJobRunner(app, jobHandlers);
  const { booking } = await ask(app, { slug: "coffee" });
  assert.equal(booking.status, "CONFIRMED");
  assert.equal(await writeOf(setup, runner, booking.id), "done");
  await read();
  await read();
  assert.notEqual(
    (await getCalendarEntry(app.kv, booking.id, setup.connection.id))?.seenAt,
    null,
  );
  const before = await busyOf(setup);
  assert.deepEqual(before, [{ start: booking.start, end: booking.end }, lesson]);
  world.reached.clear();

  begin(world, server, wrong);
  const later = () => app.at(app.now() + 16 * MINUTE);
  for (let reading = 0; reading < 3; reading++) {
    later();
    await read();
  }
  assert.deepEqual(await busyOf(setup), before, "what was known stays known");
  const [account] = await connectionViews(app, host);
  const sentence = account?.calendars[0]?.errors[0] ?? "";
  assert.ok(reads ? sentence.startsWith(reads) : sentence === "", sentence);

  const taken = await refusal(bookings.request(
    app,
    bookingRequest({ slug: "coffee", start: lesson.start }),
  ));
  assert.equal(taken.code, "taken");
  const input = bookingRequest({ slug: "coffee", start: mondayTen + 2 * DAY });
  const { id, revision, uid, status } = granted(await bookings.request(app, input)).booking;
  assert.equal(status, reads ? "PENDING" : "CONFIRMED");
  if (reads) {
    const { name } = setup.connection.calendars[0]!;
    const decision = { hostId: host.id, revision, message: "", force: true };
    const named = await refusal(bookings.confirm(app, id, { ...decision, acknowledged: [] }));
    assert.deepEqual([named.code, named.detail], ["unreachable", name]);
    const shown = named.acknowledged!;
    assert.ok((await bookings.confirm(app, id, { ...decision, acknowledged: shown })).ok);
  }

  await granted(bookings.reschedule(app, booking.id, {
    by: { actor: "host", hostId: host.id, force: false },
    start: mondayTen + 4 * HOUR,
    revision: null,
    key: null,
  }));
  assert.equal(await writeOf(setup, runner, booking.id), written);
  later();
  await read();

  begin(world, server, {});
  app.at(app.now() + DAY / 2);
  await retryAll(setup, booking.id);
  await retryAll(setup, id);
  assert.equal(await writeOf(setup, runner, booking.id), "done");
  await read();
  await read();
  assert.deepEqual(entriesOf(server, booking.uid), ["20261102T140000"], "one entry, at its time");
  assert.deepEqual(entriesOf(server, uid), ["20261104T100000"]);
  const now = await getBooking(app.kv, booking.id);
  assert.deepEqual([now?.status, now?.start], ["CONFIRMED", mondayTen + 4 * HOUR]);
  assert.deepEqual(await busyOf(setup), [
    { start: mondayTen + 4 * HOUR, end: mondayTen + 4 * HOUR + 30 * MINUTE },
    lesson,
  ]);
  await runner.stop(1_000);
  assert.deepEqual([...world.reached].filter((name) => name !== `${NAME}:443`), []);
}

function begin(world: World, server: FaultyServer, { fault, sync, hides, odd, way }: Wrong) {
  server.fault = fault ?? null;
  server.sync = sync ?? null;
  server.hides = hides ?? null;
  server.quirks.clear();
  for (const each of odd ?? []) server.quirks.add(each);
  world.way = way;
}

/** What became of the write of a booking, once everything due has been done. */
async function writeOf({ app }: FaultySetup, runner: JobRunner, bookingId: string) {
  await runner.drain();
  const jobs = (await listJobsOfBooking(app.kv, bookingId)).filter(({ work }) =>
    work.kind === "write-calendar"
  );
  if (jobs.some(({ state }) => state === "failed")) return "ends";
  return jobs.some(({ state }) => state === "waiting") ? "waits" : "done";
}

/** The host presses the button of every write that has ended. */
async function retryAll({ app, host }: FaultySetup, bookingId: string) {
  for (const { id, state } of await listJobsOfBooking(app.kv, bookingId)) {
    if (state === "failed") assert.ok((await jobs.retryJob(app, host.id, id)).ok);
  }
}

async function busyOf({ app, host }: FaultySetup) {
  const { guard } = await getGuard(app.kv, host.id);
  return (await readBusy(app.kv, host.id, guard, around)).map(({ start, end }) => ({ start, end }));
}

/** Starts of our entries, in whatever files they stand. */
function entriesOf({ objects }: FaultyServer, uid: string) {
  return [...objects.values()].filter((text) => text.includes(uid)).map((text) =>
    /BEGIN:VEVENT.*?DTSTART[^:]*:(\w+)/s.exec(text)?.[1]
  );
}
