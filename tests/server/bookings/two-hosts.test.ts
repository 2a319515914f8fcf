/** A booking that holds the time of two hosts is decided on the time and the calendars of both. */
import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { granted, refusal } from "../../support/granted.ts";
import { connectCalendar } from "../../support/stub-calendar.ts";
import type { TestApp } from "../../support/test-app.ts";
import { ask, mondayTen } from "../../support/town.ts";
import { twoHosts, withColleague } from "../../support/two-hosts.ts";
import { sampleFailure } from "../../support/sample-connection.ts";

const signedOut = sampleFailure();
const busyAt = (start: number) => () =>
  Promise.resolve([{ start, end: start + HOUR, title: "Dentist" }]);
const away = () => Promise.reject(new Error("away"));

async function booked(app: TestApp, colleague: Host): Promise<Booking> {
  const requested = await ask(app, { slug: "coffee" });
  return await withColleague(app, requested.booking.id, colleague);
}

function reschedule(app: TestApp, { id }: Booking, start: number) {
  return bookings.reschedule(app, id, { by: { actor: "guest" }, start, revision: null, key: null });
}

function confirm(app: TestApp, { id, revision }: Booking, host: Host, shown: string[] = []) {
  const decision = { hostId: host.id, revision, message: "", force: true, acknowledged: shown };
  return bookings.confirm(app, id, decision);
}

for (const signsOut of ["first", "second"] as const) {
  Deno.test(`reschedule: with the ${signsOut} host's calendar signed out it becomes a request`, async () => {
    const { app, host, colleague } = await twoHosts({ decision: "instant" });
    const booking = await booked(app, colleague);
    const [broken, fresh] = signsOut === "first" ? [host, colleague] : [colleague, host];
    await connectCalendar(app, fresh);
    await connectCalendar(app, broken, [], { failure: signedOut });
    const rescheduled = await granted(reschedule(app, booking, mondayTen + HOUR));
    assert.equal(rescheduled.start, mondayTen, "the meeting stays until both can be known");
    assert.equal(rescheduled.rescheduleRequest?.start, mondayTen + HOUR);
  });
}

Deno.test("reschedule: each host's calendars are queried, and one without response makes it a request", async () => {
  const { app, host, colleague, answers, requested } = await twoHosts({
    decision: "instant",
  });
  const booking = await booked(app, colleague);
  for (const each of [host, colleague]) await connectCalendar(app, each);
  const rescheduled = await granted(reschedule(app, booking, mondayTen + HOUR));
  assert.equal(rescheduled.start, mondayTen + HOUR);
  assert.deepEqual(requested.sort(), [host.id, colleague.id].sort());

  answers.set(colleague.id, away);
  const later = await granted(reschedule(app, booking, mondayTen + 2 * HOUR));
  assert.equal(later.rescheduleRequest?.start, mondayTen + 2 * HOUR);
});

Deno.test("reschedule: a time that one host's calendar shows as busy only now is taken", async () => {
  const { app, host, colleague, answers } = await twoHosts({ decision: "instant" });
  const booking = await booked(app, colleague);
  for (const each of [host, colleague]) await connectCalendar(app, each);
  answers.set(colleague.id, busyAt(mondayTen + HOUR));
  assert.equal(refusal(await reschedule(app, booking, mondayTen + HOUR)).code, "taken");
});

Deno.test("verifyGuestEmail: each host's calendars are queried before an instant type confirms", async () => {
  const { app, host, colleague, answers } = await twoHosts({
    decision: "instant",
    requireVerifiedEmail: true,
  });
  app.sendMail = () => Promise.reject(new Error("nothing is sent here"));
  const busy = await booked(app, colleague);
  for (const each of [host, colleague]) await connectCalendar(app, each);
  answers.set(colleague.id, busyAt(mondayTen));
  assert.equal(refusal(await bookings.verifyGuestEmail(app, busy.id, 1)).code, "taken");
  answers.set(colleague.id, away);
  const requested = await granted(bookings.verifyGuestEmail(app, busy.id, 1));
  assert.deepEqual([requested.status, requested.approvalReason], [
    "PENDING",
    "unreachable",
  ]);
});

Deno.test("confirm: a colleague's busy time is shown without its title, and needs force once", async () => {
  const { app, host, colleague, answers } = await twoHosts();
  const booking = await booked(app, colleague);
  for (const each of [host, colleague]) await connectCalendar(app, each);
  answers.set(colleague.id, busyAt(mondayTen));
  const first = await refusal(confirm(app, booking, host));
  assert.deepEqual([first.code, first.detail], ["conflict", "Ben Moor"]);
  assert((await confirm(app, booking, host, first.acknowledged)).ok);
});

Deno.test("confirm: a colleague's calendar without response needs force once", async () => {
  const { app, host, colleague, answers } = await twoHosts();
  const booking = await booked(app, colleague);
  for (const each of [host, colleague]) await connectCalendar(app, each);
  answers.set(colleague.id, away);
  const first = await confirm(app, booking, host);
  assert.equal(!first.ok && first.refusal.code, "unreachable");
  assert(!first.ok && (await confirm(app, booking, host, first.refusal.acknowledged)).ok);
});

Deno.test("confirm: without a colleague's record it is refused, even over everything shown", async () => {
  const { app, host, colleague } = await twoHosts();
  const booking = await booked(app, colleague);
  await app.kv.delete(keys.host(colleague.id));
  const { id, revision } = booking;
  const decision = { hostId: host.id, revision, message: "", force: true };
  assert.equal(refusal(await bookings.confirm(app, id, decision)).code, "inactive");
  assert((await bookings.reject(app, id, decision)).ok, "giving time back is never refused");
});

Deno.test("host's reschedule: a colleague's live booking is in the way, a missing colleague refuses it", async () => {
  const { app, host, colleague } = await twoHosts();
  const other = await ask(app, { slug: "coffee", start: mondayTen + HOUR });
  const held = await withColleague(app, other.booking.id, colleague);
  const booking = await booked(app, colleague);
  const by = { actor: "host" as const, hostId: host.id, force: true };
  const move = (start: number) =>
    bookings.reschedule(app, booking.id, { by, start, revision: null, key: null });
  assert.equal(refusal(await move(held.start)).code, "taken");
  await app.kv.delete(keys.host(colleague.id));
  assert.equal(refusal(await move(mondayTen + 3 * HOUR)).code, "inactive");
});

Deno.test("propose: a request holds no time without one of its hosts", async () => {
  const { app, host, colleague } = await twoHosts();
  const { id, revision } = await booked(app, colleague);
  await app.kv.delete(keys.host(colleague.id));
  const starts = [mondayTen + 2 * HOUR];
  const proposed = await refusal(bookings.propose(app, id, {
    hostId: host.id,
    revision,
    starts,
    message: "",
  }));
  assert.equal(proposed.code, "inactive");
});
