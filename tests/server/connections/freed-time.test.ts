/** Time that we free in a calendar ourselves: offered again with the write, without a reading, over four real servers (AV-9). */
import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as connections from "$lib/server/connections/index.ts";
import { openJobRunner } from "$lib/server/jobs/run.ts";
import { jobHandlers } from "$lib/server/jobs/handlers.ts";
import { findSlots } from "$lib/server/availability/find-slots.ts";
import { readBusy } from "../../support/read-busy.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import { startCyrus } from "../../support/caldav/cyrus.ts";
import { startDavical } from "../../support/caldav/davical.ts";
import { addEventType, addHost, ask, mondayTen, networkedApp } from "../../support/town.ts";
import { startRadicale } from "../../support/caldav/radicale.ts";
import { makeCalendar } from "../../support/caldav/real-server.ts";
import { startXandikos } from "../../support/caldav/xandikos.ts";
import { granted } from "../../support/granted.ts";
import { requires } from "../../support/required-programs.ts";

/** What a guest waits at the most on an idle machine; a slow one is measured by its own round trips. */
const LIMIT_MS = 2_000, ROUND_TRIPS = 40;

interface Server {
  home: string;
  make(name: string): Promise<string>;
  as(method: string, url: string): Promise<Response>;
  [Symbol.asyncDispose](): Promise<void>;
}

const servers: Record<string, () => Promise<Server | null>> = {
  async Radicale() {
    const server = await startRadicale();
    return server && {
      home: `${server.address}/alice/`,
      make: (name) => server.makeCalendar("alice", name),
      as: (method, url) => server.as("alice", method, url),
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    };
  },
  async Xandikos() {
    const server = await startXandikos();
    return server && {
      home: `${server.address}/alice/calendars/`,
      make: (name) => server.makeCalendar(name),
      as: server.as,
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    };
  },
  DAViCal: () => startDavical().then((server) => server && own(server)),
  Cyrus: () => startCyrus().then((server) => server && own(server)),
};

function own(server: NonNullable<Awaited<ReturnType<typeof startDavical>>>): Server {
  return {
    home: server.home,
    make: (name) => makeCalendar(server, name),
    as: server.as,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

const needed = {
  Radicale: "radicale",
  Xandikos: "xandikos",
  DAViCal: "davical",
  Cyrus: "cyrus",
} as const;

for (const [name, start] of Object.entries(servers)) {
  Deno.test(
    `freed time: over ${name} cancel and reschedule offer it again with the write, and it stays so`,
    requires(needed[name as keyof typeof needed]),
    async () => {
      await using server = await start();
      if (!server) return;
      const app = await networkedApp();
      const runner = openJobRunner(app, jobHandlers);
      const host = await addHost(app);
      const type = await addEventType(app, host, { slug: "coffee", decision: "instant" });
      const work = await server.make("work");
      const input = { address: server.home, user: "alice", password: "alice-pw" };
      const connected = await granted(connections.connectCaldav(app, host.id, input));
      const target = { connectionId: connected.id, calendarId: work };
      assert((await connections.setWriteTarget(app, host.id, target)).ok);
      const read = () => connections.syncNow(app, host.id, connected.id);
      const isOffered = async (at: number) => {
        const { starts } = await findSlots(app, {
          hosts: [host],
          type,
          minutes: 30,
          window: { start: at, end: at + MINUTE },
        });
        return starts.includes(at);
      };
      const busyAt = async (at: number) => {
        const { guard } = await getGuard(app.kv, host.id);
        return (await readBusy(app.kv, host.id, guard, { start: at, end: at + MINUTE })).length > 0;
      };

      const roundTrip = await timed(async () => {
        await (await server.as("GET", `${work}nothing.ics`)).body?.cancel();
      });
      const endings: [string, (booking: Booking) => Promise<{ ok: boolean }>][] = [
        ["cancel by the guest", ({ id }) => cancelled(id, { actor: "guest" })],
        ["cancel by the host", ({ id }) => cancelled(id, { actor: "host", hostId: host.id })],
        ["move by the host", ({ id }) => moved(id, host)],
      ];
      const cancelled = (id: string, by: Parameters<typeof bookings.cancel>[2]["by"]) =>
        bookings.cancel(app, id, { by, reason: "", revision: null });
      const moved = (id: string, { id: hostId }: Host) =>
        bookings.reschedule(app, id, {
          by: { actor: "host", hostId, force: true },
          start: mondayTen + 4 * HOUR,
          revision: null,
          key: null,
        });

      for (const [what, end] of endings) {
        const requested = await ask(app, { slug: "coffee" });
        assert(requested.booking.status === "CONFIRMED", what);
        await runner.drain();
        await read();
        assert.ok(await busyAt(mondayTen), `${what}: the entry is read, and takes time`);
        assert.ok(!await isOffered(mondayTen), what);
        const took = await timed(async () => {
          assert.ok((await end(requested.booking)).ok, what);
          await runner.drain();
        });
        assert.ok(await isOffered(mondayTen), `${what}: offered again`);
        assert.ok(took < Math.max(LIMIT_MS, ROUND_TRIPS * roundTrip), `${what}: ${took} ms`);
        await read();
        assert.ok(await isOffered(mondayTen), `${what}: a reading brings nothing back`);
        if (!what.startsWith("move")) continue;
        assert.ok(!await isOffered(mondayTen + 4 * HOUR), "the new time is taken");
        assert.ok(await busyAt(mondayTen + 4 * HOUR), "in the calendar, too");
      }
      await runner.stop(1_000);
    },
  );
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
