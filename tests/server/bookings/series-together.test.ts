import assert from "node:assert/strict";
import fc from "fast-check";
import type { Booking } from "$lib/scheduling/booking.ts";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { getBooking, getSeries } from "$lib/server/store/bookings.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { shortenBooking } from "$lib/server/store/stored-booking.ts";
import { faultsIn, violations } from "../../proofs/invariant-checker.ts";
import { MortalStore } from "../../support/crashing-store.ts";
import { dumpBookings, dumpHolds } from "../../support/dump-store.ts";
import { granted } from "../../support/granted.ts";
import { fullText } from "../../support/largest-values.ts";
import { repeatingTown, seriesRequest } from "../../support/repeating.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import type { TestApp } from "../../support/test-app.ts";
import { ask, bookingRequest, configuredApp, mondayTen } from "../../support/town.ts";

const WEEK = 7 * DAY;
const guest = { actor: "guest" as const };
const instant = (dates = 4) => seriesRequest({ dates }, { slug: "coffee" });

async function booked(app: TestApp, request = instant()): Promise<Booking[]> {
  const outcome = await granted(bookings.request(app, request));
  return await getSeries(app.kv, outcome.booking.series!.id);
}

async function now(app: TestApp, [first]: readonly Booking[]): Promise<Booking[]> {
  const dates = await getSeries(app.kv, first!.series!.id);
  assert.deepEqual(violations(await dumpBookings(app.kv), app.now()), []);
  assert.deepEqual(faultsIn(await dumpBookings(app.kv), await dumpHolds(app.kv), app.now()), []);
  return dates;
}

/** How many weeks after the first Monday each date is. */
const weeks = (dates: readonly Booking[]) => dates.map(({ start }) => (start - mondayTen) / WEEK);
const statuses = (dates: readonly Booking[]) => dates.map(({ status }) => status);
const codes = (outcomes: readonly bookings.DateOutcome[]) =>
  outcomes.map(({ outcome }) => outcome.ok ? "ok" : outcome.refusal.code);

function move(app: TestApp, date: Booking, by: number) {
  const { start, revision } = date;
  return bookings.rescheduleFrom(app, date, { by: guest, start: start + by, revision });
}

function decision(answer: "confirm" | "reject", hostId: string, dates: readonly Booking[]) {
  const shown = dates.map(({ id, revision }) => [id, { revision, acknowledged: null }] as const);
  return { answer, hostId, message: "Gladly", dates: new Map(shown) };
}

Deno.test("rescheduleFrom: by one period each date takes the place that the next one leaves", async () => {
  const { app } = await repeatingTown();
  const dates = await booked(app);
  assert.deepEqual(codes(await move(app, dates[1]!, WEEK)), ["ok", "ok", "ok"]);
  assert.deepEqual(weeks(await now(app, dates)), [0, 2, 3, 4]);
  assert.deepEqual(codes(await move(app, (await now(app, dates))[1]!, -WEEK)), ["ok", "ok", "ok"]);
  assert.deepEqual(weeks(await now(app, dates)), [0, 1, 2, 3]);
});

Deno.test("rescheduleFrom: dates that overlap what they leave move by half an hour, for a host too", async () => {
  const { app, host } = await repeatingTown();
  const dates = await booked(app, seriesRequest());
  const by = { actor: "host" as const, hostId: host.id, force: false };
  const [first] = dates;
  const start = first!.start + WEEK + HOUR / 2;
  const outcomes = await bookings.rescheduleFrom(app, first!, { by, start, revision: null });
  assert.deepEqual(codes(outcomes), ["ok", "ok", "ok", "ok"]);
  const after = await now(app, dates);
  assert.deepEqual(
    after.map(({ start }, n) => start - dates[n]!.start),
    Array(4).fill(WEEK + HOUR / 2),
  );
  const stranger = { ...by, hostId: "somebody" };
  const refused = await bookings.rescheduleFrom(app, after[0]!, {
    by: stranger,
    start: start + WEEK,
    revision: null,
  });
  assert.deepEqual(codes(refused), ["not-found"]);
});

Deno.test("rescheduleFrom: a date that stays is in the way of the one before it, and none moves", async () => {
  const { app } = await repeatingTown();
  const dates = await booked(app);
  await ask(app, { start: mondayTen + 4 * WEEK });
  const [outcome] = await move(app, dates[0]!, WEEK);
  assert(!outcome!.outcome.ok && outcome!.outcome.refusal.code === "taken");
  assert.equal(outcome!.outcome.refusal.alternatives?.length, 4);
  assert.deepEqual(weeks(await now(app, dates)), [0, 1, 2, 3]);
});

