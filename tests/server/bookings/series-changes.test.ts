import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { DAY, HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { listAll } from "$lib/server/kv/commit.ts";
import { getSeries } from "$lib/server/store/bookings.ts";
import { granted, refusal } from "../../support/granted.ts";
import { repeatingTown, seriesRequest } from "../../support/repeating.ts";
import type { TestApp } from "../../support/test-app.ts";
import { addEventType, bookingRequest, mondayTen } from "../../support/town.ts";

const guest = { actor: "guest" as const };
const WEEK = 7 * DAY;

async function booked(app: TestApp, request = seriesRequest()) {
  const outcome = await granted(bookings.request(app, request));
  return () => getSeries(app.kv, outcome.booking.series!.id);
}

/** Emails to guests that count for the limit of a day. */
async function emailsCounted({ kv }: TestApp): Promise<number> {
  const counts = await listAll<number>(kv, { prefix: ["email_count"] });
  return counts.reduce((sum, { value }) => sum + value, 0);
}

const revisionsOf = (dates: readonly Booking[]) =>
  new Map(dates.map(({ id, revision }) => [id, { revision, acknowledged: null }]));

const statuses = (dates: readonly Booking[]) => dates.map(({ status }) => status);

Deno.test("decideSeries: confirms the dates that were shown as they are, and no others", async () => {
  const { app, host } = await repeatingTown();
  const series = await booked(app);
  const shown = await series();
  const dates = revisionsOf(shown.slice(0, 3));
  dates.set(shown[1]!.id, { revision: 7, acknowledged: null });
  const decision = { answer: "confirm" as const, hostId: host.id, message: "", dates };
  const outcomes = await bookings.decideSeries(app, shown[0]!, decision);
  assert.deepEqual(outcomes.map(({ outcome }) => outcome.ok), [true, false, true]);
  assert.deepEqual(statuses(await series()), ["CONFIRMED", "PENDING", "CONFIRMED", "PENDING"]);
});

Deno.test("decideSeries: nothing for a host who is none of its hosts", async () => {
  const { app } = await repeatingTown();
  const series = await booked(app);
  const dates = revisionsOf(await series());
  const decision = { answer: "reject" as const, hostId: "somebody", message: "", dates };
  assert.deepEqual(await bookings.decideSeries(app, (await series())[0]!, decision), []);
  assert.deepEqual(statuses(await series()), Array(4).fill("PENDING"));
});

Deno.test("cancelFrom: this date and the later ones; earlier ones stay", async () => {
  const { app } = await repeatingTown();
  const series = await booked(app, seriesRequest({}, { slug: "coffee" }));
  const [, second] = await series();
  await bookings.cancelFrom(app, second!, { by: guest, reason: "", revision: second!.revision });
  assert.deepEqual(statuses(await series()), [
    "CONFIRMED",
    "CANCELLED",
    "CANCELLED",
    "CANCELLED",
  ]);
});

Deno.test("cancelFrom: a form that is out of date cancels none", async () => {
  const { app } = await repeatingTown();
  const series = await booked(app, seriesRequest({}, { slug: "coffee" }));
  const [first] = await series();
  const [outcome] = await bookings.cancelFrom(app, first!, { by: guest, reason: "", revision: 9 });
  assert(outcome && !outcome.outcome.ok && outcome.outcome.refusal.code === "changed");
  assert.deepEqual(statuses(await series()), Array(4).fill("CONFIRMED"));
});

Deno.test("rescheduleFrom: later dates move by the same days and time; one that is taken stays", async () => {
  const { app } = await repeatingTown();
  const series = await booked(app, seriesRequest({}, { slug: "coffee" }));
  const inTheWay = bookingRequest({ start: mondayTen + 2 * WEEK + DAY + 2 * HOUR });
  assert((await bookings.request(app, inTheWay)).ok);
  const [, second] = await series();
  const outcomes = await bookings.rescheduleFrom(app, second!, {
    by: guest,
    start: second!.start + DAY + 2 * HOUR,
    revision: second!.revision,
  });
  assert.equal(outcomes.filter(({ outcome }) => outcome.ok).length, 2);
  assert.deepEqual(
    (await series()).map(({ start }, n) => start - mondayTen - n * WEEK),
    [0, DAY + 2 * HOUR, 0, DAY + 2 * HOUR],
  );
});

Deno.test("verifyGuestEmail and correctGuestEmail: once for all dates of a series", async () => {
  const sendMail = () => Promise.resolve();
  const { app, host } = await repeatingTown({ app: { sendMail } });
  await addEventType(app, host, { slug: "checked", requireVerifiedEmail: true, seriesDates: 4 });
  const series = await booked(app, seriesRequest({}, { slug: "checked" }));
  const [first] = await series();
  app.at(app.now() + 2 * MINUTE);
  const right = { email: "hopper@example.com", revision: null };
  assert((await bookings.correctGuestEmail(app, first!.id, right)).ok);
  assert((await series()).every(({ guest }) => guest.email === right.email));
  const { verification } = (await series())[0]!;
  assert((await bookings.verifyGuestEmail(app, first!.id, verification.link)).ok);
  assert((await series()).every(({ emailUnverified }) => !emailUnverified));
});

Deno.test("correctGuestEmail: from a date in the middle it reaches the earlier and the later ones", async () => {
  const { app, host } = await repeatingTown({ app: { sendMail: () => Promise.resolve() } });
  await addEventType(app, host, { slug: "checked", requireVerifiedEmail: true, seriesDates: 4 });
  const series = await booked(app, seriesRequest({}, { slug: "checked" }));
  const [, second] = await series();
  app.at(app.now() + 2 * MINUTE);
  const email = "hopper@example.com";
  const counted = await emailsCounted(app);
  assert((await bookings.correctGuestEmail(app, second!.id, { email, revision: null })).ok);
  assert.equal(await emailsCounted(app), counted + 1, "one email is about all dates");
  assert((await series()).every(({ guest }) => guest.email === email));
  const { verification } = (await series())[1]!;
  assert((await bookings.verifyGuestEmail(app, second!.id, verification.link)).ok);
  assert.equal(await emailsCounted(app), counted + 2);
  assert((await series()).every(({ emailUnverified }) => !emailUnverified));
});

Deno.test("verifyGuestEmail: a date that was withdrawn or has expired is in no other's way", async () => {
  for (const end of ["withdrawn", "expired"] as const) {
    const sendMail = () => Promise.resolve();
    const { app, host } = await repeatingTown({ app: { sendMail } });
    using _ = app;
    await addEventType(app, host, { slug: "checked", requireVerifiedEmail: true, seriesDates: 4 });
    const start = mondayTen;
    app.at(start - 26 * HOUR);
    const series = await booked(app, seriesRequest({}, { slug: "checked", start }));
    const [first, second] = await series();
    if (end === "withdrawn") {
      const byGuest = { by: { actor: "guest" as const }, reason: "", revision: null };
      assert((await bookings.cancel(app, first!.id, byGuest)).ok);
    } else app.at(first!.reservedUntil!);
    if (second!.reservedUntil! <= app.now()) continue;
    assert.equal((await bookings.dateToVerify(app, (await series())[0]!))?.id, second!.id);
    const verified = await granted(
      bookings.verifyGuestEmail(app, first!.id, first!.verification.link),
    );
    assert(verified.id === second!.id, end);
    assert.deepEqual(
      (await series()).map(({ emailUnverified }) => emailUnverified),
      [true, false, false, false],
    );
    assert.equal(await bookings.dateToVerify(app, (await series())[0]!), null);
  }
});

Deno.test("verifyGuestEmail: a replaced link verifies no date", async () => {
  const sendMail = () => Promise.resolve();
  const { app, host } = await repeatingTown({ app: { sendMail } });
  await addEventType(app, host, { slug: "checked", requireVerifiedEmail: true, seriesDates: 4 });
  const series = await booked(app, seriesRequest({}, { slug: "checked" }));
  const [first] = await series();
  app.at(app.now() + 2 * MINUTE);
  const right = { email: "hopper@example.com", revision: null };
  assert((await bookings.correctGuestEmail(app, first!.id, right)).ok);
  const refused = await refusal(
    bookings.verifyGuestEmail(app, first!.id, first!.verification.link),
  );
  assert.equal(refused.code, "changed");
  assert((await series()).every(({ emailUnverified }) => emailUnverified));
});

Deno.test("series: what a guest does to later dates counts as emails, once for what is told together", async () => {
  const sendMail = () => Promise.resolve();
  const { app } = await repeatingTown({ app: { sendMail } });
  const sent = async () =>
    (await Array.fromAsync(app.kv.list<number>({ prefix: ["email_count"] })))
      .map(({ value }) => value);
  const series = await booked(app, seriesRequest({}, { slug: "coffee" }));
  assert.deepEqual(await sent(), [1]);
  const by = { actor: "guest" as const };
  const [first, second] = await series();
  const start = second!.start + HOUR;
  assert((await bookings.reschedule(app, second!.id, { by, start, revision: null, key: null })).ok);
  assert.deepEqual(await sent(), [2]);
  await bookings.rescheduleFrom(app, first!, {
    by: guest,
    start: first!.start + DAY,
    revision: first!.revision,
  });
  assert.deepEqual(await sent(), [3]);
  const [, again] = await series();
  await bookings.cancelFrom(app, again!, { by: guest, reason: "", revision: again!.revision });
  assert.deepEqual(await sent(), [4]);
});
