import assert from "node:assert/strict";
import { isLiveBooking, pendingReschedule } from "$lib/scheduling/booking.ts";
import {
  awaitsHost,
  type BookingState,
  isConfirmed,
  type StateFacts,
  stateOf,
} from "$lib/scheduling/booking-state.ts";

const now = 1_000;
const move = { start: 2_000, end: 2_100, requestedAt: 500 };

/** What each state is told by, and whether it is live, confirmed, the host's to decide. */
const cases: [Partial<StateFacts>, BookingState, string][] = [
  [{ reservedUntil: now + 1 }, "requested", "live, to decide"],
  [{ reservedUntil: null }, "requested", "live, to decide"],
  [{ reservedUntil: now + 1, emailUnverified: true }, "unverified", "live"],
  [{ reservedUntil: now }, "expired", ""],
  [{ reservedUntil: now, emailUnverified: true }, "expired", ""],
  [{ status: "CONFIRMED" }, "confirmed", "live, confirmed"],
  [
    { status: "CONFIRMED", rescheduleRequest: { ...move, expiresAt: now + 1 } },
    "reschedule-requested",
    "live, confirmed, to decide",
  ],
  [
    { status: "CONFIRMED", rescheduleRequest: { ...move, expiresAt: now } },
    "confirmed",
    "live, confirmed",
  ],
  [{ status: "REJECTED" }, "declined", ""],
  [{ status: "CANCELLED", endReason: "expired" }, "expired", ""],
  [{ status: "CANCELLED", endReason: "withdrawn" }, "withdrawn", ""],
  [{ status: "CANCELLED", endReason: "cancelled" }, "cancelled", ""],
  [{ status: "CANCELLED" }, "cancelled", ""],
];

for (const [given, state, means] of cases) {
  Deno.test(`stateOf: ${JSON.stringify(given)} is ${state}`, () => {
    const facts: StateFacts = {
      status: "PENDING",
      reservedUntil: null,
      rescheduleRequest: null,
      emailUnverified: false,
      endReason: null,
      ...given,
    };
    assert.equal(stateOf(facts, now), state);
    const states = [
      isLiveBooking(facts, now) && "live",
      isConfirmed(facts, now) && "confirmed",
      awaitsHost(facts, now) && "to decide",
    ];
    assert.equal(states.filter(Boolean).join(", "), means);
    assert.equal(pendingReschedule(facts, now) !== null, state === "reschedule-requested");
  });
}
