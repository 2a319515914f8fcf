import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { listHolds } from "$lib/server/store/ledger.ts";
import { getSeries } from "$lib/server/store/bookings.ts";
import { eachBooking } from "$lib/server/store/scan.ts";
import { violations } from "../../proofs/invariant-checker.ts";
import { MortalStore } from "../../support/crashing-store.ts";
import { dumpBookings } from "../../support/dump-store.ts";
import { refusal } from "../../support/granted.ts";
import { fullText } from "../../support/largest-values.ts";
import { repeatingTown, seriesRequest } from "../../support/repeating.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import type { TestApp } from "../../support/test-app.ts";
import { ask, bookingRequest, configuredApp, mondayTen, type Town } from "../../support/town.ts";

const WEEK = 7 * DAY;

/** The dates of the response to a series. */
function datesOf(outcome: Awaited<ReturnType<typeof bookings.request>>) {
  assert(outcome.ok, JSON.stringify(outcome));
  return outcome.value.response.series!.dates;
}

const codeOf = (outcome: { ok: true } | { ok: false; refusal: { code: string } }) =>
  outcome.ok ? "ok" : outcome.refusal.code;

/** Every booking's time is in the ledger once, and no time is held twice. */
async function assertNothingTwice({ app, host }: Pick<Town, "app" | "host">, live: number) {
  assert.deepEqual(violations(await dumpBookings(app.kv), app.now()), []);
  const held = await listHolds(app.kv, host.id, {
    start: mondayTen - DAY,
    end: mondayTen + 54 * WEEK,
  });
  assert.equal(held.length, live);
}

Deno.test("series: all dates are bookings of their own with one series, found in their order", async () => {
  const stage = await repeatingTown(), { app } = stage;
  const dates = datesOf(await bookings.request(app, seriesRequest()));
  assert.deepEqual(
    dates.map(({ startsAt }) => Date.parse(startsAt)),
    [0, 1, 2, 3].map((n) => mondayTen + n * WEEK),
  );
  const series = await getSeries(app.kv, stageSeries(await all(app))!);
  assert.deepEqual(series.map(({ id }) => id), dates.map(({ id }) => id));
  assert.deepEqual(series.map(({ series }) => series!.number), [1, 2, 3, 4]);
  assert.equal(new Set(series.map(({ uid }) => uid)).size, 4);
  assert(series.every(({ status }) => status === "PENDING"));
  await assertNothingTwice(stage, 4);
});

Deno.test("series: one taken date and none is booked; of the free ones the others are", async () => {
  const stage = await repeatingTown(), { app } = stage;
  await ask(app, { start: mondayTen + 2 * WEEK });
  const refused = await bookings.request(app, seriesRequest());
  assert(!refused.ok && refused.refusal.code === "taken");
  assert.deepEqual(refused.refusal.dates, [mondayTen + 2 * WEEK]);
  await assertNothingTwice(stage, 1);

  const dates = datesOf(await bookings.request(app, seriesRequest({ book: "free" })));
  assert.deepEqual(dates.map(({ refused }) => refused), [null, null, "taken", null]);
  await assertNothingTwice(stage, 4);
});

Deno.test("series: where no date is free nothing is booked, and the key can be used again", async () => {
  const { app } = await repeatingTown();
  const key = { route: "test", value: "a-key-of-many-letters" };
  const night = seriesRequest({ book: "free" }, { start: mondayTen - 8 * HOUR, key });
  assert.equal(codeOf(await bookings.request(app, night)), "not-offered");
  const day = seriesRequest({ book: "free" }, { key });
  assert.equal(datesOf(await bookings.request(app, day)).length, 4);
});

Deno.test("series: not where the type does not repeat, nor more dates than it takes", async () => {
  const { app, host, type } = await repeatingTown();
  const fields = async (given = seriesRequest()) => {
    return refusal(await bookings.request(app, given)).fields;
  };
  await app.kv.set(keys.eventType(host.id, type.id), { ...type, seriesDates: 3 });
  assert.deepEqual(await fields(), { series: "series-dates" });
  await app.kv.set(keys.eventType(host.id, type.id), { ...type, seriesDates: 1 });
  assert.deepEqual(await fields(), { series: "series-off" });
  assert.equal((await all(app)).length, 0);
});

