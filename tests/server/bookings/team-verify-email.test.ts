/** A team booking whose guest verifies their email first. */
import assert from "node:assert/strict";
import type { Host } from "$lib/scheduling/host.ts";
import type { TeamMode } from "$lib/scheduling/team-terms.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { block } from "$lib/server/guests/block-list.ts";
import { listJobsOfBooking } from "$lib/server/store/jobs.ts";
import { granted, refusal } from "../../support/granted.ts";
import { addTeamBooking, teamTown } from "../../support/team-town.ts";
import { bookingRequest, mondayTen } from "../../support/town.ts";

async function unverified(mode: TeamMode, decision: "instant" | "approval") {
  const town = await teamTown({
    app: { sendMail: () => Promise.resolve() },
    type: { decision, requireVerifiedEmail: true, whenCalendarStale: "ignore" },
    terms: { mode, whenDeclined: "next-member" },
    members: { cleo: { isOptional: true } },
  });
  const request = { ...bookingRequest({ slug: "visit" }), username: "", teamSlug: "mill" };
  const { booking } = await granted(bookings.request(town.app, request));
  assert(booking.emailUnverified);
  return { ...town, booking };
}

for (const mode of ["round-robin", "collective"] as const) {
  Deno.test(`verifyGuestEmail: a ${mode} asks its members, or is confirmed at once`, async () => {
    for (const decision of ["approval", "instant"] as const) {
      const { app, booking } = await unverified(mode, decision);
      using _ = app;
      const verified = await granted(bookings.verifyGuestEmail(app, booking.id, 1));
      const status = decision === "instant" ? "CONFIRMED" : "PENDING";
      assert.deepEqual([verified.status, verified.hosts], [status, booking.hosts]);
      const jobs = await listJobsOfBooking(app.kv, booking.id);
      const kind = decision === "instant" ? "host-confirmed" : "host-requested";
      const asked = jobs.filter(({ work }) =>
        work.kind === "send-email" && work.emailKind === kind
      );
      const isOptionalIncluded = decision === "instant" && mode === "collective";
      assert.equal(asked.length, mode === "round-robin" ? 1 : isOptionalIncluded ? 3 : 2);
    }
  });
}

Deno.test("verifyGuestEmail: a time that an optional member has lost is confirmed without asking them", async () => {
  const { app, booking, hosts, team, type } = await unverified("collective", "instant");
  const cleo = hosts[2]!;
  await addTeamBooking({ app, team, type }, [cleo], { isConfirmed: true });
  const verified = await granted(bookings.verifyGuestEmail(app, booking.id, 1));
  assert.equal(verified.status, "CONFIRMED");
});

Deno.test("correctGuestEmail: an address that one of the members blocks is not taken", async () => {
  const { app, booking, hosts } = await unverified("collective", "approval");
  const { id } = hosts.find((each) => booking.hosts.includes(each.id))!;
  assert((await block(app, id, "other@example.net")).ok);
  const correct = (email: string) =>
    bookings.correctGuestEmail(app, booking.id, { email, revision: null });
  assert.equal(refusal(await correct("other@example.net")).code, "declined");
  assert((await correct("third@example.net")).ok);
});

Deno.test("correctGuestEmail: at the limit of pending requests of one of the members it is refused", async () => {
  const { app, booking, hosts } = await unverified("round-robin", "approval");
  const { username } = hosts.find(({ id }) => booking.hosts.includes(id))!;
  app.settings.pendingPerGuest = 1;
  const guest = { email: "other@example.net" };
  const own = bookingRequest({ username, guest, start: mondayTen + 2 * HOUR });
  await granted(bookings.request(app, own));
  const corrected = await refusal(bookings.correctGuestEmail(app, booking.id, {
    email: guest.email,
    revision: null,
  }));
  assert.equal(corrected.code, "too-many-pending");
});

Deno.test("expire: a request whose guest never verified their email is not passed to another member", async () => {
  const { app, booking } = await unverified("round-robin", "approval");
  app.at(booking.reservedUntil!);
  const ended = await granted(bookings.expire(app, booking.id));
  assert.equal(ended.endReason, "expired");
});

Deno.test("reassign: an unverified request keeps its deadline, and its new member is not asked yet", async () => {
  const { app, booking, hosts } = await unverified("round-robin", "approval");
  const from = booking.hosts[0]!;
  const to = (hosts.find(({ id }) => id !== from) as Host).id;
  const given = await granted(bookings.reassign(app, booking.id, {
    by: "system",
    from,
    to,
    revision: null,
  }));
  assert.equal(given.reservedUntil, booking.reservedUntil);
  const jobs = await listJobsOfBooking(app.kv, booking.id);
  const kinds = jobs.flatMap(({ work }) => work.kind === "send-email" ? [work.emailKind] : []);
  assert.deepEqual(kinds, ["verify-email-address"]);
});
