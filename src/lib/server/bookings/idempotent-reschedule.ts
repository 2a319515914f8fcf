import type { Booking } from "$lib/scheduling/booking.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { hashOf } from "../runtime/secrets.ts";
import {
  type IdempotencyRecord,
  isIdempotencyRecordValid,
  readIdempotencyRecord,
} from "../store/bookings.ts";
import { reschedule } from "./reschedule.ts";
import { bookingResponse } from "./booking-json.ts";

/** A guest's reschedule by the API, with an idempotency key. */
export interface IdempotentReschedule {
  /** Epoch ms. */
  start: number;
  /** The guest's new time zone; undefined leaves it unchanged. */
  zone: string | undefined;
  key: string;
}

const ROUTE = "POST /v0/bookings/actions/reschedule";

/** Reschedules for the guest, once for each key: a replay gets the first response, another payload under the same key is "key-reused". */
export async function rescheduleWithKey(
  app: App,
  booking: Booking,
  { start, zone, key }: IdempotentReschedule,
): Promise<Outcome<{ response: IdempotencyRecord["response"]; replayed: boolean }>> {
  const hash = await hashOf("idempotency", ROUTE, booking.id, key);
  const payload = await hashOf("payload", JSON.stringify({ start, zone }));
  const stored = (await readIdempotencyRecord(app.kv, hash)).value;
  if (stored && isIdempotencyRecordValid(stored, app.now())) {
    if (stored.payloadHash !== payload) return refused("key-reused");
    return accepted({ response: stored.response, replayed: true });
  }
  const rescheduled = await reschedule(app, booking.id, {
    by: { actor: "guest", ...(zone ? { zone } : {}) },
    start,
    revision: null,
    key: { hash, payload },
  });
  return rescheduled.ok
    ? accepted({ response: bookingResponse(rescheduled.value), replayed: false })
    : rescheduled;
}
