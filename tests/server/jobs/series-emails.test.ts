import assert from "node:assert/strict";
import * as bookings from "$lib/server/bookings/index.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import { SECOND } from "$lib/scheduling/durations.ts";
import type { Email } from "$lib/server/email/email.ts";
import { EmailError } from "$lib/server/email/errors.ts";
import { jobHandlers } from "$lib/server/jobs/handlers.ts";
import { openJobRunner } from "$lib/server/jobs/run.ts";
import { retryJob } from "$lib/server/jobs/retry.ts";
import { emailsNotSentFor } from "$lib/server/jobs/series-failures.ts";
import { listJobsOfBooking } from "$lib/server/store/jobs.ts";
import { getSeries } from "$lib/server/store/bookings.ts";
import { granted } from "../../support/granted.ts";
import { repeatingTown, seriesRequest } from "../../support/repeating.ts";
import type { TestApp } from "../../support/test-app.ts";
import { mondayTen, outboxOf } from "../../support/town.ts";

const WEEK = 7 * 86_400_000;

/** Ada's types with several dates, and every email that was sent. */
async function stage() {
  const { app, host } = await repeatingTown();
  const sent = outboxOf(app);
  const told = async (after = 40 * SECOND) => {
    app.at(app.now() + after);
    sent.length = 0;
    await openJobRunner(app, jobHandlers).drain();
    return sent.map(({ subject }) => subject).sort();
  };
  return { app, host, sent, told };
}

async function seriesOf(app: TestApp, request = seriesRequest()) {
  const outcome = await granted(bookings.request(app, request));
  return () => getSeries(app.kv, outcome.booking.series!.id);
}

for (const book of ["all", "free"] as const) {
  Deno.test(`series emails: one to each about the request for ${book} dates, with every date`, async () => {
    const { app, sent, told } = await stage();
    await seriesOf(app, seriesRequest({ book }));
    assert.deepEqual(await told(), [
      "Approval required: Intro call with Grace Hopper, 4 dates from Mon 2 Nov, 10:00",
      "Request sent: Intro call with Ada Beck, 4 dates from Mon, Nov 2, 10:00 AM",
    ]);
    for (const line of [/2 Nov|Nov 2/, /9 Nov|Nov 9/, /16 Nov|Nov 16/, /23 Nov|Nov 23/]) {
      assert(sent.every(({ text }) => line.test(text)), String(line));
    }
  });
}

Deno.test("series emails: confirmations of a moment are one email, with every date in one file", async () => {
  const { app, host, sent, told } = await stage();
  const series = await seriesOf(app);
  await told();
  for (const { id, revision } of await series()) {
    const decision = { hostId: host.id, revision, message: "", force: false };
    assert((await bookings.confirm(app, id, decision)).ok);
    app.at(app.now() + SECOND);
  }
  const subjects = await told();
  assert.equal(subjects.length, 2, subjects.join());
  const file = sent.find(({ to }) => to.address === "grace@example.com")!.invitation!;
  assert.equal(file.method, "PUBLISH");
  for (const { uid } of await series()) assert(file.content.includes(uid));
  assert.equal(file.content.match(/BEGIN:VEVENT/g)?.length, 4);
  assert(!file.content.includes("ATTENDEE"));
});

Deno.test("series emails: a date that is cancelled alone has an email and a CANCEL of its own", async () => {
  const { app, sent, told } = await stage();
  const series = await seriesOf(app, seriesRequest({}, { slug: "coffee" }));
  await told();
  const [, second, ...others] = await series();
  const byGuest = { by: { actor: "guest" as const }, reason: "", revision: null };
  assert((await bookings.cancel(app, second!.id, byGuest)).ok);
  await told();
  const [toGuest] = sent.filter(({ to }) => to.address === "grace@example.com");
  assert.equal(toGuest!.invitation!.method, "CANCEL");
  assert.match(toGuest!.text, /removes the meeting from your calendar/);
  assert(sent.every(({ text }) => !text.includes("by hand")));
  for (const { id } of others) assert((await bookings.cancel(app, id, byGuest)).ok);
  const subjects = await told();
  assert.equal(subjects.length, 2, subjects.join());
  const file = sent[0]!.invitation!;
  assert.deepEqual([file.method, file.content.match(/STATUS:CANCELLED/g)?.length], ["PUBLISH", 2]);
  for (const { text, html } of sent) {
    assert.match(text, /please delete them by hand/);
    assert.match(html, /please delete them by hand/);
    assert.doesNotMatch(text, /removes the meeting from your calendar/);
  }
});

Deno.test("series emails: what happens to another date a minute later is told again", async () => {
  const { app, host, told } = await stage();
  const series = await seriesOf(app);
  await told();
  for (const { id, revision } of (await series()).slice(0, 2)) {
    const decision = { hostId: host.id, revision, message: "", force: false };
    assert((await bookings.reject(app, id, decision)).ok);
    app.at(app.now() + 60 * SECOND);
  }
  assert.equal((await told()).length, 2);
});

Deno.test("series emails: requests that expire together are one email", async () => {
  const { app, told } = await stage();
  const start = mondayTen + WEEK;
  const series = await seriesOf(app, seriesRequest({}, { start }));
  await told();
  app.at((await series())[0]!.reservedUntil!);
  await told(0);
  assert.deepEqual((await series()).map(({ endReason }) => endReason), Array(4).fill("expired"));
  assert.equal((await told()).length, 1);
});

