import assert from "node:assert/strict";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { block } from "$lib/server/guests/block-list.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { verificationToken } from "$lib/server/bookings/index.ts";
import * as feeds from "$lib/server/feeds/feeds.ts";
import { getBooking, listHistory } from "$lib/server/store/bookings.ts";
import { listJobsOfBooking } from "$lib/server/store/jobs.ts";
import { listHolds } from "$lib/server/store/ledger.ts";
import { countWaiting, readInbox } from "../../../src/routes/dashboard/read-inbox.ts";
import { granted, refusal } from "../../support/granted.ts";
import type { TestApp } from "../../support/test-app.ts";
import { ask, bookingRequest, mondayTen, town } from "../../support/town.ts";

async function checking(decision: "approval" | "instant") {
  const { app, host, type } = await town({
    app: { sendMail: () => Promise.resolve() },
    type: {
      slug: "checked",
      decision,
      requireVerifiedEmail: true,
    },
  });
  const requested = await ask(app, { slug: "checked" });
  return { app, host, type, booking: requested.booking };
}

async function letters(app: TestApp, bookingId: string): Promise<string[]> {
  const jobs = await listJobsOfBooking(app.kv, bookingId);
  return jobs.flatMap(({ work }) => work.kind === "send-email" ? [work.emailKind] : []).sort();
}

Deno.test("request: a type that checks holds the time shortly, writes to the guest alone, and waits for no host", async () => {
  for (const decision of ["approval", "instant"] as const) {
    const { app, host, booking } = await checking(decision);
    using _ = app;
    assert.equal(booking.status, "PENDING");
    assert.equal(booking.reservedUntil, app.now() + 30 * MINUTE);
    assert.deepEqual(await letters(app, booking.id), ["verify-email-address"]);
    assert.equal(await countWaiting(app.kv, host.id, app.now()), 0);
    assert.deepEqual((await readInbox(app.kv, host.id, "now", app.now(), null)).pending, []);
    assert.equal(refusal(await bookings.request(app, bookingRequest())).code, "taken");
  }
});

Deno.test("verifyGuestEmail: the host has the whole time to decide, instant types confirm, once", async () => {
  for (const decision of ["approval", "instant"] as const) {
    const { app, host, booking } = await checking(decision);
    using _ = app;
    app.at(app.now() + 10 * MINUTE);
    const proved = await granted(bookings.verifyGuestEmail(app, booking.id, 1));
    const again = await granted(bookings.verifyGuestEmail(app, booking.id, 1));
    assert.equal(again.revision, proved.revision);
    const emailKinds = await letters(app, booking.id);
    if (decision === "approval") {
      assert.equal(proved.status, "PENDING");
      assert.equal(
        proved.reservedUntil,
        Math.min(app.now() + app.settings.bookingTtlMs, booking.start),
      );
      assert.deepEqual(emailKinds, ["host-requested", "request-received", "verify-email-address"]);
      assert.equal(await countWaiting(app.kv, host.id, app.now()), 1);
    } else {
      assert.equal(proved.status, "CONFIRMED");
      assert.equal(proved.organizer?.email, host.email);
      assert.deepEqual(emailKinds, ["guest-confirmed", "host-confirmed", "verify-email-address"]);
    }
    const [hold] = await listHolds(app.kv, host.id, booking);
    assert.equal(hold?.expiresAt, proved.reservedUntil);
    const story = (await listHistory(app.kv, booking.id)).map(({ event }) => event);
    assert.deepEqual(story, [
      "verification-requested",
      decision === "approval" ? "requested" : "confirmed",
    ]);
  }
});

Deno.test("verifyGuestEmail: at the deadline it is too late, the time is free, and no further email goes out", async () => {
  const { app, host, booking } = await checking("approval");
  app.at(booking.reservedUntil!);
  assert.equal(refusal(await bookings.verifyGuestEmail(app, booking.id, 1)).code, "expired");
  assert((await bookings.expire(app, booking.id)).ok);
  assert.equal(refusal(await bookings.verifyGuestEmail(app, booking.id, 1)).code, "expired");
  assert.deepEqual(await letters(app, booking.id), ["verify-email-address"]);
  assert.deepEqual(await listHolds(app.kv, host.id, booking), []);
  await ask(app);
});

