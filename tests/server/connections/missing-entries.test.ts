import assert from "node:assert/strict";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { resolveLostEntries } from "$lib/server/connections/restore-entries.ts";
import { getConnection } from "$lib/server/store/connections.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { committingStore } from "../../support/altered-store.ts";
import { mondayTen } from "../../support/town.ts";
import { agreed } from "../../support/edited-entry.ts";

Deno.test("applyCalendarEdits: an entry deleted before a sync saw it is missing, then told, and ends nothing", async () => {
  const { app, host, connection, read, entry } = await agreed({ seenAt: null });
  const told = async () => (await getConnection(app.kv, host.id, connection.id))?.lostEntries;
  // Its server need not name what came and went between two syncs.
  const unnamed = { anew: { removed: [] } };
  assert.equal((await read(null, null, unnamed)).status, "CONFIRMED");
  assert.equal((await entry()).missingSince, app.now());
  assert.equal(await told(), null);
  for (let reading = 0; reading < 3; reading++) {
    app.at(app.now() + 15 * MINUTE);
    assert.equal((await read(null, null, unnamed)).status, "CONFIRMED");
    assert.notEqual((await entry()).massDeletedAt, null);
    assert.equal((await told())?.entries, 1);
  }
  assert((await resolveLostEntries(app, host.id, connection.id, true)).ok);
  const { massDeletedAt, revision } = await entry();
  assert.deepEqual([massDeletedAt, revision, await told()], [null, 0, null]);
});

Deno.test("applyCalendarEdits: an entry that a slow server shows at last was never missing", async () => {
  const { app, read, entry } = await agreed({ seenAt: null });
  await read(null);
  app.at(app.now() + 5 * MINUTE);
  await read({});
  const { missingSince, massDeletedAt, seenAt } = await entry();
  assert.deepEqual([missingSince, massDeletedAt, seenAt], [null, null, app.now()]);
});

Deno.test("resolveLostEntries: an entry that no sync has seen and one that a sync changes meanwhile are written", async () => {
  const { app, host, connection, booking, read, entry } = await agreed({ seenAt: null });
  await read(null);
  const key = keys.calendarEntry(booking.id, connection.id);
  const { kv } = app;
  let isChanged = false;
  app.kv = committingStore(kv, async (make) => {
    if (!isChanged) await kv.set(key, { ...(await entry()), needsRecheck: false });
    isChanged = true;
    return await make();
  });
  assert((await resolveLostEntries(app, host.id, connection.id, true)).ok);
  app.kv = kv;
  assert.deepEqual([isChanged, (await entry()).revision], [true, 0]);
});

Deno.test("applyCalendarEdits: an entry that is gone and back again is not gone", async () => {
  const { app, read, entry } = await agreed();
  await read(null);
  assert.equal((await entry()).missingSince, app.now());
  app.at(app.now() + 5 * MINUTE);
  await read({});
  assert.equal((await entry()).missingSince, null);
  app.at(app.now() + 15 * MINUTE);
  assert.equal((await read(null)).status, "CONFIRMED");
});

Deno.test("applyCalendarEdits: an entry moved to another calendar of the account is not gone", async () => {
  const { connection, read, entry } = await agreed();
  connection.calendars.push({ ...connection.calendars[0]!, id: "home", name: "Home" });
  await read(null, { href: "https://calendar.example/home/1.ics" });
  const { calendarId, href, missingSince } = await entry();
  assert.deepEqual([calendarId, href, missingSince], [
    "home",
    "https://calendar.example/home/1.ics",
    null,
  ]);
});

Deno.test("applyCalendarEdits: a meeting lost with the rest of its calendar stays, however few there were", async () => {
  const losses = [
    [{ before: 10, others: 9 }, "stands"],
    [{ before: 10, others: 5 }, "stands"],
    [{ before: 2, others: 1 }, "stands"],
    [{ before: 1, anew: { isReset: true } }, "stands"],
    [{ before: 10, anew: { isReset: true } }, "stands"],
    [{ before: 10, others: 2 }, "ends"],
    [{ before: 1 }, "ends"],
    [{ before: 0 }, "ends"],
  ] as const;
  for (const [loss, what] of losses) {
    const { app, read, entry } = await agreed();
    using _ = app;
    await read(null, null, loss);
    assert.equal((await entry()).massDeletedAt === null, what === "ends", JSON.stringify(loss));
    for (let reading = 0; reading < 3; reading++) {
      app.at(app.now() + 15 * MINUTE);
      await read(null);
    }
    const { status, start } = await read(null);
    assert.equal(status, what === "stands" ? "CONFIRMED" : "CANCELLED", JSON.stringify(loss));
    assert.equal(start, mondayTen);
  }
});

Deno.test("applyCalendarEdits: an entry that was lost and is back can be deleted like any other", async () => {
  const { app, read, entry } = await agreed();
  await read(null, null, { before: 10, others: 9 });
  await read({});
  assert.equal((await entry()).massDeletedAt, null);
  await read(null);
  app.at(app.now() + 15 * MINUTE);
  assert.equal((await read(null)).status, "CANCELLED");
});

Deno.test("applyCalendarEdits: a clock that was just set is not trusted about how long an entry is gone", async () => {
  const { app, read, entry } = await agreed();
  let agreedMs = 5_000;
  app.clock = { ...app.clock, agreedForMs: () => agreedMs };
  await read(null);
  app.at(app.now() + HOUR);
  assert.equal((await read(null)).status, "CONFIRMED", "set ahead");
  app.at(app.now() - 2 * HOUR);
  assert.equal((await read(null)).status, "CONFIRMED");
  assert.equal((await entry()).missingSince, app.now(), "set back: it counts from now");
  agreedMs += 11 * MINUTE;
  app.at(app.now() + 11 * MINUTE);
  assert.equal((await read(null)).status, "CANCELLED");
});

Deno.test("applyCalendarEdits: what a listing misses and its server never reported as deleted is lost", async () => {
  const { read, entry } = await agreed();
  await read(null, null, { before: 10, anew: { isFullSync: true } });
  assert.notEqual((await entry()).massDeletedAt, null);
});
