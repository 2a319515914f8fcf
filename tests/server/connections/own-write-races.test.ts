/** Own writes beside syncs: what a sync reads or stores meanwhile brings no time back. */
import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings/index.ts";
import type { Calendar } from "$lib/server/calendars/calendar.ts";
import { syncCalendar } from "$lib/server/connections/sync-calendar.ts";
import { syncCalendars } from "$lib/server/jobs/sync.ts";
import { getJob, listJobsOfBooking } from "$lib/server/store/jobs.ts";
import { bookingIdOf } from "$lib/scheduling/booking.ts";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { alteredStore } from "../../support/altered-store.ts";
import { ask, mondayTen } from "../../support/town.ts";
import type { FaultySetup } from "../../support/caldav/host-with-faulty-server.ts";
import { written } from "../../support/caldav/written-entry.ts";

Deno.test("freeStoredBusyTime: a sync beside one removal after another brings none of them back", async () => {
  await written(async ({ setup, starts, drain }) => {
    const { app, host, connection, server } = setup;
    const ids: string[] = [];
    for (const hours of [1, 2, 3, 4, 5]) {
      const start = mondayTen + hours * HOUR;
      const other = await ask(app, { slug: "coffee", start });
      ids.push(other.booking.id);
    }
    await drain();
    await setup.read();
    const opened = await app.openCalendar(connection, host);
    const slow: Calendar = {
      ...opened,
      async changes(...given) {
        const changes = await opened.changes(...given);
        const id = ids.pop();
        const by = { actor: "guest" as const };
        if (id) assert((await bookings.cancel(app, id, { by, reason: "", revision: null })).ok);
        await drain();
        return changes;
      },
    };
    const calendar = { key: `${connection.id}:${server.calendar}`, id: server.calendar };
    assert.equal(await syncCalendar(app, host, calendar, slow), "synced");
    assert.deepEqual([ids.length, await starts()], [0, [mondayTen]]);
  });
});

Deno.test("syncCalendars: a removal during a sync has the calendar read again within a minute", async () => {
  await written(async ({ setup, drain, cancel }) => {
    const { app } = setup, opened = app.openCalendar;
    const { value: sync } = await getJob(app.kv, setup.connection.syncJobId);
    assert(sync);
    app.openCalendar = async (...given) => {
      const calendar = await opened(...given);
      return {
        ...calendar,
        async changes(...wanted) {
          app.openCalendar = opened;
          await cancel();
          await drain();
          return await calendar.changes(...wanted);
        },
      };
    };
    const result = await syncCalendars(app, sync);
    assert(result.state === "waiting");
    assert.ok(result.dueAt <= app.now() + 1.1 * MINUTE);
    const next = await syncCalendars(app, sync);
    assert(next.state === "waiting");
    assert.ok(next.dueAt > app.now() + 2 * MINUTE, "and then at its usual time");
  });
});

/** What a sync stores just before the entry is written, or removed, at its server. */
function readBefore(setup: FaultySetup, verb: "put" | "remove") {
  const { app } = setup, opened = app.openCalendar;
  app.openCalendar = async (...given) => {
    const calendar = await opened(...given);
    return {
      ...calendar,
      async [verb](...wanted: never[]) {
        app.openCalendar = opened;
        await setup.read();
        return await (calendar[verb] as (...wanted: never[]) => Promise<never>)(...wanted);
      },
    };
  };
}

Deno.test("freeStoredBusyTime: an entry that a sync stores just before its removal is free with it", async () => {
  await written(async ({ setup, starts, drain, move, cancel }) => {
    const later = mondayTen + 4 * HOUR;
    await move(later);
    await drain();
    await cancel();
    readBefore(setup, "remove");
    await drain();
    assert.deepEqual(await starts(), []);
    await setup.read();
    assert.deepEqual(await starts(), []);
  });
});

Deno.test("moveStoredBusyTime: an entry that a sync stores just before its write is moved with it", async () => {
  await written(async ({ setup, starts, drain, move }) => {
    await move(mondayTen + 4 * HOUR);
    await drain();
    await move(mondayTen + 6 * HOUR);
    readBefore(setup, "put");
    await drain();
    assert.deepEqual(await starts(), [mondayTen + 6 * HOUR]);
    await setup.read();
    assert.deepEqual(await starts(), [mondayTen + 6 * HOUR]);
  });
});

Deno.test("freeStoredBusyTime: a host's data that never stops changing lets the job run again", async () => {
  await written(async ({ setup: { app, host }, uid, starts, drain, cancel }) => {
    await cancel();
    const key = JSON.stringify(keys.guard(host.id));
    const { kv } = app;
    let lost = 0;
    const atomic = () => {
      const op = kv.atomic();
      const commit = op.commit.bind(op);
      let isGuarded = false;
      const check = op.check.bind(op);
      op.check = (...checks) => {
        isGuarded ||= checks.some((each) => JSON.stringify(each.key) === key);
        return check(...checks);
      };
      op.commit = () => isGuarded && ++lost <= 10 ? Promise.resolve({ ok: false }) : commit();
      return op;
    };
    app.kv = alteredStore(kv, { atomic });
    await drain();
    app.kv = kv;
    assert.equal(lost, 10);
    assert.deepEqual(await starts(), [mondayTen]);
    const jobs = await listJobsOfBooking(kv, bookingIdOf(uid)!);
    const writes = jobs.filter(({ work }) => work.kind === "write-calendar");
    assert.deepEqual(writes.map(({ state }) => state).filter((state) => state !== "done"), [
      "waiting",
    ]);
  });
});