Deno.test("rescheduleFrom: where the first date cannot move, none does", async () => {
  const { app } = await repeatingTown();
  const dates = await booked(app);
  await ask(app, { start: mondayTen + DAY });
  assert.deepEqual(codes(await move(app, dates[0]!, DAY)), ["taken"]);
  const { id, start } = dates[0]!;
  assert((await bookings.cancel(app, id, { by: guest, reason: "", revision: null })).ok);
  const ended = await bookings.rescheduleFrom(app, dates[0]!, {
    by: guest,
    start: start + 2 * DAY,
    revision: null,
  });
  assert.deepEqual(codes(ended), ["already-cancelled"]);
  assert.deepEqual(weeks(await now(app, dates)), [0, 1, 2, 3]);
});

Deno.test("rescheduleFrom: dates that a clock change would bring to one time stay apart", async () => {
  const { app, host } = await repeatingTown();
  // In Berlin the clock skips the hour from two on 28 March 2027.
  const sunday = Date.UTC(2027, 2, 14, 9), night = Date.UTC(2027, 2, 21, 1, 30);
  const dates = await booked(app, { ...instant(3), start: mondayTen + 18 * WEEK });
  const by = { actor: "host" as const, hostId: host.id, force: false };
  for (const [n, start] of [sunday, night, night + HOUR / 2].entries()) {
    const moved = { by, start, revision: null, key: null };
    assert((await bookings.reschedule(app, dates[n]!.id, moved)).ok);
  }
  const [first] = await now(app, dates);
  const start = sunday + WEEK;
  const outcomes = await bookings.rescheduleFrom(app, first!, { by, start, revision: null });
  assert.deepEqual(codes(outcomes), ["ok", "ok", "taken"]);
  assert.deepEqual(
    (await now(app, dates)).map(({ start }) => start),
    [start, Date.UTC(2027, 2, 28, 1), night + HOUR / 2],
  );
});

Deno.test("rescheduleFrom: a date that the host is asked about keeps its time, and no other takes it", async () => {
  const { app, host } = await repeatingTown();
  const dates = await booked(app, seriesRequest());
  await bookings.decideSeries(app, dates[0]!, decision("confirm", host.id, dates));
  const confirmed = await now(app, dates);
  assert.deepEqual(codes(await move(app, confirmed[0]!, WEEK)), ["taken"]);
  assert.deepEqual(codes(await move(app, confirmed[0]!, DAY)), ["ok", "ok", "ok", "ok"]);
  const asked = await now(app, dates);
  assert(asked.every(({ rescheduleRequest }) => rescheduleRequest !== null));
  assert.deepEqual(weeks(asked), [0, 1, 2, 3]);
});

Deno.test("rescheduleFrom: twice at once the dates have moved once", async () => {
  const { app } = await repeatingTown();
  const dates = await booked(app);
  const outcomes = await Promise.all([1, 2, 3, 4].map(() => move(app, dates[0]!, WEEK)));
  assert(outcomes.flat().every(({ outcome }) => outcome.ok));
  assert.deepEqual(weeks(await now(app, dates)), [1, 2, 3, 4]);
});

Deno.test("rescheduleFrom: counts once against how often a guest may reschedule, whatever the number of dates", async () => {
  const { app } = await repeatingTown({ app: { sendMail: () => Promise.resolve() } });
  let dates = await booked(app, instant(12));
  for (let n = 1; n <= 5; n++) {
    assert.deepEqual(codes(await move(app, dates[0]!, n % 2 ? WEEK : -WEEK)), Array(12).fill("ok"));
    dates = await now(app, dates);
  }
});

Deno.test("decideSeries: dates with an old revision stay, and the others are decided with them", async () => {
  const { app, host } = await repeatingTown();
  const dates = await booked(app, seriesRequest());
  const asked = decision("reject", host.id, dates);
  asked.dates.set(dates[2]!.id, { revision: 7, acknowledged: null });
  const outcomes = await bookings.decideSeries(app, dates[0]!, asked);
  assert.deepEqual(codes(outcomes), ["ok", "ok", "changed", "ok"]);
  assert.deepEqual(statuses(await now(app, dates)), [
    "REJECTED",
    "REJECTED",
    "PENDING",
    "REJECTED",
  ]);
  assert.equal((await now(app, dates))[0]!.message, "Gladly");
});

