/** A series whose dates have grown apart, attacked in what is done to all of them. */
import assert from "node:assert/strict";
import { dateAt } from "$lib/scheduling/day.ts";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { changeExtraGuests } from "$lib/server/bookings/change-extra-guests.ts";
import { clearFromDays } from "$lib/server/bookings/clear-time-off.ts";
import { propose } from "$lib/server/bookings/propose.ts";
import { readEmailCount } from "$lib/server/changes/recipient-limit.ts";
import { getEventTypeBySlug } from "$lib/server/store/event-types.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { getSeries } from "$lib/server/store/bookings.ts";
import { faultsIn, violations } from "../../proofs/invariant-checker.ts";
import { MortalStore } from "../../support/crashing-store.ts";
import { dumpBookings, dumpHolds } from "../../support/dump-store.ts";
import { granted, refusal } from "../../support/granted.ts";
import { repeatingTown, seriesRequest } from "../../support/repeating.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import {
  addEventType,
  bookingRequest,
  configuredApp,
  mondayTen,
  type Town,
} from "../../support/town.ts";

const WEEK = 7 * DAY;
const guest = { actor: "guest" as const };
const sendMail = () => Promise.resolve();
const right = { email: "hopper@example.com", revision: null };

/** Four dates of a type that takes extra guests. */
async function stage(slug: string, town?: Town) {
  const given = town ?? await repeatingTown({ app: { sendMail } });
  const { app, host } = given;
  const wide = { seriesDates: 4, bookingWindowDays: 365 };
  await addEventType(app, host, { slug: "checked", requireVerifiedEmail: true, ...wide });
  const type = await getEventTypeBySlug(app.kv, host.id, slug);
  await app.kv.set(keys.eventType(host.id, type!.id), { ...type!, allowExtraGuests: true });
  const id = granted(await bookings.request(app, seriesRequest({}, { slug }))).booking.series!.id;
  return { ...given, id, series: () => getSeries(app.kv, id) };
}

const alan = { guests: ["alan@example.com"], revision: null };

Deno.test("series: who comes along to a later date alone is counted with what is done to all dates", async () => {
  const { app, series } = await stage("coffee");
  const [first, , third] = await series();
  assert((await changeExtraGuests(app, third!.id, alan)).ok);
  const { id, verification } = third!;
  assert((await bookings.verifyGuestEmail(app, id, verification.link)).ok);
  const counted = async () => (await readEmailCount(app, "alan@example.com", app.now())).sent;
  const before = await counted();
  const start = first!.start + DAY;
  await bookings.rescheduleFrom(app, first!, { by: guest, start, revision: null });
  assert.equal(await counted(), before + 1);
  await bookings.cancelFrom(app, first!, { by: guest, reason: "", revision: null });
  assert.equal(await counted(), before + 2);
});

Deno.test("correctGuestEmail: to the address of who comes along to a later date, and no date is corrected", async () => {
  const { app, series } = await stage("checked");
  const [first, , third] = await series();
  assert((await changeExtraGuests(app, third!.id, alan)).ok);
  app.at(app.now() + 2 * MINUTE);
  const to = { email: "alan@example.com", revision: null };
  const refused = await refusal(bookings.correctGuestEmail(app, first!.id, to));
  assert.deepEqual(refused.fields, { email: "email-of-extra-guest" });
  assert((await series()).every(({ guest }) => guest.email === "grace@example.com"));
});

for (const when of ["before", "after"] as const) {
  Deno.test(`correctGuestEmail: it dies ${when} the commit, of all dates alike`, async () => {
    await using folder = await tempFolder();
    const store = await MortalStore.open(`${folder.path}/kv`);
    using _ = store;
    const on = await configuredApp({ kv: store.kv, sendMail });
    const { app, id, series } = await stage("checked", await repeatingTown({ on }));
    const [first] = await series();
    app.at(app.now() + 2 * MINUTE);
    store.doom(when);
    await assert.rejects(() => bookings.correctGuestEmail(app, first!.id, right));
    await store.reopen();
    const emails = (await getSeries(store.kv, id)).map(({ guest }) => guest.email);
    const email = when === "before" ? "grace@example.com" : right.email;
    assert.deepEqual(emails, Array(4).fill(email));
  });
}

