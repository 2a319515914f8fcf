import assert from "node:assert/strict";
import type { Hold } from "$lib/scheduling/holds.ts";
import type { VersionedGuard } from "$lib/server/kv/guard.ts";
import { openHostMemory } from "$lib/server/store/host-memory.ts";

const MEGABYTE = 1_048_576;
const guardOf = (hostId: string, versionstamp: string | null): VersionedGuard => ({
  hostId,
  versionstamp,
  guard: { version: 1, calendars: {} },
});
const held = (slot: string): Hold => ({
  slot,
  bookingIds: [slot],
  typeId: "type",
  start: 0,
  end: 1,
  bufferBefore: 0,
  bufferAfter: 0,
  expiresAt: null,
});

Deno.test("host memory: what was read counts only under the versionstamp that was read before", () => {
  const memory = openHostMemory(MEGABYTE);
  memory.under(guardOf("ada", "1")).keepRecord("rules", "old");
  assert.equal(memory.under(guardOf("ada", "1")).records.get("rules"), "old");
  assert.equal(memory.under(guardOf("ada", "2")).records.get("rules"), undefined);
  assert.equal(memory.under(guardOf("ada", "1")).records.get("rules"), undefined);
  assert.equal(memory.under(guardOf("ben", "1")).records.get("rules"), undefined);
});

Deno.test("host memory: a read that comes late with an older guard leaves the newer one known", () => {
  const memory = openHostMemory(MEGABYTE);
  memory.under(guardOf("ada", "2")).keepRecord("rules", "new");
  memory.under(guardOf("ada", "1")).keepRecord("rules", "old");
  assert.equal(memory.under(guardOf("ada", "2")).records.get("rules"), "new");
  assert(memory.isLatest(guardOf("ada", "2")));
  assert(!memory.isLatest(guardOf("ada", "1")));
  assert(!memory.isLatest(guardOf("ben", "1")));
  assert(!memory.isLatest(guardOf("ben", null)));
});

Deno.test("host memory: a host without a guard is read each time, and so is everybody at size zero", () => {
  const memory = openHostMemory(MEGABYTE);
  memory.under(guardOf("ada", null)).keepRecord("rules", "old");
  assert.equal(memory.under(guardOf("ada", null)).records.size, 0);
  const none = openHostMemory(0);
  none.under(guardOf("ada", "1")).keepRecord("rules", "old");
  assert.equal(none.under(guardOf("ada", "1")).records.size, 0);
  assert.equal(none.size() + memory.size(), 0);
});

Deno.test("host memory: a commit leaves its ledger known, and no day of a read that began before it", () => {
  const memory = openHostMemory(MEGABYTE);
  const guard = guardOf("ada", "1");
  const before = memory.under(guard);
  before.keepRecord("rules", "kept");
  before.keepDays(new Map([[1, []], [2, []]]));
  const is = { hostId: "ada", days: new Map([[2, [held("new")]]]) };
  memory.afterCommit([{ guard, is }], "2");
  before.keepDays(new Map([[2, []], [3, []]]));
  before.keepRecord("schedule", "late");

  const after = memory.under(guardOf("ada", "2"));
  assert.equal(after.records.get("rules"), "kept");
  assert.equal(after.records.get("schedule"), undefined);
  assert.deepEqual([...after.days], [[1, []], [2, [held("new")]]]);
});

Deno.test("host memory: a commit over an older guard than the known one takes nothing over", () => {
  const memory = openHostMemory(MEGABYTE);
  memory.under(guardOf("ada", "2")).keepRecord("rules", "of 2");
  const is = { hostId: "ada", days: new Map([[2, [held("new")]]]) };
  memory.afterCommit([{ guard: guardOf("ada", "1"), is }], "3");
  assert.equal(memory.under(guardOf("ada", "3")).records.size, 0);
});

Deno.test("host memory: it stays within its size, and forgets first who was not asked for longest", () => {
  const memory = openHostMemory(20_000);
  const keepHolds = (hostId: string) =>
    memory.under(guardOf(hostId, "1")).keepDays(
      new Map([[1, Array.from({ length: 20 }, (_, n) => held(`${n}`))]]),
    );
  for (const hostId of ["ada", "ben"]) keepHolds(hostId);
  memory.under(guardOf("ada", "1"));
  keepHolds("cem");
  assert.ok(memory.size() <= 20_000, `${memory.size()} bytes`);
  const isKnown = (hostId: string) => memory.under(guardOf(hostId, "1")).days.size > 0;
  assert.deepEqual(["ada", "cem", "ben"].map(isKnown), [true, true, false]);
  for (let n = 0; n < 500; n++) keepHolds(`host ${n}`);
  assert.ok(memory.size() <= 20_000);
});
