import assert from "node:assert/strict";
import { block } from "$lib/server/guests/block-list.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { verificationToken } from "$lib/server/bookings/index.ts";
import type { Booking } from "$lib/scheduling/booking.ts";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { getBooking, listHistory } from "$lib/server/store/bookings.ts";
import { eachBookingOfGuest } from "$lib/server/store/guests.ts";
import { listHolds } from "$lib/server/store/ledger.ts";
import { sendBookingEmail } from "$lib/server/jobs/send-email.ts";
import { granted, refusal } from "../../support/granted.ts";
import { runDueWith } from "../../support/job-runs.ts";
import type { TestApp } from "../../support/test-app.ts";
import { bookingRequest, mondayTen, town } from "../../support/town.ts";

interface SentEmail {
  to: string;
  link: string;
}

/** A request whose guest has mistyped their address, and what is sent. */
async function mistyped(settings: Partial<TestApp["settings"]> = {}) {
  const emails: SentEmail[] = [];
  const { app, host } = await town({
    app: {
      sendMail: ({ to, text }) => {
        const link = /verify-email\/(\S+)/.exec(text)?.[1] ?? "";
        emails.push({ to: to.address, link });
        return Promise.resolve();
      },
    },
    type: { slug: "checked", requireVerifiedEmail: true, allowExtraGuests: true },
  });
  Object.assign(app.settings, settings);
  const request = bookingRequest({ slug: "checked", extraGuests: ["alan@example.org"] });
  const requested = await granted(bookings.request(app, {
    ...request,
    guest: { ...request.guest, email: "grcae@example.com" },
  }));
  return { app, host, emails, booking: requested.booking };
}

const runDue = (app: TestApp) => runDueWith(app, sendBookingEmail);

const right = { email: "grace@example.com", revision: null };

const codeOf = (outcome: { ok: true } | { ok: false; refusal: { code: string } }) =>
  outcome.ok ? "ok" : outcome.refusal.code;

async function linkIn(app: TestApp, token: string): Promise<"open" | "replaced" | "unknown"> {
  const found = await bookings.findByVerificationToken(app, token);
  if (!found) return "unknown";
  return bookings.isReplacedLink(found.booking, found.link) ? "replaced" : "open";
}

Deno.test("sendVerificationAgain: after a minute, with the same link and deadline, five emails in all", async () => {
  const { app, booking, emails } = await mistyped();
  await runDue(app);
  const early = await refusal(bookings.sendVerificationAgain(app, booking.id));
  assert.equal(early.code, "too-many");
  assert.equal(early.retryAfter, 60);
  for (let sent = 2; sent <= 5; sent++) {
    app.at(app.now() + MINUTE);
    const again = await granted(bookings.sendVerificationAgain(app, booking.id));
    assert.equal(again.reservedUntil, booking.reservedUntil);
    await runDue(app);
    assert.equal(emails.length, sent);
  }
  app.at(app.now() + MINUTE);
  const sixth = await refusal(bookings.sendVerificationAgain(app, booking.id));
  assert(sixth.code === "too-many" && sixth.retryAfter === undefined);
  assert.equal(codeOf(await bookings.correctGuestEmail(app, booking.id, right)), "too-many");
  assert.equal(new Set(emails.map(({ link }) => link)).size, 1);
  assert.equal(await linkIn(app, emails[0]!.link), "open");
});

Deno.test("correctGuestEmail: the old link dies, the new one verifies, the time is held until the old deadline", async () => {
  const { app, host, booking, emails } = await mistyped();
  await runDue(app);
  app.at(app.now() + 10 * MINUTE);
  const corrected = await granted(bookings.correctGuestEmail(app, booking.id, right));
  assert.equal(corrected.reservedUntil, booking.reservedUntil);
  const [hold] = await listHolds(app.kv, host.id, booking);
  assert.equal(hold?.expiresAt, booking.reservedUntil);
  await runDue(app);
  assert.deepEqual(emails.map(({ to }) => to), ["grcae@example.com", "grace@example.com"]);
  assert.equal(await linkIn(app, emails[0]!.link), "replaced");
  assert.equal(await linkIn(app, emails[1]!.link), "open");
  assert.equal(codeOf(await bookings.verifyGuestEmail(app, booking.id, 1)), "changed");
  const verified = await granted(bookings.verifyGuestEmail(app, booking.id, 2));
  assert(!verified.emailUnverified);
  assert.equal(verified.guest.email, "grace@example.com");
  assert.equal(await linkIn(app, emails[0]!.link), "replaced");
  const story = (await listHistory(app.kv, booking.id)).map(({ event }) => event);
  assert.deepEqual(story, ["verification-requested", "address-corrected", "requested"]);
});

