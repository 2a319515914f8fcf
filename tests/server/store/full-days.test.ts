import assert from "node:assert/strict";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import type { Hold } from "$lib/scheduling/holds.ts";
import {
  getIgnoredEntries,
  MAX_IGNORED_ENTRIES,
  writeIgnoredEntries,
} from "$lib/server/store/ignored-entries.ts";
import { commit } from "$lib/server/kv/commit.ts";
import { keys } from "$lib/server/kv/keys.ts";
import {
  addHold,
  fitsInStore,
  holdsIn,
  readShards,
  replaceHolds,
  writeShards,
} from "$lib/server/store/ledger.ts";
import { newId } from "$lib/server/runtime/secrets.ts";
import { configuredApp, mondayTen } from "../../support/town.ts";

Deno.test("a day full of five-minute bookings fits into its shard", async () => {
  const app = await configuredApp();
  const day = { start: mondayTen, end: mondayTen + 14 * HOUR };
  const was = await readShards(app.kv, "h", day);
  let is = was;
  const midnight = Math.floor(mondayTen / DAY) * DAY;
  for (let i = 0; i < 288; i++) {
    const start = midnight + i * 300_000;
    is = addHold(is, {
      slot: newId(),
      bookingIds: [newId()],
      typeId: newId(),
      start,
      end: start + 300_000,
      bufferBefore: 0,
      bufferAfter: 0,
      expiresAt: start,
    });
  }
  assert(await commit(writeShards(app.kv.atomic(), was, is)));
  assert.equal(holdsIn(await readShards(app.kv, "h", day)).length, 288);
});

Deno.test("a hold across UTC midnight stands in both days, is found from either, and leaves both", async () => {
  const app = await configuredApp();
  const midnight = Date.UTC(2026, 10, 3);
  const wanted: Hold = {
    slot: newId(),
    bookingIds: [newId()],
    typeId: "t",
    start: midnight - 1_800_000,
    end: midnight + 1_800_000,
    bufferBefore: 0,
    bufferAfter: 0,
    expiresAt: null,
  };
  const near = { start: wanted.start, end: wanted.end };
  const empty = await readShards(app.kv, "h", near);
  assert(await commit(writeShards(app.kv.atomic(), empty, addHold(empty, wanted))));
  for (
    const span of [{ start: midnight - 1000, end: midnight }, {
      start: midnight,
      end: midnight + 1000,
    }]
  ) {
    assert.deepEqual(holdsIn(await readShards(app.kv, "h", span)), [wanted]);
  }
  const held = await readShards(app.kv, "h", near);
  assert(
    await commit(writeShards(app.kv.atomic(), held, replaceHolds(held, wanted.bookingIds, []))),
  );
  assert.equal((await app.kv.get(keys.ledger("h", Math.floor(midnight / DAY)))).value, null);
  assert.equal(
    (await app.kv.get(keys.ledger("h", Math.floor(midnight / DAY) - 1))).value,
    null,
  );
});

Deno.test("a day holds a thousand pending guests in shared slots, and refuses before its shard is too large", async () => {
  const app = await configuredApp();
  const day = Date.UTC(2026, 10, 2);
  let is = await readShards(app.kv, "h", { start: day, end: day + DAY });
  for (let slot = 0; fitsInStore(is); slot++) {
    const start = day + (slot + 2) * 30 * MINUTE;
    const bookings = Array.from({ length: 100 }, newId);
    const waiting = Object.fromEntries(bookings.map((id) => [id, start + 0.5]));
    const shared = {
      slot: newId(),
      bookingIds: bookings,
      seatDeadlines: waiting,
      typeId: newId(),
      start,
      end: start + 1,
    };
    const next = addHold(is, { ...shared, bufferBefore: 15, bufferAfter: 15, expiresAt: start });
    assert(fitsInStore(next) || slot >= 10, "a thousand fit");
    if (!fitsInStore(next)) break;
    is = next;
  }
  const empty = await readShards(app.kv, "h", { start: day, end: day + 1 });
  assert(await commit(writeShards(app.kv.atomic(), empty, is)));
});

Deno.test("as many entries that could not be read as may be left out fit into their record", async () => {
  const app = await configuredApp();
  const marks = Array.from({ length: MAX_IGNORED_ENTRIES + 1 }, (_, i) => `${i}`.padStart(16, "x"));
  const op = app.kv.atomic();
  writeIgnoredEntries(op, "h", "c", marks);
  assert(await commit(op));
  assert.equal((await getIgnoredEntries(app.kv, "h", "c")).size, MAX_IGNORED_ENTRIES);
});
