import assert from "node:assert/strict";
import process from "node:process";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { keys } from "$lib/server/kv/keys.ts";
import type { SyncProgress } from "$lib/server/store/sync-progress.ts";
import { startBigCalendar } from "../../support/caldav/big-calendar.ts";

const EVENTS = 10_000;

Deno.test("syncCalendar: 10,000 events: progress on the first sync, then one request unless something changed", async () => {
  await using server = await startBigCalendar(EVENTS);
  await using reading = await server.host();
  const { app, hostId } = reading;
  const shown: number[] = [];
  const followed = followProgress(app.kv, keys.syncProgress(hostId, "connection:work"), shown);
  assert.equal(await reading.read(), "synced");
  const first = await server.traffic();
  assert.equal(first.fetched, EVENTS);
  assert.ok(first.requests <= 4 + EVENTS / 200, `${first.requests} requests`);
  followed.stop();
  assert.ok(shown.some((done) => done > 0 && done < EVENTS), `progress shown: ${shown}`);

  app.at(app.now() + 15 * MINUTE);
  assert.equal(await reading.read(), "unchanged");
  const unchanged = await server.traffic();
  assert.equal(unchanged.requests, 1);
  assert.ok(unchanged.bytes < 1_000, `${unchanged.bytes} bytes`);

  await server.change(17, 4_711, 9_999);
  app.at(app.now() + 15 * MINUTE);
  const before = cpu();
  assert.equal(await reading.read(), "synced");
  const changed = await server.traffic();
  assert.deepEqual([changed.requests, changed.fetched], [2, 3]);
  assert.ok(changed.bytes < 6_000, `${changed.bytes} bytes`);
  console.log(`a change of three cost ${Math.round(cpu() - before)} ms of CPU`);
});

/** Notes every number that the page of calendars would show. */
function followProgress(kv: Deno.Kv, key: Deno.KvKey, shown: number[]) {
  const timer = setInterval(async () => {
    const { value } = await kv.get<SyncProgress>(key);
    if (value) shown.push(value.done);
  }, 20);
  return { stop: () => clearInterval(timer) };
}

function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
