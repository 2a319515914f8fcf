import assert from "node:assert/strict";
import { freshness } from "$lib/scheduling/calendar-state.ts";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import * as connections from "$lib/server/connections/index.ts";
import { syncConnection } from "$lib/server/connections/index.ts";
import { syncCalendars } from "$lib/server/jobs/sync.ts";
import { writeCalendar } from "$lib/server/jobs/write-calendar.ts";
import { readBusy } from "../../support/read-busy.ts";
import { getConnection } from "$lib/server/store/connections.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import { getJob, newJob, writeJob } from "$lib/server/store/jobs.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { calendarKey } from "$lib/server/kv/calendar-keys.ts";
import { shortenBooking } from "$lib/server/store/stored-booking.ts";
import { pendingBooking } from "../../support/sample-booking.ts";
import { noon } from "../../support/test-app.ts";
import { granted, refusal } from "../../support/granted.ts";
import { requires } from "../../support/required-programs.ts";
import { type Connected, connected } from "../../support/caldav/radicale.ts";

const window = { start: noon, end: noon + 30 * DAY };
const at = (instant: number) => new Date(instant).toISOString().replace(/[-:]|\.\d+/g, "");
const hourFrom = (instant: number) => [`DTSTART:${at(instant)}`, "DURATION:PT1H"];

async function connect({ app, host, input }: Connected) {
  return await granted(connections.connectCaldav(app, host.id, input));
}

async function busyOf({ app, host }: Connected) {
  const { guard } = await getGuard(app.kv, host.id);
  return await readBusy(app.kv, host.id, guard, window);
}

async function stateOf({ app, host }: Connected, calendarId: string, connectionId: string) {
  const { guard } = await getGuard(app.kv, host.id);
  return guard.calendars[calendarKey({ connectionId, calendarId })];
}

const test = (name: string, body: (given: Connected) => Promise<void>) =>
  Deno.test(name, requires("radicale"), async () => {
    await using given = await connected();
    if (given) await body(given);
  });

test("connectCaldav: syncs the calendars, chooses a write target, and stores the password sealed", async (given) => {
  const { app, host, radicale, work, home } = given;
  await radicale.putEvent("alice", work, "lunch", hourFrom(noon + DAY));
  const connection = await connect(given);
  assert.deepEqual(connection.calendars.map(({ id }) => id).sort(), [home, work]);
  assert.ok(connection.calendars.every(({ blocks }) => blocks));
  assert.deepEqual(await busyOf(given), [{ start: noon + DAY, end: noon + DAY + HOUR }]);
  const state = await stateOf(given, work, connection.id);
  assert.equal(freshness(state!, noon, app.settings.syncIntervalMs), "fresh");
  assert.ok((await getHost(app.kv, host.id))?.targetCalendar);
  assert.equal((await getJob(app.kv, connection.syncJobId)).value?.state, "waiting");
  for await (const entry of app.kv.list({ prefix: [] })) {
    assert.ok(!JSON.stringify(entry).includes("alice-pw"), JSON.stringify(entry.key));
  }
});

test("connectCaldav: a calendar's own URL connects that one", async (given) => {
  given.input.address = given.work;
  const connection = await connect(given);
  assert.deepEqual(connection.calendars.map(({ id }) => id), [given.work]);
});

test("connectCaldav: wrong password, wrong address and dead server each have their own text", async (given) => {
  const { app, host, input, radicale } = given;
  const why = async (change: Partial<typeof input>) => {
    const outcome = await connections.connectCaldav(app, host.id, { ...input, ...change });
    return outcome.ok ? "connected" : outcome.refusal.detail;
  };
  assert.equal(await why({ password: "wrong" }), "wrong-password");
  assert.equal(await why({ address: "http://" }), "wrong-address");
  assert.equal(await why({ address: "http://127.0.0.2:5232/" }), "unreachable");
  await radicale.stop();
  assert.equal(await why({}), "unreachable");
  assert.deepEqual((await getGuard(app.kv, host.id)).guard.calendars, {});
});

