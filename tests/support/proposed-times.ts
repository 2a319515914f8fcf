/** A proposal, and what its guest makes of it. */
import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { faultsIn, violations } from "../proofs/invariant-checker.ts";
import { byGuest } from "./booked-meeting.ts";
import { dumpBookings, dumpHolds } from "./dump-store.ts";
import { granted } from "./granted.ts";
import type { TestApp } from "./test-app.ts";
import { mondayTen } from "./town.ts";

/** The time that is proposed where a test says nothing else. */
export const later = mondayTen + 2 * HOUR;

export function propose(
  app: TestApp,
  { id, revision }: Booking,
  { id: hostId }: Host,
  starts = [later],
) {
  return granted(bookings.propose(app, id, { hostId, revision, starts, message: "Then?" }));
}

export function take(app: TestApp, { id, revision }: Booking, start = later) {
  return bookings.reschedule(app, id, { ...byGuest, start, revision });
}

export async function assertSound(app: TestApp) {
  assert.deepEqual(violations(await dumpBookings(app.kv), app.now()), []);
  assert.deepEqual(faultsIn(await dumpBookings(app.kv), await dumpHolds(app.kv), app.now()), []);
}
