/** Stored busy time of our own entries: what may be freed without a reading, and what may not. */
import assert from "node:assert/strict";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { type Calendar, CalendarError } from "$lib/server/calendars/calendar.ts";
import { syncConnection } from "$lib/server/connections/index.ts";
import { syncCalendar } from "$lib/server/connections/sync-calendar.ts";
import { readBusy } from "../../support/read-busy.ts";
import { getBooking } from "$lib/server/store/bookings.ts";
import { getConnection } from "$lib/server/store/connections.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import { ask, mondayTen } from "../../support/town.ts";
import { objectText } from "../../support/caldav/faulty-responses.ts";
import type { FaultySetup } from "../../support/caldav/host-with-faulty-server.ts";
import { written } from "../../support/caldav/written-entry.ts";

const place = (uid: string) => `/dav/work/${encodeURIComponent(uid)}.ics`;

Deno.test("freeStoredBusyTime: a removed entry is free with the write, and a sync brings nothing back", async () => {
  await written(async ({ setup, starts, drain, cancel }) => {
    await cancel();
    assert.deepEqual(await starts(), [mondayTen], "not before it is gone");
    await drain();
    assert.deepEqual(await starts(), []);
    await setup.read();
    assert.deepEqual(await starts(), []);
  });
});

Deno.test("freeStoredBusyTime: an event created in its place with the same ETag is read", async () => {
  await written(async ({ setup, uid, starts, drain, cancel }) => {
    const { server } = setup;
    server.sync = null;
    await cancel();
    await drain();
    assert.deepEqual(await starts(), []);
    server.put("other", ["DTSTART:20261102T120000Z", "DURATION:PT1H"]);
    server.recreate(encodeURIComponent(uid), ["DTSTART:20261102T110000Z", "DURATION:PT1H"], 2);
    await setup.read();
    assert.deepEqual(await starts(), [mondayTen + 2 * HOUR, mondayTen + 3 * HOUR]);
  });
});

Deno.test("moveStoredBusyTime: a moved entry is busy at its new time; the next sync sees it, once", async () => {
  await written(async ({ setup, starts, drain, move, seenAt }) => {
    const later = mondayTen + 4 * HOUR;
    await move(later);
    await drain();
    assert.deepEqual(await starts(), [later]);
    assert.equal(await seenAt(), null);
    await setup.read();
    assert.deepEqual(await starts(), [later]);
    assert.notEqual(await seenAt(), null, "from now on what its host does to it is followed");
  });
});

Deno.test("freeStoredBusyTime: a write that fails frees nothing", async () => {
  await written(async ({ setup, starts, drain, cancel }) => {
    setup.server.fault = { status: 503, only: "DELETE" };
    await cancel();
    await drain();
    assert.deepEqual(await starts(), [mondayTen]);
  });
});

Deno.test("freeStoredBusyTime: a second entry at the same time, and a copy with the same UID, stay busy", async () => {
  await written(async ({ setup, uid, starts, drain, cancel }) => {
    const { server } = setup;
    server.put("dentist", ["DTSTART:20261102T090000Z", "DURATION:PT1H"]);
    await setup.read();
    await cancel();
    await drain();
    assert.deepEqual(await starts(), [mondayTen], "the dentist's");
    const { guard } = await getGuard(setup.app.kv, setup.host.id);
    const near = { start: mondayTen, end: mondayTen + MINUTE };
    const [busy, ...more] = await readBusy(setup.app.kv, setup.host.id, guard, near);
    assert.deepEqual([busy, more.length], [{ start: mondayTen, end: mondayTen + HOUR }, 0]);
    assert.ok(!server.objects.has(place(uid)));
  });
  await written(async ({ setup, uid, starts, drain, cancel }) => {
    const { server } = setup;
    const text = objectText(uid, ["DTSTART:20261102T110000Z", "DURATION:PT1H"]);
    server.put("copy", [], { text });
    await cancel();
    await drain();
    assert.deepEqual(await starts(), [mondayTen], "a copy is there: the next reading tells");
    await setup.read();
    assert.deepEqual(await starts(), [mondayTen + 2 * HOUR]);
  });
});

