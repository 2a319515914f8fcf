import assert from "node:assert/strict";
import { HOUR } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { guardSince } from "$lib/server/requests/request-ahead.ts";
import { getGuard } from "$lib/server/kv/guard.ts";
import { openHostMemory } from "$lib/server/store/host-memory.ts";
import { watchedStore } from "../../support/altered-store.ts";
import { ask, bookingRequest, mondayTen, town } from "../../support/town.ts";

const guest = (n: number) => ({ email: `guest-${n}@example.com` });
const wish = (n: number, start: number) =>
  bookingRequest({
    start,
    guest: guest(n),
    key: { route: "test", value: `key-of-guest-${n}-${start}` },
  });

/** A town that knows its address, its host and the day, with a count of reads. */
async function knownTown() {
  const seen = { reads: 0, lists: 0, commits: 0 };
  const kv = watchedStore(await Deno.openKv(":memory:"), (name) => {
    if (name === "get" || name === "getMany") seen.reads++;
    if (name === "list") seen.lists++;
    if (name === "atomic") seen.commits++;
  });
  const here = await town({ app: { kv } });
  await ask(here.app);
  assert(!(await bookings.request(here.app, wish(0, mondayTen))).ok);
  return { ...here, seen };
}

Deno.test("of many who want one time one gets it; the others read request, key and guard", async () => {
  const { app, seen } = await knownTown();
  using _ = app;
  Object.assign(seen, { reads: 0, lists: 0, commits: 0 });
  const start = mondayTen + HOUR, clients = 16;
  const all = await Promise.all(
    Array.from({ length: clients }, (_, n) => bookings.request(app, wish(n, start))),
  );
  const lost = all.flatMap((each) => each.ok ? [] : [each.refusal]);
  assert.equal(lost.length, clients - 1);
  for (const { code, alternatives = [] } of lost) {
    assert.equal(code, "taken");
    assert.deepEqual(alternatives, lost[0]!.alternatives);
    assert(alternatives.length === 4 && !alternatives.includes(start));
  }
  assert.equal(seen.commits, 1);
  assert.equal(seen.reads, clients + 2 * (clients - 1));
});

Deno.test("who comes second for another time reads again, and gets it", async () => {
  const { app } = await knownTown();
  const [one, two] = await Promise.all([
    bookings.request(app, wish(1, mondayTen + HOUR)),
    bookings.request(app, wish(2, mondayTen + 2 * HOUR)),
  ]);
  assert(one.ok && two.ok);
});

Deno.test("the guard that is known after a commit is the stored one", async () => {
  const { app, host } = await knownTown();
  assert((await bookings.request(app, wish(1, mondayTen + HOUR))).ok);
  assert.deepEqual(app.hostMemory.latest(host.id), await getGuard(app.kv, host.id));
});

Deno.test("guardSince: nothing that was known before the request was read", () => {
  const guardOf = (versionstamp: string) => ({
    hostId: "ada",
    versionstamp,
    guard: { version: 1, calendars: {} },
  });
  const hostMemory = openHostMemory(1_000_000);
  const since = (versionstamp: string) =>
    guardSince({ hostMemory } as never, { guard: guardOf(versionstamp) } as never);
  assert.equal(since("2"), null);
  hostMemory.under(guardOf("3"));
  assert.equal(since("2")?.versionstamp, "3");
  assert.equal(since("3"), null);
  assert.equal(since("4"), null);
});