Deno.test("verifyGuestEmail: against expiry and withdrawal, exactly one wins", async () => {
  for (let round = 0; round < 30; round++) {
    const { app, booking } = await checking(round % 2 ? "approval" : "instant");
    using _ = app;
    const by = { actor: "guest" } as const;
    const [proved, withdrawn] = await Promise.all([
      bookings.verifyGuestEmail(app, booking.id, 1),
      bookings.cancel(app, booking.id, { by, reason: "", revision: booking.revision }),
      ...(round % 3 ? [] : [bookings.verifyGuestEmail(app, booking.id, 1)]),
    ]);
    assert.equal(Number(proved.ok) + Number(withdrawn.ok), 1, `round ${round}`);
    const stored = await getBooking(app.kv, booking.id);
    assert.equal(stored?.status === "CANCELLED", withdrawn.ok);
  }
});

Deno.test("verifyGuestEmail: an instant request whose rules have closed meanwhile waits for the host", async () => {
  const { app, type, booking } = await checking("instant");
  const closer = { ...type, minimumNotice: 60 * 24 * 30 };
  await app.kv.set(["event_type", type.ownerId, type.id], closer);
  const proved = await granted(bookings.verifyGuestEmail(app, booking.id, 1));
  assert.equal(proved.status, "PENDING");
  assert.equal(proved.emailUnverified, false);
});

Deno.test("a host may decide before the address is verified; a rejection sends nothing there", async () => {
  const { app, host, booking } = await checking("approval");
  const decision = {
    hostId: host.id,
    revision: booking.revision,
    message: "",
    force: false,
    shown: [],
  };
  await granted(bookings.reject(app, booking.id, decision));
  assert.deepEqual(await letters(app, booking.id), ["verify-email-address"]);

  const { id, revision } = (await ask(app, { slug: "checked" })).booking;
  const yes = await granted(bookings.confirm(app, id, { ...decision, revision }));
  assert.equal(yes.emailUnverified, false);
  assert.ok((await letters(app, id)).includes("guest-confirmed"));
});

Deno.test("request: without a mail server no address has to be verified", async () => {
  const { app } = await town({
    type: {
      slug: "checked",
      decision: "instant",
      requireVerifiedEmail: true,
    },
  });
  const requested = await ask(app, { slug: "checked" });
  assert.equal(requested.booking.status, "CONFIRMED");
});

Deno.test("findByVerificationToken opens what we signed, for that booking only", async () => {
  const { app, booking } = await checking("approval");
  const proof = await verificationToken(app, booking);
  assert.equal((await bookings.findByVerificationToken(app, proof))?.booking.id, booking.id);
  const other = booking.id.replace(/^./, (c) => c === "A" ? "B" : "A");
  for (const wrong of ["", proof.slice(0, -1), `${other}${proof.slice(22)}`, `${proof}x`]) {
    assert.equal(await bookings.findByVerificationToken(app, wrong), null, wrong);
  }
});

Deno.test("a guest who is blocked is not even written to", async () => {
  const { app, host } = await checking("approval");
  assert((await block(app, host.id, "grace@example.com")).ok);
  const requested = await refusal(bookings.request(
    app,
    bookingRequest({ slug: "checked", start: mondayTen + HOUR }),
  ));
  assert.equal(requested.code, "declined");
});

Deno.test("a request with an unverified address names nobody in a feed, and still takes its time", async () => {
  const { app, host } = await checking("approval");
  const seen = async (kind: feeds.FeedKind) => {
    assert((await feeds.openFeed(app, host.id, kind)).ok);
    const address = (await feeds.feedUrls(app, host.id))[kind]!;
    const secret = address.split("/").at(-1)!.replace(/\.ics$/, "");
    return (await feeds.findFeed(app, secret))!.bookings.length;
  };
  assert.equal(await seen("bookings"), 0);
  assert.equal(await seen("free-busy"), 1);
});

Deno.test("readInbox: unverified requests, however many, hide none that wait for the host", async () => {
  const { app, host } = await town({
    app: { sendMail: () => Promise.resolve() },
    type: { slug: "checked", requireVerifiedEmail: true, seats: 100 },
  });
  for (let i = 0; i < 100; i++) {
    const guest = { email: `guest${i}@example.com` };
    await ask(app, { slug: "checked", guest });
  }
  const requested = await ask(app, { start: mondayTen + HOUR });
  const { pending, pendingCursor } = await readInbox(app.kv, host.id, "now", app.now(), null);
  assert.deepEqual(pending.map(({ id }) => id), [requested.booking.id]);
  assert.equal(pendingCursor, null);
  assert.equal(await countWaiting(app.kv, host.id, app.now()), 1);
});
