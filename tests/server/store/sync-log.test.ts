import assert from "node:assert/strict";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { countsOfDay, type SyncLog, withSync } from "$lib/server/store/sync-log.ts";

const at = Date.UTC(2026, 10, 3, 10);
const sync = (log: SyncLog | null, when: number, isFailed = false) =>
  withSync(log, { at: when, tookMs: 40, isFailed });

Deno.test("withSync: a day of syncs each five minutes counts 288, and keeps 25 hours at most", () => {
  let log: SyncLog | null = null;
  for (let n = 0; n < 3 * 288; n++) log = sync(log, at + n * 5 * MINUTE);
  const now = at + 3 * DAY - 5 * MINUTE;
  assert.deepEqual(countsOfDay(log, now), { done: 288, failed: 0 });
  assert.equal(log!.hours.length, 25);
});

Deno.test("withSync: failures count beside successes; what a clock ahead counted is left out", () => {
  const log = sync(sync(sync(null, at), at, true), at + HOUR, true);
  assert.deepEqual(countsOfDay(log, at + HOUR), { done: 1, failed: 2 });
  assert.deepEqual(countsOfDay(sync(sync(null, at + 5 * HOUR), at), at), { done: 1, failed: 0 });
  assert.deepEqual(countsOfDay(null, at), { done: 0, failed: 0 });
});
