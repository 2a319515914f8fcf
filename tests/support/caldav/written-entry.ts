/** A meeting whose entry stands in a calendar that a test reads, moves and cancels. */
import assert from "node:assert/strict";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { openJobRunner } from "$lib/server/jobs/run.ts";
import { jobHandlers } from "$lib/server/jobs/handlers.ts";
import { getCalendarEntry } from "$lib/server/store/calendar-entries.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import { readBusy } from "../read-busy.ts";
import { ask, mondayTen } from "../town.ts";
import { type FaultySetup, openFaultySetup } from "./host-with-faulty-server.ts";

const lines = ["DTSTART:20261103T090000Z", "DURATION:PT1H"];

/** A meeting on Monday at ten whose entry a reading has seen. */
export async function written(test: (given: Given) => Promise<void>) {
  await using setup = await openFaultySetup(lines);
  const { app, host, server } = setup;
  server.sync = { token: "t" };
  const runner = openJobRunner(app, jobHandlers);
  const requested = await ask(app, { slug: "coffee" });
  await runner.drain();
  await setup.read();
  await setup.read();
  const { id, uid } = requested.booking;
  const starts = async () => {
    const { guard } = await getGuard(app.kv, host.id);
    const around = { start: mondayTen - DAY, end: mondayTen + 36 * HOUR };
    return (await readBusy(app.kv, host.id, guard, around)).map(({ start }) => start)
      .filter((start) => start !== mondayTen + DAY);
  };
  assert.deepEqual(await starts(), [mondayTen]);
  await test({
    setup,
    uid,
    starts,
    drain: () => runner.drain(),
    async cancel() {
      const by = { actor: "guest" as const };
      assert((await bookings.cancel(app, id, { by, reason: "", revision: null })).ok);
    },
    async move(start) {
      const by = { actor: "host" as const, hostId: host.id, force: true };
      assert((await bookings.reschedule(app, id, { by, start, revision: null, key: null })).ok);
    },
    seenAt: async () => (await getCalendarEntry(app.kv, id, setup.connection.id))?.seenAt,
  });
  await runner.stop(1_000);
}

/** The meeting, and what becomes of it. */
export interface Given {
  setup: FaultySetup;
  uid: string;
  /** Starts of what is stored as busy, but for the lesson of the day after. */
  starts(): Promise<number[]>;
  drain(): Promise<void>;
  cancel(): Promise<void>;
  move(start: number): Promise<void>;
  seenAt(): Promise<number | null | undefined>;
}
