import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { effectsOf } from "$lib/scheduling/booking-effects.ts";
import type { BookingEvent } from "$lib/scheduling/booking-history.ts";
import { confirmedBooking } from "../support/sample-booking.ts";

const kinds = (event: BookingEvent, booking: Booking) =>
  effectsOf(event, booking).flatMap((effect) => "emailKind" in effect ? [effect.emailKind] : []);

/** What leaves a confirmed meeting to come. */
const standing: BookingEvent[] = [
  "confirmed",
  "rescheduled",
  "reschedule-requested",
  "reschedule-declined",
  "reschedule-withdrawn",
  "reschedule-expired",
  "reassigned",
  "member-withdrew",
  "guests-changed",
  "location-changed",
  "conference-made",
  "conference-failed",
];

Deno.test("effectsOf: every event that leaves a meeting to come invites who was not written to before", () => {
  for (const event of standing) {
    assert.equal(
      kinds(event, confirmedBooking()).filter((kind) => kind === "extra-guest-invited").length,
      1,
      event,
    );
  }
});

Deno.test("effectsOf: nobody is invited to a meeting that is over, ended or not confirmed", () => {
  for (const event of ["no-show", "no-show-undone"] as const) {
    assert.deepEqual(kinds(event, confirmedBooking()), []);
  }
  for (const status of ["PENDING", "CANCELLED", "REJECTED"] as const) {
    const booking = confirmedBooking({ status, reservedUntil: 0 });
    for (const event of [...standing, "cancelled", "rejected"] as const) {
      assert(!kinds(event, booking).includes("extra-guest-invited"), `${status} ${event}`);
    }
  }
});