Deno.test("series: all that guest and hosts can do, at once, and nothing is held twice", async () => {
  for (let round = 0; round < 8; round++) {
    const { app, host, series } = await stage(round % 2 ? "intro-call" : "checked");
    using _ = app;
    app.at(app.now() + 2 * MINUTE);
    const dates = await series();
    const [first, second, third] = dates;
    const shown = dates.map(({ id, revision }) => [id, { revision, acknowledged: null }] as const);
    const decision = { hostId: host.id, message: "", dates: new Map(shown) };
    await Promise.all([
      bookings.decideSeries(app, first!, { ...decision, answer: "confirm" }),
      bookings.decideSeries(app, second!, {
        ...decision,
        answer: round % 3 ? "confirm" : "reject",
      }),
      bookings.cancelFrom(app, third!, { by: guest, reason: "", revision: null }),
      bookings.rescheduleFrom(app, first!, {
        by: guest,
        start: first!.start + WEEK,
        revision: null,
      }),
      bookings.correctGuestEmail(app, first!.id, right),
      bookings.verifyGuestEmail(app, first!.id, first!.verification.link),
      changeExtraGuests(app, third!.id, alan),
      bookings.request(app, bookingRequest({ start: mondayTen + 4 * WEEK })),
    ]);
    assert.deepEqual(violations(await dumpBookings(app.kv), app.now()), []);
    const faults = faultsIn(await dumpBookings(app.kv), await dumpHolds(app.kv), app.now());
    assert.deepEqual(faults, []);
    const waiting = (await series()).filter(({ emailUnverified, status }) =>
      emailUnverified && status === "PENDING"
    );
    assert(new Set(waiting.map(({ guest }) => guest.email)).size <= 1);
  }
});

Deno.test("series: proposals, days off and moves at once, of two programs", async () => {
  for (let round = 0; round < 8; round++) {
    const { app, host, series } = await stage(round % 2 ? "coffee" : "intro-call");
    using _ = app;
    // Another program has locks of its own.
    const other = { ...app, withLock: <T>(_: readonly string[], act: () => Promise<T>) => act() };
    const [first, second, third] = await series();
    const [zone, hostId] = [host.zone, host.id];
    const days = { first: dateAt(second!.start, zone), last: dateAt(third!.start, zone) };
    const off = { host, days, message: "Away" };
    const starts = [mondayTen + HOUR, mondayTen + 2 * HOUR];
    const moved = { by: guest, start: starts[0]!, revision: null, key: null };
    const free = seriesRequest({ book: "free" }, { slug: "coffee", start: starts[0]! });
    const byHost = { actor: "host" as const, hostId, force: false };
    await Promise.all([
      propose(app, first!.id, { hostId, revision: first!.revision, starts, message: "" }),
      bookings.reschedule(other, first!.id, moved),
      clearFromDays(other, second!.id, off),
      clearFromDays(app, second!.id, off),
      clearFromDays(app, third!.id, off),
      bookings.rescheduleFrom(other, first!, { ...moved, start: second!.start }),
      bookings.rescheduleFrom(app, second!, { ...moved, by: byHost, start: second!.start + HOUR }),
      bookings.cancelFrom(other, third!, { by: guest, reason: "", revision: null }),
      bookings.request(other, free),
      bookings.request(app, free),
    ]);
    assert.deepEqual(violations(await dumpBookings(app.kv), app.now()), []);
    const faults = faultsIn(await dumpBookings(app.kv), await dumpHolds(app.kv), app.now());
    assert.deepEqual(faults, []);
  }
});