Deno.test("freeStoredBusyTime: where the search by UID finds nothing, other entries stay busy", async () => {
  await written(async ({ setup, uid, starts, drain, cancel }) => {
    const { server } = setup;
    const text = objectText(uid, ["DTSTART:20261102T090000Z", "DURATION:PT30M"]);
    server.put("elsewhere", [], { text });
    server.remove(encodeURIComponent(uid));
    await setup.read();
    assert.deepEqual(await starts(), [mondayTen]);
    server.omits.add("/dav/work/elsewhere.ics");
    await cancel();
    await drain();
    assert.ok(server.objects.has("/dav/work/elsewhere.ics"));
    assert.deepEqual(await starts(), [mondayTen]);
  });
});

Deno.test("freeStoredBusyTime: a sync that began before the removal does not bring it back", async () => {
  await written(async ({ setup, starts, drain, cancel }) => {
    const { app, host, connection } = setup;
    await held(setup, async (late, release) => {
      await cancel();
      await drain();
      assert.deepEqual(await starts(), []);
      release();
      assert.equal(await late, "synced");
      assert.deepEqual(await starts(), []);
    });
    const now = await getConnection(app.kv, host.id, connection.id);
    await syncConnection(app, now!);
    assert.deepEqual(await starts(), []);
  });
});

Deno.test("freeStoredBusyTime: an entry that we removed is not counted as lost with the calendar", async () => {
  await written(async ({ setup, drain, cancel }) => {
    const { app, server } = setup;
    const start = mondayTen + 4 * HOUR;
    const { id, uid } = (await ask(app, { slug: "coffee", start })).booking;
    await drain();
    await setup.read();
    await cancel();
    await drain();
    server.remove(encodeURIComponent(uid));
    await setup.read();
    app.at(app.now() + 11 * MINUTE);
    await setup.read();
    assert.equal((await getBooking(app.kv, id))?.status, "CANCELLED", "its host deleted it");
  });
});

Deno.test("moveStoredBusyTime: what the host changed meanwhile is not overwritten", async () => {
  await written(async ({ setup, uid, starts, drain, move }) => {
    const { app, server } = setup;
    const dragged = mondayTen + 6 * HOUR;
    const opened = app.openCalendar;
    app.openCalendar = async (...given) => ({
      ...await opened(...given),
      async put(...wanted) {
        const stands = await (await opened(...given)).put(...wanted);
        // Between the write and the note of it the host drags it, and a reading sees that.
        const text = objectText(uid, ["DTSTART:20261102T150000Z", "DURATION:PT30M"]);
        server.put(encodeURIComponent(uid), [], { text });
        app.openCalendar = opened;
        await setup.read();
        return stands;
      },
    });
    await move(mondayTen + 4 * HOUR);
    await drain();
    assert.deepEqual(await starts(), [dragged]);
  });
});

/** A reading whose answers have come and that has not counted yet, all of the calendar in it. */
async function held(
  { app, host, server, connection }: FaultySetup,
  meanwhile: (late: Promise<string>, release: () => void) => Promise<void>,
) {
  const opened = await app.openCalendar(connection, host);
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const { promise: answered, resolve: hasAnswered } = Promise.withResolvers<void>();
  const slow: Calendar = {
    ...opened,
    async changes(calendarId, window, _cursor, known) {
      const changes = await opened.changes(calendarId, window, null, known);
      hasAnswered();
      await released;
      return changes;
    },
  };
  const calendar = { key: `${connection.id}:${server.calendar}`, id: server.calendar };
  const late = syncCalendar(app, host, calendar, slow);
  await answered;
  await meanwhile(late, release);
}

Deno.test("freeStoredBusyTime: a server that cannot say what is left frees nothing", async () => {
  await written(async ({ setup: { app }, starts, drain, cancel }) => {
    const opened = app.openCalendar;
    app.openCalendar = async (...given) => {
      const calendar = await opened(...given);
      let looks = 0;
      return {
        ...calendar,
        find: (...wanted) =>
          ++looks === 1
            ? calendar.find(...wanted)
            : Promise.reject(new CalendarError("try-again", "server-error")),
      };
    };
    await cancel();
    await drain();
    assert.deepEqual(await starts(), [mondayTen]);
  });
});
