/** Series of teams, of types whose time guests share, and with a private link. */
import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import type { Outcome } from "$lib/scheduling/outcome.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as privateLinks from "$lib/server/event-types/private-links.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { getSeries } from "$lib/server/store/bookings.ts";
import { getSlot } from "$lib/server/store/shared-slots.ts";
import { getRotation } from "$lib/server/store/team-bookings.ts";
import { faultsIn, violations } from "../../proofs/invariant-checker.ts";
import { beforeReading } from "../../support/altered-store.ts";
import { dumpBookings, dumpHolds } from "../../support/dump-store.ts";
import { seriesRequest } from "../../support/repeating.ts";
import { addTeamBooking, block, type TeamTown, teamTown } from "../../support/team-town.ts";
import type { TestApp } from "../../support/test-app.ts";
import { ask, mondayTen, town } from "../../support/town.ts";

const WEEK = 7 * DAY;
const wide = { seriesDates: 12, bookingWindowDays: 365 };

function teamRequest(series = {}, given = {}) {
  return seriesRequest(series, { username: "", teamSlug: "mill", slug: "visit", ...given });
}

async function datesOf(
  app: TestApp,
  outcome: Outcome<bookings.RequestResult>,
): Promise<Booking[]> {
  assert(outcome.ok, JSON.stringify(outcome));
  assert.deepEqual(violations(await dumpBookings(app.kv), app.now()), []);
  assert.deepEqual(faultsIn(await dumpBookings(app.kv), await dumpHolds(app.kv), app.now()), []);
  return await getSeries(app.kv, outcome.value.booking.series!.id);
}

/** Takes the time of a member in the nth week. */
async function take(town: TeamTown, member: number, week: number): Promise<void> {
  const start = mondayTen + week * WEEK;
  await addTeamBooking(town, [town.hosts[member]!], { start, isConfirmed: true });
}

Deno.test("a series of a round robin goes to one member who is free on each date, and each date counts", async () => {
  const town = await teamTown({ type: wide });
  using app = town.app;
  const [ada, ben, cleo] = town.hosts.map(({ id }) => id);
  await take(town, 0, 1);
  await take(town, 1, 2);
  const before = await getRotation(app.kv, town.team.id, town.type.id);
  const dates = await datesOf(app, await bookings.request(app, teamRequest()));
  assert.deepEqual(dates.map(({ hosts }) => hosts), Array(4).fill([cleo]));
  const after = await getRotation(app.kv, town.team.id, town.type.id);
  assert.equal(after![cleo!]!.count, (before?.[cleo!]?.count ?? 0) + 4);
  assert.deepEqual([ada, ben].map((id) => after![id!]!.count), [1, 1]);
});

Deno.test("a series of a round robin names the dates that no one can take, and books none", async () => {
  const town = await teamTown({ type: wide });
  using app = town.app;
  for (const member of [0, 1, 2]) await take(town, member, 2);
  const refused = await bookings.request(app, teamRequest());
  assert(!refused.ok && refused.refusal.code === "taken");
  assert.deepEqual(refused.refusal.dates, [mondayTen + 2 * WEEK]);
  assert.equal((await dumpBookings(app.kv)).length, 3);
});

Deno.test("a series of a round robin: where each date is free for somebody but all for nobody, it says so", async () => {
  const town = await teamTown({ type: wide });
  using app = town.app;
  for (const member of [0, 1, 2]) await take(town, member, member);
  const refused = await bookings.request(app, teamRequest());
  assert(!refused.ok && refused.refusal.code === "taken");
  assert.equal(refused.refusal.dates?.length, 1);
  const dates = await datesOf(app, await bookings.request(app, teamRequest({ book: "free" })));
  assert.equal(dates.length, 3);
  assert.equal(new Set(dates.flatMap(({ hosts }) => hosts)).size, 1);
});

Deno.test("free dates of a series: who has most of them free but blocks the guest leaves them to the next", async () => {
  const town = await teamTown({ type: wide });
  using app = town.app;
  const [ada, ben, cleo] = town.hosts.map(({ id }) => id) as [string, string, string];
  for (const week of [1, 2]) await take(town, 1, week);
  for (const week of [1, 2, 3]) await take(town, 2, week);
  await block(app, ada, teamRequest().guest.email);
  const dates = await datesOf(app, await bookings.request(app, teamRequest({ book: "free" })));
  assert.deepEqual(dates.map(({ hosts, start }) => [hosts, (start - mondayTen) / WEEK]), [
    [[ben], 0],
    [[ben], 3],
  ]);
  await block(app, ben, teamRequest().guest.email);
  const again = teamRequest({ book: "free" }, { start: mondayTen + HOUR });
  const last = await datesOf(app, await bookings.request(app, again));
  assert.deepEqual(new Set(last.flatMap(({ hosts }) => hosts)), new Set([cleo]));
  await block(app, cleo, teamRequest().guest.email);
  const nobody = teamRequest({ book: "free" }, { start: mondayTen + 2 * HOUR });
  const refused = await bookings.request(app, nobody);
  assert(!refused.ok && refused.refusal.code === "declined");
});

