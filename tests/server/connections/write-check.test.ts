import assert from "node:assert/strict";
import { MINUTE } from "$lib/scheduling/durations.ts";
import type { Calendar } from "$lib/server/calendars/calendar.ts";
import * as connections from "$lib/server/connections/index.ts";
import { getConnection } from "$lib/server/store/connections.ts";
import { getPendingWriteCheck } from "$lib/server/store/write-checks.ts";
import { startFaultyServer } from "../../support/caldav/faulty-server.ts";
import { type Mark, startMarkingProxy } from "../../support/caldav/marking-proxy.ts";
import { type FaultySetup, openFaultySetup } from "../../support/caldav/host-with-faulty-server.ts";
import { granted, refusal } from "../../support/granted.ts";

const lesson = ["DTSTART:20261104T090000Z", "DURATION:PT1H"];

async function tried({ app, host, connection }: FaultySetup) {
  const done = await granted(connections.runWriteCheck(app, host.id, connection.id));
  const stored = await getConnection(app.kv, host.id, connection.id);
  assert.deepEqual(stored?.writeCheck, done);
  return done.steps.map(({ step, reason }) => reason === null ? step : `${step}: ${reason}`);
}

Deno.test("runWriteCheck: writes, reads, changes and deletes, and leaves nothing", async () => {
  await using setup = await openFaultySetup(lesson);
  assert.deepEqual(await tried(setup), ["write", "read", "edit", "conditions", "delete"]);
  assert.deepEqual([...setup.server.objects.keys()], ["/dav/work/a.ics"]);
  assert.equal(
    await getPendingWriteCheck(setup.app.kv, setup.host.id, setup.connection.id),
    null,
  );
});

Deno.test("runWriteCheck: a failure has its reason, and leaves nothing", async () => {
  const expected = [
    ["PUT", 403, ["write: forbidden"]],
    ["PUT", 507, ["write: full"]],
    ["DELETE", 403, ["write", "read", "edit", "conditions", "delete: forbidden"]],
  ] as const;
  for (const [only, status, steps] of expected) {
    await using setup = await openFaultySetup(lesson);
    const { app, host, server, connection, read } = setup;
    server.fault = { status, only };
    assert.deepEqual(await tried(setup), steps);
    server.fault = null;
    // Not at once, for a trial may be under way: later, the reading deletes what was left.
    app.at(app.now() + 3 * MINUTE);
    await read();
    assert.deepEqual([...server.objects.keys()], ["/dav/work/a.ics"], only);
    assert.equal(await getPendingWriteCheck(app.kv, host.id, connection.id), null);
  }
});

Deno.test("runWriteCheck: a server whose versions do not fit together is named as the cause", async () => {
  const odd: Mark[] = [
    (etag, method) => method === "PUT" ? `"put of ${etag.slice(1, -1)}"` : etag,
    (etag, method) => method === "PUT" ? etag : `"other than ${etag.slice(1, -1)}"`,
  ];
  for (const mark of odd) {
    await using server = await startFaultyServer(lesson);
    await using proxy = startMarkingProxy(server.address, mark);
    const calendar = `${proxy.address}/dav/work/`;
    await using setup = await openFaultySetup(lesson, {}, { ...server, calendar });
    assert.deepEqual(await tried(setup), ["write", "read", "edit: write-check-etags"]);
    assert.deepEqual([...server.objects.keys()], ["/dav/work/a.ics"]);
  }
});

Deno.test("runWriteCheck: interrupted at any step, the next sync leaves nothing of it", async () => {
  for (let number = 1, cut = true; cut; number++) {
    await using setup = await openFaultySetup(lesson);
    const { app, host, server, connection, read } = setup;
    const open = app.openCalendar;
    let count = 0;
    app.openCalendar = async (...requested) => {
      const opened: Calendar = await open(...requested);
      // Every question to the server, before and after it was answered.
      const dying =
        <A extends unknown[], T>(act: (...given: A) => Promise<T>) => async (...given: A) => {
          if (++count === number) throw new Error("killed");
          const done = await act(...given);
          if (++count === number) throw new Error("killed");
          return done;
        };
      const { put, find, remove } = opened;
      return { ...opened, put: dying(put), find: dying(find), remove: dying(remove) };
    };
    cut = await connections.runWriteCheck(app, host.id, connection.id).then(
      () => false,
      () => true,
    );
    app.openCalendar = open;
    app.at(app.now() + 3 * MINUTE);
    await read();
    assert.deepEqual([...server.objects.keys()], ["/dav/work/a.ics"], `step ${number}`);
    assert.equal(await getPendingWriteCheck(app.kv, host.id, connection.id), null);
  }
});

Deno.test("runWriteCheck: refuses another host's connection and a calendar that is read-only", async () => {
  await using setup = await openFaultySetup(lesson);
  const { app, connection } = setup;
  const foreign = await refusal(connections.runWriteCheck(app, "somebody", connection.id));
  assert.equal(foreign.code, "not-found");
  assert.deepEqual(setup.server.requests.filter((line) => line.startsWith("PUT")), []);
});

Deno.test("connectCaldav: reads the capabilities; a server that names none is connected all the same", async () => {
  await using server = await startFaultyServer(lesson);
  server.sync = { token: "t" };
  await using setup = await openFaultySetup(lesson, {}, server);
  assert.equal(setup.connection.capabilities?.changeDetection, "reports");
  assert.equal(setup.connection.capabilities?.scheduling, false);

  const { app, host } = setup;
  await granted(connections.disconnect(app, host.id, setup.connection.id));
  server.fault = { status: 500, only: "OPTIONS" };
  await granted(connections.connectCaldav(app, host.id, {
    address: server.calendar,
    user: "alice",
    password: "hunter2",
  }));
});
