import assert from "node:assert/strict";
import fc from "fast-check";
import type { Busy } from "$lib/scheduling/holds.ts";
import { subtract } from "$lib/scheduling/span.ts";
import { readBusy } from "../../support/read-busy.ts";
import { busyByDay, deleteConnectionData, writeGeneration } from "$lib/server/store/sync-state.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { unreadCalendar } from "$lib/scheduling/calendar-state.ts";
import { DAY, MINUTE } from "$lib/scheduling/durations.ts";

const start = Date.UTC(2026, 10, 2);
const guard = (generation: string) => ({
  version: 1,
  calendars: { "c:work": { ...unreadCalendar(generation), syncedAt: 0 } },
});

Deno.test("busyByDay: busy time stays busy, however crowded a day is", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(2 * DAY), fc.integer({ min: 1, max: 3 * MINUTE })), {
        maxLength: 1500,
        size: "max",
      }),
      (pairs) => {
        const busy = pairs.map(([at, length]) => ({ start: start + at, end: start + at + length }));
        const stored = [...busyByDay(busy).values()];
        assert.deepEqual(subtract(busy, stored.flat()), []);
        assert.ok(stored.every((shard) => shard.length <= 500));
      },
    ),
    { numRuns: 30 },
  );
});

Deno.test("busyByDay: the names of our own events stay where a day is not crowded", () => {
  const own: Busy = { start, end: start + MINUTE, bookingId: "b" };
  assert.deepEqual([...busyByDay([own]).values()], [[own]]);
});

Deno.test("writeGeneration: a year of crowded days fits into the store and is read back", async () => {
  const kv = await Deno.openKv(":memory:");
  try {
    const busy: Busy[] = [];
    for (let day = 0; day < 365; day++) {
      for (let n = 0; n < 480; n++) {
        const at = start + day * DAY + n * 3 * MINUTE;
        busy.push({ start: at, end: at + 2 * MINUTE, bookingId: "AAAAAAAAAAAAAAAAAAAAAA" });
      }
    }
    await writeGeneration(kv, "h", "c:work", "g1", busyByDay(busy));
    const last = { start: start + 364 * DAY, end: start + 365 * DAY };
    assert.equal((await readBusy(kv, "h", guard("g1"), last)).length, 480);
    assert.deepEqual(await readBusy(kv, "h", guard("g2"), last), []);
  } finally {
    kv.close();
  }
});

Deno.test("deleteConnectionData: deletes all calendars of a connection and no other's", async () => {
  const kv = await Deno.openKv(":memory:");
  try {
    const busy = busyByDay([{ start, end: start + MINUTE }]);
    for (const calendar of ["c:work", "c:home", "cc:work", "d:work"]) {
      await writeGeneration(kv, "h", calendar, "g1", busy);
      await kv.set(keys.busyTitles("h", calendar, "g1", 1), "sealed");
    }
    await deleteConnectionData(kv, "h", "c");
    for (const kind of ["busy", "busy_title"]) {
      const left: unknown[] = [];
      for await (const { key } of kv.list({ prefix: [kind] })) left.push(key[2]);
      assert.deepEqual(left, ["cc:work", "d:work"], kind);
    }
  } finally {
    kv.close();
  }
});
