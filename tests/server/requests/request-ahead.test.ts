import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings/index.ts";
import * as blockList from "$lib/server/guests/block-list.ts";
import { getEventTypeBySlug } from "$lib/server/store/event-types.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { readAhead } from "$lib/server/kv/read-ahead.ts";
import { openHostMemory } from "$lib/server/store/host-memory.ts";
import { alteredStore, watchedStore } from "../../support/altered-store.ts";
import { refusal } from "../../support/granted.ts";
import {
  ask,
  bookingRequest,
  configuredApp,
  mondayTen,
  restartApp,
  town,
} from "../../support/town.ts";

const QUARTER = 900_000;

/** A town whose store counts what it is asked for, and lets somebody else act right after the next read of many records. */
async function watchedTown() {
  const file = await Deno.openKv(":memory:");
  const seen = { reads: 0, lists: 0, commits: 0 };
  let interfere: (() => Promise<unknown>) | null = null;
  const counted = watchedStore(file, (name) => {
    if (name === "get" || name === "getMany") seen.reads++;
    if (name === "list") seen.lists++;
    if (name === "atomic") seen.commits++;
  });
  const kv = alteredStore(counted, {
    async getMany(keys: Deno.KvKey[]) {
      const entries = await counted.getMany(keys);
      const act = keys.length > 3 ? interfere : null;
      if (act) interfere = null;
      await act?.();
      return entries;
    },
  });
  const here = await town({ app: { kv } });
  // The address is known once a request has found it.
  await ask(here.app);
  const other = await restartApp(await configuredApp({ kv: file }), { kv: file });
  other.at(here.app.now());
  return {
    ...here,
    other,
    seen,
    meanwhile: (act: () => Promise<unknown>) => interfere = act,
    [Symbol.dispose]: () => here.app[Symbol.dispose](),
  };
}

const later = (given: Parameters<typeof bookingRequest>[0] = {}) =>
  bookingRequest({ start: mondayTen + 4 * QUARTER, ...given });

Deno.test("request: one read and one commit, where the host of the address is known", async () => {
  using here = await watchedTown();
  Object.assign(here.seen, { reads: 0, lists: 0, commits: 0 });
  const key = { route: "test", value: "0123456789abcdef" };
  assert((await bookings.request(here.app, later({ key }))).ok);
  assert.deepEqual(here.seen, { reads: 1, lists: 0, commits: 1 });
});

Deno.test("request: each request that has run out and is in the way is ended by one commit", async () => {
  using here = await watchedTown();
  const { app, seen } = here;
  app.settings = { ...app.settings, bookingTtlMs: 4 * QUARTER };
  const runOut = [4, 6, 8].map((quarters) => mondayTen + quarters * QUARTER);
  let deadline = 0;
  for (const [n, start] of runOut.entries()) {
    const wanted = bookingRequest({ start });
    const guest = { ...wanted.guest, email: `guest-${n}@example.org` };
    const asked = await bookings.request(app, { ...wanted, guest });
    assert(asked.ok, JSON.stringify(asked));
    deadline = Math.max(deadline, asked.value.booking.reservedUntil!);
  }
  app.at(deadline + 1);
  Object.assign(seen, { reads: 0, lists: 0, commits: 0 });
  const granted = await bookings.request(app, later());
  assert(granted.ok, JSON.stringify(granted));
  assert.equal(seen.commits, runOut.length + 1);
});

Deno.test("request: a time that another program has given since the read is taken", async () => {
  using here = await watchedTown();
  here.meanwhile(async () => assert((await bookings.request(here.other, later())).ok));
  assert.equal(refusal(await bookings.request(here.app, later())).code, "taken");
});

Deno.test("request: what the host has changed since the read counts", async () => {
  const changes = {
    declined: async ({ other, host }: Here) =>
      assert((await blockList.block(other, host.id, "grace@example.com")).ok),
    inactive: async ({ other, host }: Here) => {
      const type = await getEventTypeBySlug(other.kv, host.id, "intro-call");
      const guard = await other.kv.get<object>(keys.guard(host.id));
      await other.kv.atomic().set(keys.eventType(host.id, type!.id), { ...type!, active: false })
        .set(guard.key, { ...guard.value }).commit();
    },
  };
  for (const [code, change] of Object.entries(changes)) {
    using here = await watchedTown();
    here.meanwhile(() => change(here));
    assert.equal(refusal(await bookings.request(here.app, later())).code, code);
  }
});
type Here = Awaited<ReturnType<typeof watchedTown>>;

Deno.test("request: after another booking of this program since the read no commit is tried in vain", async () => {
  using here = await watchedTown();
  const other = later({ start: mondayTen + 8 * QUARTER });
  here.meanwhile(async () => assert((await bookings.request(here.app, other)).ok));
  here.seen.commits = 0;
  assert((await bookings.request(here.app, later())).ok);
  assert.equal(here.seen.commits, 2);
});

Deno.test("request: the same request, granted by another program since the read, is answered again", async () => {
  using here = await watchedTown();
  const key = { route: "test", value: "0123456789abcdef" };
  // Of a day whose held time is not known, which is read after the rest.
  const input = later({ key, start: mondayTen + 24 * 4 * QUARTER });
  here.meanwhile(async () => assert((await bookings.request(here.other, input)).ok));
  const requested = await bookings.request(here.app, input);
  assert(requested.ok && requested.value.replayed);
});

Deno.test("request: the same request made twice at once, with and without memory, is one booking", async () => {
  for (const size of [16_777_216, 0]) {
    using here = await watchedTown();
    here.app.hostMemory = openHostMemory(size);
    const key = { route: "test", value: "0123456789abcdef" };
    here.meanwhile(async () => assert((await bookings.request(here.other, later({ key }))).ok));
    const [one, two] = await Promise.all([
      bookings.request(here.app, later({ key })),
      bookings.request(here.app, later({ key })),
    ]);
    assert(one.ok && two.ok);
    assert.equal(one.value.booking.id, two.value.booking.id);
    assert(one.value.replayed || two.value.replayed);
  }
});

Deno.test("readAhead: of more keys than a read takes the rest is read when it is asked for", async () => {
  using kv = await Deno.openKv(":memory:");
  const all = Array.from({ length: 12 }, (_, n) => ["record", n]);
  for (const key of all) await kv.set(key, "old");
  const ahead = await readAhead(kv, all);
  for (const key of all) await kv.set(key, "new");
  const values = await Promise.all(all.map(async (key) => (await ahead.get(key)).value));
  assert.deepEqual(values, [...Array(10).fill("old"), "new", "new"]);
  assert.deepEqual((await ahead.getMany(all.slice(0, 2))).map(({ value }) => value), [
    "old",
    "old",
  ]);
  assert.deepEqual((await ahead.getMany(all.slice(9, 11))).map(({ value }) => value), [
    "new",
    "new",
  ]);
  await ahead.atomic().set(["written"], 1).commit();
  assert.equal((await kv.get(["written"])).value, 1);
});