Deno.test("a series of a collective holds the time of everybody on each date", async () => {
  const town = await teamTown({ type: wide, terms: { mode: "collective" } });
  using app = town.app;
  const ids = town.hosts.map(({ id }) => id);
  const dates = await datesOf(app, await bookings.request(app, teamRequest()));
  assert.deepEqual(dates.map(({ hosts }) => hosts), Array(4).fill(ids));
  const decision = { answer: "confirm" as const, hostId: ids[0]!, message: "" };
  const shown = new Map(dates.map(({ id, revision }) => [id, { revision, acknowledged: null }]));
  const decided = await bookings.decideSeries(app, dates[0]!, { ...decision, dates: shown });
  assert(decided.every(({ outcome }) => outcome.ok), JSON.stringify(decided));
  const ended = await bookings.cancelFrom(app, dates[1]!, {
    by: { actor: "guest" },
    reason: "",
    revision: null,
  });
  assert.equal(ended.length, 3);
  const left = await getSeries(app.kv, dates[0]!.series!.id);
  assert.deepEqual(left.map(({ status }) => status).slice(1), Array(3).fill("CANCELLED"));
  assert.deepEqual(faultsIn(await dumpBookings(app.kv), await dumpHolds(app.kv), app.now()), []);
});

Deno.test("a cancelled series of a round robin gives every assignment back", async () => {
  const town = await teamTown({ type: { ...wide, decision: "instant" } });
  using app = town.app;
  const dates = await datesOf(app, await bookings.request(app, teamRequest()));
  const by = { actor: "guest" as const };
  const ended = await bookings.cancelFrom(app, dates[0]!, { by, reason: "", revision: null });
  assert(ended.every(({ outcome }) => outcome.ok), JSON.stringify(ended));
  const rotation = await getRotation(app.kv, town.team.id, town.type.id);
  assert.deepEqual(town.hosts.map(({ id }) => rotation![id]?.count ?? 0), [0, 0, 0]);
});

Deno.test("a series with seats: each date is a slot of its own, and a second guest shares them", async () => {
  const { app } = await town({ type: { slug: "class", seats: 2, decision: "instant", ...wide } });
  using _ = app;
  const first = await datesOf(
    app,
    await bookings.request(app, seriesRequest({}, { slug: "class" })),
  );
  assert.equal(new Set(first.map(({ slot }) => slot)).size, 4);
  const guest = { ...seriesRequest().guest, email: "alan@example.com" };
  const second = await bookings.request(app, seriesRequest({}, { slug: "class", guest }));
  const dates = await datesOf(app, second);
  assert.deepEqual(dates.map(({ slot }) => slot), first.map(({ slot }) => slot));
  for (const { slot } of dates) assert.equal((await getSlot(app.kv, slot))!.bookingIds.length, 2);
  const third = { ...guest, email: "ada@example.net" };
  const refused = await bookings.request(app, seriesRequest({}, { slug: "class", guest: third }));
  assert(!refused.ok && refused.refusal.code === "taken");
});

Deno.test("a series uses a private link once, and gives it back with its last date", async () => {
  const { app, host, type } = await town({
    type: { slug: "talk", privateLinkOnly: true, decision: "instant", ...wide },
  });
  using _ = app;
  const made = await privateLinks.create(app, host, type.id, { label: "", uses: 1, until: null });
  assert(made.ok);
  const address = await privateLinks.addressOf(app, host, type, made.value);
  const link = new URL(address).searchParams.get("link");
  const dates = await datesOf(
    app,
    await bookings.request(app, seriesRequest({}, { slug: "talk", link })),
  );
  assert.equal(dates.length, 4);
  const again = () =>
    bookings.request(app, seriesRequest({}, { slug: "talk", link, start: mondayTen + DAY }));
  const used = await again();
  assert(!used.ok && used.refusal.code === "link-used");
  const by = { actor: "guest" as const };
  const end = (n: number) => bookings.cancel(app, dates[n]!.id, { by, reason: "", revision: null });
  for (const n of [0, 1, 2]) assert((await end(n)).ok);
  assert(!(await again()).ok);
  assert((await end(3)).ok);
  assert((await again()).ok);
});

Deno.test("a series is one use of a private link for several, however many dates it has", async () => {
  const { app, host, type } = await town({
    type: { slug: "talk", decision: "instant", ...wide },
  });
  using _ = app;
  const made = await privateLinks.create(app, host, type.id, { label: "", uses: 2, until: null });
  assert(made.ok);
  const address = await privateLinks.addressOf(app, host, type, made.value);
  const link = new URL(address).searchParams.get("link");
  const book = (day: number) =>
    bookings.request(
      app,
      seriesRequest({}, { slug: "talk", link, start: mondayTen + day * DAY }),
    );
  assert((await book(0)).ok);
  const used = async () => (await privateLinks.list(app, host, type))[0]!.used;
  assert.equal(await used(), 1);
  for (const { id } of await dumpBookings(app.kv)) await app.kv.delete(keys.booking(id));
  assert.equal(await used(), 1, "the dates of a series that are purged are one use as well");
  assert((await book(1)).ok);
  const third = await book(2);
  assert(!third.ok && third.refusal.code === "link-used");
});

