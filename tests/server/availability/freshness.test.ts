import assert from "node:assert/strict";
import type { Calendar } from "$lib/server/calendars/calendar.ts";
import { CalendarError } from "$lib/server/calendars/calendar.ts";
import { freshness, unreadCalendar } from "$lib/scheduling/calendar-state.ts";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import { syncCalendar } from "$lib/server/connections/sync-calendar.ts";
import { openJobRunner } from "$lib/server/jobs/run.ts";
import { jobHandlers } from "$lib/server/jobs/handlers.ts";
import type { Email } from "$lib/server/email/email.ts";
import { metrics } from "$lib/server/monitoring/metrics.ts";
import { connectCalendar } from "../../support/stub-calendar.ts";
import { noon, type TestApp, testApp, testHost } from "../../support/test-app.ts";
import { sampleFailure } from "../../support/sample-connection.ts";

const calendar = { key: "connection:work", id: "work" };

function answering(changes: Calendar["changes"]): Calendar {
  const unasked = () => Promise.reject(new Error("not asked for here"));
  return { list: unasked, changes, busy: unasked, find: unasked, put: unasked, remove: unasked };
}

const refusing = answering(() => Promise.reject(new CalendarError("signed-out", "wrong-password")));
const silent = answering(() => Promise.reject(new CalendarError("try-again", "unreachable")));
const well = answering(() => Promise.resolve(null));

async function withSync(
  test: (app: TestApp, read: (from: Calendar, at: number) => Promise<Email[]>) => Promise<void>,
) {
  const sent: Email[] = [];
  using app = await testApp({
    sendMail: (email) => {
      sent.push(email);
      return Promise.resolve();
    },
  });
  const host = await testHost(app);
  await connectCalendar(app, host);
  const runner = openJobRunner(app, jobHandlers);
  await test(app, async (from, at) => {
    app.at(at);
    await syncCalendar(app, host, calendar, from);
    await runner.drain();
    return sent.splice(0);
  });
  await runner.stop(1_000);
}

Deno.test("syncCalendar: a calendar that refuses access alerts its host once per outage, with a link", async () => {
  await withSync(async (_app, read) => {
    const [email, ...more] = await read(refusing, noon + HOUR);
    assert.equal(more.length, 0);
    assert.equal(email?.to.address, "ada@example.org");
    assert.match(email.text, /http:\/\/localhost:8080\/dashboard\/calendars/);
    assert.match(email.text, /didn’t accept this username and password/);
    assert.match(email.subject, /Work/);
    assert.deepEqual(await read(refusing, noon + 2 * HOUR), []);
    assert.deepEqual(await read(well, noon + 3 * HOUR), []);
    assert.equal((await read(refusing, noon + 4 * HOUR)).length, 1);
  });
});

Deno.test("syncCalendar: a server that does not respond causes an alert after a day, not after an hour", async () => {
  await withSync(async (_app, read) => {
    assert.deepEqual(await read(silent, noon + HOUR), []);
    assert.deepEqual(await read(silent, noon + 20 * HOUR), []);
    assert.equal((await read(silent, noon + 26 * HOUR)).length, 1);
    assert.deepEqual(await read(silent, noon + 50 * HOUR), []);
  });
});

Deno.test("syncCalendar and freshness: a clock ahead reads from the earlier day; a future sync is not fresh", async () => {
  await withSync(async (app, read) => {
    const right = app.now();
    app.clock = { ...app.clock, earliestNow: () => right };
    const starts: number[] = [];
    const heard = answering((_id, window) => {
      starts.push(window.start);
      return Promise.resolve(null);
    });
    await read(heard, right + 60 * DAY);
    assert.equal(starts[0], right - 2 * DAY);
  });
  const state = { ...unreadCalendar("g"), syncedAt: noon, syncedUntil: noon + 9e9 };
  const at = (now: number) => freshness(state, now, 900_000);
  assert.deepEqual([at(noon), at(noon + HOUR / 3), at(noon + HOUR)], ["fresh", "fresh", "stale"]);
  assert.deepEqual([at(noon - 30_000), at(noon - HOUR / 12)], ["fresh", "stale"]);
  const failing = sampleFailure({ since: noon, kind: "try-again" });
  const ahead = { ...state, syncedAt: noon + 60 * DAY, failure: failing };
  assert.equal(freshness(ahead, noon + 25 * HOUR, 900_000), "broken");
});

Deno.test("syncCalendar: an outage that began by a clock that was ahead counts from now", async () => {
  await withSync(async (_app, read) => {
    await read(silent, noon + 60 * DAY);
    await read(silent, noon);
    assert.equal((await read(silent, noon + 26 * HOUR)).length, 1);
  });
});

Deno.test("metrics: calendars by how they stand, in Prometheus text, without a name of anybody", async () => {
  await withSync(async (app, read) => {
    await read(refusing, noon + HOUR);
    const text = await metrics(app);
    assert.match(text, /^invito_calendars\{state="broken"\} 1$/m);
    assert.match(text, /^invito_hosts 1$/m);
    assert.doesNotMatch(text, /ada|example/i);
    assert.doesNotMatch(text, /Work/);
  });
});

Deno.test("freshness: what is not wholly known up to an instant is not fresh", () => {
  const whole = { ...unreadCalendar("g"), syncedAt: noon, syncedUntil: noon + 10 * HOUR };
  const at = (state: Partial<Parameters<typeof freshness>[0]>, upTo?: number) =>
    freshness({ ...whole, ...state }, noon, HOUR, upTo);
  assert.equal(at({}), "fresh");
  assert.equal(at({}, noon + 10 * HOUR), "fresh");
  assert.equal(at({}, noon + 10 * HOUR + 1), "stale");
  assert.equal(at({ unreadableCount: 1 }), "stale");
  assert.equal(at({ isListingIncomplete: true }), "stale");
});