Deno.test("decideSeries and cancelFrom: what is too large for one commit is done date by date", async () => {
  const { app, host } = await repeatingTown();
  using _ = app;
  const note = Array.from({ length: 60 }, (_, n) => `${fullText(14)}${n}`).join(" ").slice(0, 1000);
  const dates = await booked(app, seriesRequest({ dates: 12 }));
  // As if it had been booked with a note for which twelve dates are too large.
  for (const { id } of dates) {
    const booking = (await getBooking(app.kv, id))!;
    await app.kv.set(
      keys.booking(id),
      shortenBooking({ ...booking, guest: { ...booking.guest, note } }),
    );
  }
  assert.equal(dates.length, 12);
  const outcomes = await bookings.decideSeries(app, dates[0]!, decision("confirm", host.id, dates));
  assert.deepEqual(codes(outcomes), Array(12).fill("ok"));
  const [first] = await now(app, dates);
  const revision = first!.revision;
  const ended = await bookings.cancelFrom(app, first!, { by: guest, reason: "", revision });
  assert.deepEqual(codes(ended), Array(12).fill("ok"));
  assert.deepEqual(statuses(await now(app, dates)), Array(12).fill("CANCELLED"));
});

Deno.test("cancelFrom: by its host, and by nobody else's", async () => {
  const { app, host } = await repeatingTown();
  const dates = await booked(app);
  const cancelAs = (hostId: string) => {
    const by = { actor: "host" as const, hostId };
    return bookings.cancelFrom(app, dates[2]!, { by, reason: "Ill", revision: null });
  };
  assert.deepEqual(codes(await cancelAs("somebody")), ["not-found"]);
  assert.deepEqual(codes(await cancelAs(host.id)), ["ok", "ok"]);
  assert.deepEqual(statuses(await now(app, dates)), [
    "CONFIRMED",
    "CONFIRMED",
    "CANCELLED",
    "CANCELLED",
  ]);
});

const verbs = {
  move: (app: TestApp, dates: readonly Booking[]) => move(app, dates[0]!, WEEK),
  cancel: (app: TestApp, dates: readonly Booking[]) =>
    bookings.cancelFrom(app, dates[0]!, { by: guest, reason: "", revision: null }),
  confirm: (app: TestApp, dates: readonly Booking[]) =>
    bookings.decideSeries(app, dates[0]!, decision("confirm", dates[0]!.hosts[0]!, dates)),
  decline: (app: TestApp, dates: readonly Booking[]) =>
    bookings.decideSeries(app, dates[0]!, decision("reject", dates[0]!.hosts[0]!, dates)),
};

for (const [verb, run] of Object.entries(verbs)) {
  for (const when of ["before", "after"] as const) {
    Deno.test(`${verb}: it dies ${when} the commit, and ${when === "before" ? "no" : "every"} date has changed`, async () => {
      await using folder = await tempFolder();
      const store = await MortalStore.open(`${folder.path}/kv`);
      using _ = store;
      const stage = await repeatingTown({ on: await configuredApp({ kv: store.kv }) });
      const dates = await booked(stage.app, seriesRequest());
      store.doom(when);
      await assert.rejects(() => run(stage.app, dates));
      await store.reopen();
      const app = await configuredApp({ kv: store.kv });
      const after = await now(app, dates);
      const changed = after.filter(({ revision }, n) => revision !== dates[n]!.revision);
      assert.equal(changed.length, when === "before" ? 0 : 4);
    });
  }
}

Deno.test("series: whatever guests and host do to it at once, no time is held twice", async () => {
  const change = fc.record({
    verb: fc.constantFrom("move", "cancel", "host", "one", "request"),
    date: fc.nat(3),
    by: fc.constantFrom(WEEK, -WEEK, 2 * WEEK, DAY, HOUR / 2, -HOUR / 2),
  });
  const isInstant = fc.boolean();
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 2, maxLength: 6 }),
      isInstant,
      async (changes, isInstant) => {
        const { app, host } = await repeatingTown();
        using _ = app;
        const dates = await booked(app, isInstant ? instant() : seriesRequest());
        await Promise.all(changes.map(async ({ verb, date, by }) => {
          const was = dates[date]!;
          const start = was.start + by;
          const asHost = { actor: "host" as const, hostId: host.id, force: false };
          if (verb === "request") return await bookings.request(app, bookingRequest({ start }));
          if (verb === "one") {
            return await bookings.reschedule(app, was.id, {
              by: guest,
              start,
              revision: null,
              key: null,
            });
          }
          if (verb === "cancel") {
            return await bookings.cancelFrom(app, was, { by: guest, reason: "", revision: null });
          }
          const mover = verb === "host" ? asHost : guest;
          return await bookings.rescheduleFrom(app, was, { by: mover, start, revision: null });
        }));
        await now(app, dates);
        for (const { id } of dates) assert(await getBooking(app.kv, id));
      },
    ),
    { numRuns: 40 },
  );
});