Deno.test("a series of a round robin that moves to another member counts for them", async () => {
  const town = await teamTown({
    type: { ...wide, decision: "instant" },
    terms: { keepsHost: false },
    names: ["ada", "ben"],
  });
  using app = town.app;
  const [ada, ben] = town.hosts.map(({ id }) => id) as [string, string];
  const dates = await datesOf(app, await bookings.request(app, teamRequest()));
  assert.equal(new Set(dates.flatMap(({ hosts }) => hosts)).size, 1);
  const moved = await bookings.rescheduleFrom(app, dates[0]!, {
    by: { actor: "guest" },
    start: mondayTen + DAY,
    revision: null,
  });
  assert.equal(moved.filter(({ outcome }) => outcome.ok).length, 4, JSON.stringify(moved));
  const is = await getSeries(app.kv, dates[0]!.series!.id);
  const rotation = await getRotation(app.kv, town.team.id, town.type.id);
  for (const id of [ada, ben]) {
    const taken = is.filter(({ hosts }) => hosts.includes(id)).length;
    assert.equal(rotation![id]?.count ?? 0, taken, JSON.stringify(rotation));
  }
});

Deno.test("a series whose dates were decided on under different guards of a host is decided again", async () => {
  const town = await teamTown({
    type: { ...wide, seats: 2, decision: "instant" },
    terms: { mode: "collective" },
  });
  using app = town.app;
  const shared = { username: "", teamSlug: "mill", slug: "visit", start: mondayTen + WEEK };
  await ask(app, shared);
  // Another instance takes the first date's time of one of them after it was decided on.
  const kv = beforeReading(app.kv, "slot", async () => {
    await ask(app, { username: "ada", slug: "intro-call", start: mondayTen });
  });
  const guest = { email: "alan@example.com" };
  const outcome = await bookings.request(
    { ...app, kv, withLock: <T>(_: readonly string[], act: () => Promise<T>) => act() },
    teamRequest({ dates: 2 }, { guest }),
  );
  assert(!outcome.ok && outcome.refusal.code === "taken", JSON.stringify(outcome));
  assert.deepEqual(faultsIn(await dumpBookings(app.kv), await dumpHolds(app.kv), app.now()), []);
});

for (const mode of ["round-robin", "collective"] as const) {
  Deno.test(`series of a ${mode} at once: no time is given twice, and each is whole`, async () => {
    for (let round = 0; round < 6; round++) {
      const town = await teamTown({ type: { ...wide, decision: "instant" }, terms: { mode } });
      using app = town.app;
      // Another program has locks of its own.
      const other = { ...app, withLock: <T>(_: readonly string[], act: () => Promise<T>) => act() };
      const outcomes = await Promise.all(Array.from({ length: 8 }, (_, n) => {
        const guest = { ...seriesRequest().guest, email: `guest-${n}@example.com` };
        const start = mondayTen + (n % 4) * WEEK;
        const book = n % 2 ? "free" : "all";
        return bookings.request(n % 3 ? app : other, teamRequest({ book }, { guest, start }));
      }));
      for (const outcome of outcomes) {
        if (!outcome.ok) assert.equal(outcome.refusal.code, "taken");
        else if (outcome.value.booking.series!.number === 1) await datesOf(app, outcome);
      }
      assert(outcomes.some(({ ok }) => ok));
    }
  });
}

Deno.test("a series of a round robin: declined dates are passed on, and moved ones stay with the team", async () => {
  const town = await teamTown({ type: wide, terms: { whenDeclined: "next-member" } });
  using app = town.app;
  const dates = await datesOf(app, await bookings.request(app, teamRequest()));
  const [hostId] = dates[0]!.hosts as [string];
  const shown = new Map(dates.map(({ id, revision }) => [id, { revision, acknowledged: null }]));
  const decision = { answer: "reject" as const, hostId, message: "", dates: shown };
  const decided = await bookings.decideSeries(app, dates[0]!, decision);
  assert(decided.every(({ outcome }) => outcome.ok), JSON.stringify(decided));
  const passed = await getSeries(app.kv, dates[0]!.series!.id);
  assert(passed.every(({ status, hosts }) => status === "PENDING" && !hosts.includes(hostId)));
  const by = { actor: "guest" as const };
  const moved = await bookings.rescheduleFrom(app, passed[1]!, {
    by,
    start: passed[1]!.start + DAY,
    revision: null,
  });
  assert.equal(moved.filter(({ outcome }) => outcome.ok).length, 3);
  assert.deepEqual(violations(await dumpBookings(app.kv), app.now()), []);
  assert.deepEqual(faultsIn(await dumpBookings(app.kv), await dumpHolds(app.kv), app.now()), []);
});