Deno.test("series emails: a date cancelled within the wait is not announced, and the others are", async () => {
  const { app, host, sent, told } = await stage();
  const series = await seriesOf(app);
  await told();
  const [first, second, third] = await series();
  const confirm = async ({ id, revision }: Booking) => {
    const decision = { hostId: host.id, revision, message: "", force: false };
    assert((await bookings.confirm(app, id, decision)).ok);
  };
  await confirm(second!);
  await confirm(third!);
  app.at(app.now() + 14 * SECOND);
  await confirm(first!);
  // The emails of the later dates are due, that of the first one is not.
  assert.deepEqual(await told(8 * SECOND), []);
  const byGuest = { by: { actor: "guest" as const }, reason: "", revision: null };
  assert((await bookings.cancel(app, first!.id, byGuest)).ok);
  await told();
  const confirmed = sent.filter(({ to, subject }) =>
    to.address === "grace@example.com" && /confirmed/i.test(subject)
  );
  assert.equal(confirmed.length, 1, sent.map(({ subject }) => subject).join());
  assert.match(confirmed[0]!.subject, /2 dates/);
});

Deno.test("series emails: the sending date is cancelled while the mail server is down, and no other is lost", async () => {
  let isDown = true;
  const sent: Email[] = [];
  const sendMail = (email: Email) =>
    isDown
      ? Promise.reject(new Error("connection refused"))
      : Promise.resolve(void sent.push(email));
  const { app } = await repeatingTown({ app: { sendMail } });
  const series = await seriesOf(app, seriesRequest({}, { slug: "coffee" }));
  const drain = async (after: number) => {
    app.at(app.now() + after);
    await openJobRunner(app, jobHandlers).drain();
  };
  await drain(25 * SECOND);
  await drain(10 * SECOND);
  const byGuest = { by: { actor: "guest" as const }, reason: "", revision: null };
  assert((await bookings.cancel(app, (await series())[0]!.id, byGuest)).ok);
  isDown = false;
  for (let n = 0; n < 5; n++) await drain(60 * SECOND);
  const confirmed = sent.filter(({ to, subject }) =>
    to.address === "grace@example.com" && /confirmed/i.test(subject)
  );
  assert.equal(confirmed.length, 1, sent.map(({ subject }) => subject).join());
  assert.match(confirmed[0]!.subject, /3 dates/);
});

Deno.test("series emails: a date that is cancelled after all were told is not told of again by the others", async () => {
  const { app, sent, told } = await stage();
  const series = await seriesOf(app, seriesRequest({}, { slug: "coffee" }));
  await told(21 * SECOND);
  const all = [...sent];
  const byGuest = { by: { actor: "guest" as const }, reason: "", revision: null };
  assert((await bookings.cancel(app, (await series())[0]!.id, byGuest)).ok);
  await told();
  await told();
  assert.equal(all.length, 2);
  assert.equal(sent.filter(({ subject }) => /confirmed/i.test(subject)).length, 0);
});

Deno.test("series emails: what the host says about one date is not told of another", async () => {
  const { app, host, sent, told } = await stage();
  const series = await seriesOf(app);
  await told();
  const [first, second, third, fourth] = await series();
  const answers = [[first, "Bring a coat"], [second, "No"], [third, "No"], [fourth, ""]] as const;
  for (const [date, message] of answers) {
    const { id, revision } = date!;
    const verb = message === "No" ? bookings.reject : bookings.confirm;
    assert((await verb(app, id, { hostId: host.id, revision, message, force: false })).ok);
  }
  await told();
  const toGuest = sent.filter(({ to }) => to.address === "grace@example.com");
  assert.equal(toGuest.length, 3, toGuest.map(({ subject }) => subject).join());
  assert.equal(toGuest.filter(({ text }) => text.includes("Bring a coat")).length, 1);
  assert.match(toGuest.find(({ text }) => /No\b/.test(text))!.subject, /2 dates/);
});

Deno.test("series emails: one that fails for good is shown at every date, and sent again once for all", async () => {
  let isBroken = true;
  const sent: Email[] = [];
  const sendMail = (email: Email) => {
    if (isBroken && email.to.address === "grace@example.org") {
      return Promise.reject(new EmailError("recipient", "550 no such user"));
    }
    return Promise.resolve(void sent.push(email));
  };
  const { app, host } = await repeatingTown({ app: { sendMail } });
  const guest = { ...seriesRequest().guest, email: "grace@example.org" };
  const series = await seriesOf(app, seriesRequest({}, { guest }));
  for (const seconds of [40, 10]) {
    app.at(app.now() + seconds * SECOND);
    await openJobRunner(app, jobHandlers).drain();
  }
  const [first, ...later] = await series();
  const failed = (await listJobsOfBooking(app.kv, first!.id)).filter(({ state }) =>
    state === "failed"
  );
  assert.equal(failed.length, 1);
  assert.deepEqual(await emailsNotSentFor(app, first!), []);
  for (const date of later) {
    assert.deepEqual((await emailsNotSentFor(app, date)).map(({ id }) => id), [failed[0]!.id]);
  }
  isBroken = false;
  sent.length = 0;
  assert((await retryJob(app, host.id, failed[0]!.id)).ok);
  await openJobRunner(app, jobHandlers).drain();
  assert.equal(sent.length, 1);
  assert.match(sent[0]!.subject, /4 dates/);
  for (const date of later) assert.deepEqual(await emailsNotSentFor(app, date), []);
});