test("syncConnection: remote deletions, additions and moves arrive in a new generation", async (given) => {
  const { app, radicale, work } = given;
  await radicale.putEvent("alice", work, "a", hourFrom(noon + DAY));
  await radicale.putEvent("alice", work, "b", hourFrom(noon + 2 * DAY));
  const connection = await connect(given);
  const first = await stateOf(given, work, connection.id);
  await (await radicale.as("alice", "DELETE", `${work}a.ics`)).body?.cancel();
  await radicale.putEvent("alice", work, "b", hourFrom(noon + 3 * DAY));
  app.at(noon + HOUR);
  await syncConnection(app, connection);
  const second = await stateOf(given, work, connection.id);
  assert.notEqual(second?.generation, first?.generation);
  assert.deepEqual(await busyOf(given), [{ start: noon + 3 * DAY, end: noon + 3 * DAY + HOUR }]);

  app.at(noon + 2 * HOUR);
  await syncConnection(app, connection);
  const third = await stateOf(given, work, connection.id);
  assert.deepEqual(third, { ...second, syncedAt: noon + 2 * HOUR });
});

test("syncConnection: a server that is down keeps the last busy time, and says since when it fails", async (given) => {
  const { app, radicale, work } = given;
  await radicale.putEvent("alice", work, "a", hourFrom(noon + DAY));
  const connection = await connect(given);
  const known = await busyOf(given);
  await radicale.stop();
  for (const hours of [1, 2]) {
    app.at(noon + hours * HOUR);
    await syncConnection(app, connection);
  }
  const state = (await stateOf(given, work, connection.id))!;
  assert.deepEqual(state.failure?.since, noon + HOUR);
  assert.equal(state.failure?.reason, "unreachable");
  assert.equal(freshness(state, app.now(), app.settings.syncIntervalMs), "stale");
  assert.equal(freshness(state, noon + 25 * HOUR, app.settings.syncIntervalMs), "broken");
  assert.deepEqual(await busyOf(given), known);

  await radicale.start();
  await syncConnection(app, connection);
  const mended = (await stateOf(given, work, connection.id))!;
  assert.equal(mended.failure, null);
  assert.equal(freshness(mended, app.now(), app.settings.syncIntervalMs), "fresh");
  assert.deepEqual(await busyOf(given), known);
});

test("syncConnection: a new day beyond the window leads to a full sync", async (given) => {
  const { app, work } = given;
  const connection = await connect(given);
  const first = (await stateOf(given, work, connection.id))!;
  app.at(noon + 8 * DAY);
  await syncConnection(app, connection);
  assert.ok((await stateOf(given, work, connection.id))!.syncedUntil > first.syncedUntil + 7 * DAY);
});

test("chooseCalendars: a calendar no longer chosen frees its time and changes the guard", async (given) => {
  const { app, host, radicale, work, home } = given;
  await radicale.putEvent("alice", work, "a", hourFrom(noon + DAY));
  const connection = await connect(given);
  const before = await getGuard(app.kv, host.id);
  await connections.chooseCalendars(app, host.id, connection.id, [home]);
  assert.deepEqual(await busyOf(given), []);
  assert.ok((await getGuard(app.kv, host.id)).guard.version > before.guard.version);
  await connections.chooseCalendars(app, host.id, connection.id, [home, work]);
  assert.equal((await busyOf(given)).length, 1);
});

test("chooseCalendars: another host's connection is not found", async (given) => {
  const connection = await connect(given);
  for (
    const outcome of [
      await connections.chooseCalendars(given.app, "other", connection.id, []),
      await connections.disconnect(given.app, "other", connection.id),
      await connections.syncNow(given.app, "other", connection.id),
      await connections.updatePassword(given.app, "other", connection.id, "x"),
    ]
  ) assert.equal(!outcome.ok && outcome.refusal.code, "not-found");
});