for (const book of ["all", "free"] as const) {
  Deno.test(`series, ${book}: nothing is booked of a type that stopped repeating meanwhile`, async () => {
    const { app, host, type } = await repeatingTown();
    const { withLock } = app;
    app.withLock = async (ids, work) => {
      await app.kv.set(keys.eventType(host.id, type.id), { ...type, seriesDates: 1 });
      return await withLock(ids, work);
    };
    const outcome = await refusal(bookings.request(app, seriesRequest({ book })));
    assert.equal(outcome.fields?.series, "series-off");
    assert.equal((await all(app)).length, 0);
  });

  Deno.test(`series, ${book}: the same key gets the same answer, and another request under it none`, async () => {
    const stage = await repeatingTown(), { app } = stage;
    const same = seriesRequest({ book }, {
      key: { route: "test", value: "a-key-of-many-letters" },
    });
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => bookings.request(app, same)),
    );
    const later = await bookings.request(app, same);
    for (const outcome of [...outcomes, later]) {
      assert.deepEqual(datesOf(outcome), datesOf(outcomes[0]!));
    }
    assert(later.ok && later.value.replayed);
    const other = { ...same, series: { ...same.series, dates: 5 } };
    assert.equal(codeOf(await bookings.request(app, other)), "key-reused");
    await assertNothingTwice(stage, 4);
  });

  Deno.test(`series, ${book}: a day later the same key books anew, and what was cancelled stays as it is`, async () => {
    const stage = await repeatingTown(), { app } = stage;
    const key = { route: "test", value: "a-key-of-many-letters" };
    const same = seriesRequest({ book }, { start: mondayTen + 2 * WEEK, key });
    const before = datesOf(await bookings.request(app, same));
    for (const { id } of before) {
      const byGuest = { by: { actor: "guest" as const }, reason: "", revision: null };
      assert((await bookings.cancel(app, id!, byGuest)).ok);
    }
    app.at(app.now() + DAY + MINUTE);
    const after = datesOf(await bookings.request(app, same));
    assert(after.every(({ status }) => status === "PENDING"));
    assert.equal(new Set([...before, ...after].map(({ id }) => id)).size, 8);
    const statuses = (await all(app)).map(({ status }) => status).sort();
    assert.deepEqual(statuses, [...Array(4).fill("CANCELLED"), ...Array(4).fill("PENDING")]);
    await assertNothingTwice(stage, 4);
  });

  Deno.test(`series, ${book}: many at once with single requests, and no time is given twice`, async () => {
    // Without a queue the guard alone decides.
    const stage = await repeatingTown({ app: { withLock: (_, work) => work() } }), { app } = stage;
    const email = (n: number) => ({ ...seriesRequest().guest, email: `guest-${n}@example.org` });
    const outcomes = await Promise.all(
      Array.from({ length: 24 }, (_, n) => {
        const start = mondayTen + (n % 3) * 15 * MINUTE;
        const guest = email(n);
        return n % 2
          ? bookings.request(app, seriesRequest({ book }, { start, guest }))
          : bookings.request(app, bookingRequest({ start: start + (n % 4) * WEEK, guest }));
      }),
    );
    assert(outcomes.every((each) => ["ok", "taken", "busy"].includes(codeOf(each))));
    const made = await all(app);
    assert(made.length > 0);
    const whole = Object.groupBy(made.filter(({ series }) => series), ({ series }) => series!.id);
    if (book === "all") {
      for (const dates of Object.values(whole)) assert.equal(dates!.length, 4);
    }
    await assertNothingTwice(stage, made.length);
  });

  Deno.test(`series, ${book}: earlier dates count against the limits of the later ones`, async () => {
    const { app, host, type } = await repeatingTown();
    const bookingLimits = { day: null, week: null, month: 3 };
    await app.kv.set(keys.eventType(host.id, type.id), { ...type, bookingLimits });
    const outcome = await bookings.request(app, seriesRequest({ book, dates: 5 }));
    if (book === "all") {
      assert.equal(codeOf(outcome), "not-offered");
      assert.equal((await all(app)).length, 0);
    } else {
      const refused = datesOf(outcome).map(({ refused }) => refused);
      assert.deepEqual(refused, [null, null, null, "not-offered", "not-offered"]);
    }
  });
}

