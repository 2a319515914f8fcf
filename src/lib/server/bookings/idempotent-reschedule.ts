import type { Booking } from "$lib/scheduling/booking.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { hashOf } from "../runtime/secrets.ts";
import {
  type BookingResponse,
  isIdempotencyRecordValid,
  readIdempotencyRecord,
} from "../store/idempotency-records.ts";
import { reschedule, type RescheduleInput, type RescheduleRefusal } from "./reschedule.ts";
import { bookingResponse } from "../changes/booking-json.ts";

/** A reschedule by the API, with an idempotency key that belongs to the booking and to who sends it. */
export interface IdempotentReschedule extends Pick<RescheduleInput, "by" | "start" | "revision"> {
  key: string;
}

/** Reschedules once for each key: a replay gets the first response, another payload under the same key is "key-reused". */
export async function rescheduleWithKey(
  app: App,
  booking: Booking,
  { by, start, revision, key }: IdempotentReschedule,
): Promise<
  Outcome<{ booking: Booking; response: BookingResponse; replayed: boolean }, RescheduleRefusal>
> {
  const route = "hostId" in by ? `${HOSTS_ROUTE} ${by.hostId}` : GUESTS_ROUTE;
  const hash = await hashOf("idempotency", route, booking.id, key);
  const payload = await hashOf("payload", JSON.stringify({ start, by }));
  const stored = (await readIdempotencyRecord(app.kv, hash)).value;
  if (stored && isIdempotencyRecordValid(stored, app.now())) {
    if (stored.payloadHash !== payload) return refused("key-reused");
    return accepted({ booking, response: stored.response, replayed: true });
  }
  const rescheduled = await reschedule(app, booking.id, {
    by,
    start,
    revision,
    key: { hash, payload },
  });
  if (!rescheduled.ok) return rescheduled;
  const { value } = rescheduled;
  return accepted({ booking: value, response: bookingResponse(value), replayed: false });
}

const GUESTS_ROUTE = "POST /v0/bookings/actions/reschedule";
const HOSTS_ROUTE = "POST /v0/me/bookings/reschedule";