test("disconnect: connection, secret, busy time and write target go; the waiting write says why it ends", async (given) => {
  const { app, host, radicale, work } = given;
  await radicale.putEvent("alice", work, "a", hourFrom(noon + DAY));
  const connection = await connect(given);
  const job = newJob({
    hostId: host.id,
    work: {
      kind: "write-calendar",
      bookingId: pendingBooking().id,
      hostId: host.id,
      connectionId: connection.id,
    },
    dueAt: noon + DAY,
  }, noon);
  await writeJob(app.kv.atomic(), job).commit();
  assert.ok((await connections.disconnect(app, host.id, connection.id)).ok);
  assert.equal(await getConnection(app.kv, host.id, connection.id), null);
  assert.equal((await getHost(app.kv, host.id))?.targetCalendar, null);
  assert.deepEqual((await getGuard(app.kv, host.id)).guard.calendars, {});
  for (const prefix of [["busy"], ["sync_state"], ["connection"]]) {
    for await (const entry of app.kv.list({ prefix })) assert.fail(entry.key.join(" "));
  }
  const waiting = (await getJob(app.kv, job.id)).value!;
  assert.equal(waiting.dueAt, noon);
  assert.equal((await writeCalendar(app, waiting)).state, "failed");
  const sync = (await getJob(app.kv, connection.syncJobId)).value!;
  assert.equal((await syncCalendars(app, sync)).state, "superseded");
});

test("updatePassword: a new password repairs a connection that was signed out", async (given) => {
  const { app, host } = given;
  const connection = await connect(given);
  const wrong = await refusal(connections.updatePassword(app, host.id, connection.id, "wrong"));
  assert.equal(wrong.detail, "wrong-password");
  assert.ok((await connections.updatePassword(app, host.id, connection.id, "alice-pw")).ok);
});

test("syncCalendars: is due again within an interval, whatever happened", async (given) => {
  const { app, radicale } = given;
  const connection = await connect(given);
  await radicale.stop();
  const end = await syncCalendars(app, (await getJob(app.kv, connection.syncJobId)).value!);
  assert.ok(end.state === "waiting");
  assert.ok(end.dueAt > noon && end.dueAt <= noon + app.settings.syncIntervalMs);
});

test("writeCalendar: writes a confirmed booking once the server is back, replaces and removes it", async (given) => {
  const { app, host, radicale, work } = given;
  const connection = await connect(given);
  await connections.setWriteTarget(app, host.id, { connectionId: connection.id, calendarId: work });
  const booking = pendingBooking({ hosts: [host.id], status: "CONFIRMED", reservedUntil: null });
  const store = (change: Partial<typeof booking>) =>
    app.kv.set(keys.booking(booking.id), shortenBooking({ ...booking, ...change }));
  const work_ = {
    kind: "write-calendar" as const,
    bookingId: booking.id,
    hostId: host.id,
    connectionId: connection.id,
  };
  const job = newJob({ hostId: host.id, work: work_, dueAt: noon }, noon);
  const there = async () => {
    const answer = await radicale.as(
      "alice",
      "GET",
      `${work}${encodeURIComponent(booking.uid)}.ics`,
    );
    const text = await answer.text();
    return answer.ok ? text : null;
  };
  await store({});
  await radicale.stop();
  await assert.rejects(writeCalendar(app, job), { kind: "try-again", reason: "unreachable" });
  await radicale.start();
  assert.deepEqual(await writeCalendar(app, job), { state: "done" });
  assert.match((await there())!, new RegExp(`DTEND;TZID=Europe/Berlin`));
  assert.match((await there())!, /SUMMARY:Intro call: Tilda Swan/);

  // A crash between the write and its record, and another revision over what was written.
  await app.kv.delete(keys.calendarEntry(booking.id, connection.id));
  await store({ revision: 2, sequence: 1, start: booking.start + HOUR, end: booking.end + HOUR });
  assert.deepEqual(await writeCalendar(app, job), { state: "done" });
  assert.match((await there())!, /SEQUENCE:1/);
  const listing = await radicale.as("alice", "PROPFIND", work);
  assert.equal((await listing.text()).match(/\.ics/g)?.length, 1);

  await syncConnection(app, connection);
  assert.deepEqual((await busyOf(given)).map(({ bookingId }) => bookingId), [booking.id]);

  await store({ revision: 3, status: "CANCELLED" });
  assert.deepEqual(await writeCalendar(app, job), { state: "done" });
  assert.equal(await there(), null);
  assert.deepEqual(await writeCalendar(app, job), { state: "done" });
});
