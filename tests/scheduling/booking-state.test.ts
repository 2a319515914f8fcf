import assert from "node:assert/strict";
import { isLiveBooking, pendingReschedule } from "$lib/scheduling/booking.ts";
import {
  awaitsHost,
  type BookingState,
  deadlineOf,
  hasEnded,
  isConfirmed,
  isUndecided,
  listOf,
  publishedStatus,
  publishedStatuses,
  type StateFacts,
  stateOf,
} from "$lib/scheduling/booking-state.ts";

const now = 1_000;
const move = { start: 2_000, end: 2_100, requestedAt: 500 };

/** What each state is told by, and what its predicates say of it. */
const cases: [Partial<StateFacts>, BookingState, string][] = [
  [{ reservedUntil: now + 1 }, "requested", "live, undecided, to decide"],
  [{ reservedUntil: null }, "requested", "live, undecided, to decide"],
  [{ reservedUntil: now + 1, emailUnverified: true }, "unverified", "live, undecided"],
  [{ reservedUntil: now }, "expired", "undecided"],
  [{ reservedUntil: now, emailUnverified: true }, "expired", "undecided"],
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
  [{ status: "REJECTED" }, "declined", "ended"],
  [{ status: "CANCELLED", endReason: "expired" }, "expired", "ended"],
  [{ status: "CANCELLED", endReason: "withdrawn" }, "withdrawn", "ended"],
  [{ status: "CANCELLED", endReason: "cancelled" }, "cancelled", "ended"],
  [{ status: "CANCELLED" }, "cancelled", "ended"],
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
      isConfirmed(facts) && "confirmed",
      isUndecided(facts) && "undecided",
      hasEnded(facts) && "ended",
      awaitsHost(facts, now) && "to decide",
    ];
    assert.equal(states.filter(Boolean).join(", "), means);
    assert.equal(pendingReschedule(facts, now) !== null, state === "reschedule-requested");
    assert.equal(publishedStatuses[listOf(publishedStatus(facts))], facts.status);
    assert.equal(deadlineOf(facts), given.rescheduleRequest?.expiresAt ?? facts.reservedUntil);
  });
}
