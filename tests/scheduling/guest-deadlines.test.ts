import assert from "node:assert/strict";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { isTooLate } from "$lib/scheduling/guest-deadlines.ts";
import { confirmedBooking, pendingBooking } from "../support/sample-booking.ts";

Deno.test("isTooLate: a confirmed meeting from the instant of the host's notice, a request from its start", () => {
  const { type, start } = confirmedBooking();
  const agreed = confirmedBooking({
    type: { ...type, cancellationNotice: 120, rescheduleNotice: 0 },
  });
  const warned = start - 120 * MINUTE;
  assert.deepEqual([warned - 1, warned].map((at) => isTooLate(agreed, "cancel", at)), [
    false,
    true,
  ]);
  assert.deepEqual([start - 1, start].map((at) => isTooLate(agreed, "reschedule", at)), [
    false,
    true,
  ]);
  const waits = pendingBooking({ type: agreed.type });
  for (const deed of ["cancel", "reschedule"] as const) {
    assert.deepEqual([start - 1, start].map((at) => isTooLate(waits, deed, at)), [false, true]);
    const older = confirmedBooking();
    assert.equal(isTooLate(older, deed, start - 1), false, "made before there were warnings");
  }
});