Deno.test("series, free: two different requests at once under one key, and only one is booked", async () => {
  const stage = await repeatingTown({ app: { withLock: (_, work) => work() } }), { app } = stage;
  const key = { route: "test", value: "a-key-of-many-letters" };
  const outcomes = await Promise.all(Array.from({ length: 8 }, (_, n) => {
    const start = mondayTen + n * 30 * MINUTE;
    return bookings.request(app, seriesRequest({ book: "free" }, { start, key }));
  }));
  const codes = outcomes.map(codeOf).sort();
  assert.deepEqual(codes, [...Array(7).fill("key-reused"), "ok"]);
  await assertNothingTwice(stage, 4);
});

Deno.test("series: counts once against pending requests, in both ways", async () => {
  for (const book of ["all", "free"] as const) {
    const { app } = await repeatingTown();
    using _ = app;
    app.settings.pendingPerGuest = 2;
    assert.equal(codeOf(await bookings.request(app, seriesRequest({ book }))), "ok");
    const { guest } = seriesRequest();
    const single = (n: number) => bookingRequest({ start: mondayTen + n * HOUR, guest });
    assert.equal(codeOf(await bookings.request(app, single(1))), "ok");
    assert.equal(codeOf(await bookings.request(app, single(2))), "too-many-pending");
    const further = seriesRequest({ book }, { start: mondayTen + 3 * HOUR });
    assert.equal(codeOf(await bookings.request(app, further)), "too-many-pending");
  }
});

Deno.test("series: each confirmed date counts against the upcoming ones", async () => {
  const { app } = await repeatingTown();
  app.settings.upcomingPerGuest = 3;
  const coffee = seriesRequest({}, { slug: "coffee" });
  assert.equal(codeOf(await bookings.request(app, coffee)), "too-many-upcoming");
  const free = datesOf(
    await bookings.request(app, seriesRequest({ book: "free" }, { slug: "coffee" })),
  );
  assert.deepEqual(free.map(({ refused }) => refused), [null, null, null, "too-many-upcoming"]);
  const made = await all(app);
  assert(made.every(({ status }) => status === "CONFIRMED"));
});

Deno.test("series: what is too large for one commit is refused in words, however it is asked for", async () => {
  const { app } = await repeatingTown();
  using _ = app;
  const words = Array.from({ length: 60 }, (_, n) => `${fullText(14)}${n}`).join(" ").slice(
    0,
    1000,
  );
  const guest = { ...seriesRequest().guest, note: words };
  for (const book of ["all", "free"] as const) {
    const large = seriesRequest({ dates: 12, book }, { guest });
    assert.equal(codeOf(await bookings.request(app, large)), "too-many-dates");
    assert.equal((await all(app)).length, 0);
  }
});

Deno.test("series: twelve dates of an ordinary request fit into one commit", async () => {
  const { app } = await repeatingTown();
  const guest = { ...seriesRequest().guest, note: "It is about the mill by the river. ".repeat(8) };
  const outcome = await bookings.request(app, seriesRequest({ dates: 12 }, { guest }));
  assert.equal(datesOf(outcome).length, 12);
});

for (const when of ["before", "after"] as const) {
  Deno.test(`series: it dies ${when} its commit, and a retry books nothing twice`, async () => {
    await using folder = await tempFolder();
    const store = await MortalStore.open(`${folder.path}/kv`);
    using _ = store;
    const stage = await repeatingTown({ on: await open(store) });
    const request = seriesRequest({ book: "free" }, {
      key: { route: "test", value: "a-key-of-many-letters" },
    });
    store.doom(when, 0);
    await assert.rejects(() => bookings.request(stage.app, request));
    await store.reopen();
    const app = await open(store);
    assert.equal((await all(app)).length, when === "before" ? 0 : 4);
    const dates = datesOf(await bookings.request(app, request));
    assert(dates.every(({ refused }) => refused === null));
    assert.deepEqual(datesOf(await bookings.request(app, request)), dates);
    assert.equal((await all(app)).length, 4);
    await assertNothingTwice({ ...stage, app }, 4);
  });
}

function open({ kv }: MortalStore): Promise<TestApp> {
  return configuredApp({ kv });
}

async function all(app: TestApp): Promise<Booking[]> {
  return await Array.fromAsync(eachBooking(app.kv));
}

function stageSeries([first]: Booking[]): string | undefined {
  return first?.series?.id;
}