Deno.test("correctGuestEmail: an email that still waits to be sent goes to nobody", async () => {
  const { app, booking, emails } = await mistyped();
  app.at(app.now() + 1);
  assert((await bookings.correctGuestEmail(app, booking.id, right)).ok);
  await runDue(app);
  assert.deepEqual(emails.map(({ to }) => to), ["grace@example.com"]);
});

Deno.test("correctGuestEmail: the booking is found by the new address only, and counts for it", async () => {
  const { app, host, booking } = await mistyped({ pendingPerGuest: 1 });
  assert((await bookings.correctGuestEmail(app, booking.id, right)).ok);
  assert((await bookings.verifyGuestEmail(app, booking.id, 2)).ok);
  const found = async (email: string) =>
    (await Array.fromAsync(eachBookingOfGuest(app.kv, host.id, email))).length;
  assert.deepEqual([await found("grcae@example.com"), await found("grace@example.com")], [0, 1]);
  const next = bookingRequest({ start: mondayTen + HOUR });
  assert.equal(codeOf(await bookings.request(app, next)), "too-many-pending");
});

Deno.test("correctGuestEmail: the new address passes the block list and every limit", async () => {
  const { app, host, booking } = await mistyped({ pendingPerGuest: 1, emailsPerRecipient: 2 });
  const correct = async (email: string) =>
    await bookings.correctGuestEmail(app, booking.id, { email, revision: null });
  assert.deepEqual(refusal(await correct("grcae@example.com")).fields, { email: "email-same" });
  const extra = await refusal(correct("alan@example.org"));
  assert.deepEqual(extra.fields, { email: "email-of-extra-guest" });
  assert((await block(app, host.id, "blocked@example.com")).ok);
  assert.equal(codeOf(await correct("blocked@example.com")), "declined");
  const elsewhere = bookingRequest({ start: mondayTen + HOUR });
  assert((await bookings.request(app, elsewhere)).ok);
  assert.equal(codeOf(await correct("grace@example.com")), "too-many-pending");
  const { guest, ...request } = bookingRequest({ start: mondayTen + 2 * HOUR });
  const often = { ...guest, email: "often@example.com" };
  const made = await granted(bookings.request(app, { ...request, guest: often }));
  const by = { actor: "guest" } as const;
  await bookings.cancel(app, made.booking.id, { by, reason: "", revision: null });
  assert.equal(codeOf(await correct("often@example.com")), "too-many-emails");
  assert.equal((await getBooking(app.kv, booking.id))?.revision, booking.revision);
});

Deno.test("both verbs: over, verified or past the deadline, nothing is sent", async () => {
  const { app, booking } = await mistyped();
  app.at(booking.reservedUntil!);
  assert.equal(codeOf(await bookings.sendVerificationAgain(app, booking.id)), "expired");
  assert.equal(codeOf(await bookings.correctGuestEmail(app, booking.id, right)), "expired");
  app.at(booking.reservedUntil! - 1);
  assert((await bookings.verifyGuestEmail(app, booking.id, 1)).ok);
  assert.equal(codeOf(await bookings.correctGuestEmail(app, booking.id, right)), "changed");
  assert.equal(codeOf(await bookings.sendVerificationAgain(app, booking.id)), "changed");
});

Deno.test("correctGuestEmail and verifyGuestEmail at once: exactly one wins", async () => {
  for (let round = 0; round < 20; round++) {
    const { app, booking } = await mistyped();
    using _ = app;
    const verify = () => bookings.verifyGuestEmail(app, booking.id, 1);
    const correct = () => bookings.correctGuestEmail(app, booking.id, right);
    const both = round % 2 ? [verify(), correct()] : [correct(), verify()];
    const outcomes = await Promise.all(both);
    assert.equal(outcomes.filter(({ ok }) => ok).length, 1, `round ${round}`);
    const stored = await getBooking(app.kv, booking.id) as Booking;
    assert.equal(stored.emailUnverified, stored.guest.email === "grace@example.com");
  }
});

Deno.test("two corrections of one form at once: one wins, and one link is valid", async () => {
  const { app, booking, emails } = await mistyped();
  const { revision } = booking;
  app.at(app.now() + 1);
  const outcomes = await Promise.all(
    ["one@example.com", "two@example.com"].map((email) =>
      bookings.correctGuestEmail(app, booking.id, { email, revision })
    ),
  );
  assert.deepEqual(outcomes.map(codeOf).sort(), ["changed", "ok"]);
  await runDue(app);
  const stored = await getBooking(app.kv, booking.id) as Booking;
  const valid = await verificationToken(app, stored);
  assert.deepEqual(emails.filter(({ link }) => link === valid).map(({ to }) => to), [
    stored.guest.email,
  ]);
});
