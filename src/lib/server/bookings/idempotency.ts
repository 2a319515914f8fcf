import { type Booking } from "$lib/scheduling/booking.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { hashOf } from "../runtime/secrets.ts";
import {
  getBooking,
  type IdempotencyRecord,
  isIdempotencyRecordValid,
  readIdempotencyRecord,
} from "../store/bookings.ts";
import { openGuestLink } from "./booking-links.ts";
import type { BookingRequest, RequestResult } from "./booking-request.ts";

/** Where the stored answer of a wish lives; the key itself is kept only hashed. */
export function idempotencyHash(
  request: Pick<BookingRequest, "key" | "username" | "slug">,
): Promise<string> | null {
  return request.key &&
    hashOf("idempotency", request.key.route, request.username, request.slug, request.key.value);
}

/** Whether a wish was accepted under this key before: the form was sent and is looked at again. */
export async function hasIdempotentResponse(
  app: App,
  request: Pick<BookingRequest, "key" | "username" | "slug">,
): Promise<boolean> {
  const hash = await idempotencyHash(request);
  const record = hash && (await readIdempotencyRecord(app.kv, hash)).value;
  return record ? isIdempotencyRecordValid(record, app.now()) : false;
}

/** What makes two wishes the same: everything but the key, where it came from, and the order of the answers. */
export function payloadHash({ key: _, client: __, ...request }: BookingRequest): Promise<string> {
  const answers = request.guest.answers.toSorted(([a], [b]) => a < b ? -1 : 1);
  return hashOf("payload", JSON.stringify({ ...request, guest: { ...request.guest, answers } }));
}

/** The answer to a wish that was accepted before under this key; "key-reused" for another wish, null when it is the first. */
export async function replayResponse(
  app: App,
  hash: string,
  payload: string,
): Promise<Outcome<RequestResult, "key-reused"> | null> {
  const { value } = await readIdempotencyRecord(app.kv, hash);
  if (!value || !isIdempotencyRecordValid(value, app.now())) return null;
  if (value.payloadHash !== payload) return refused("key-reused");
  const booking = await getBooking(app.kv, value.bookingId);
  if (!booking) return null;
  return accepted({
    booking,
    response: value.response,
    token: await openGuestLink(app, booking),
    replayed: true,
  });
}

/** What is answered, and stored to be answered again: no link secret. */
export function responseOf(booking: Booking): IdempotencyRecord["response"] {
  return {
    id: booking.id,
    status: booking.status,
    startsAt: new Date(booking.start).toISOString(),
    endsAt: new Date(booking.end).toISOString(),
    reservedUntil: booking.reservedUntil === null
      ? null
      : new Date(booking.reservedUntil).toISOString(),
    ...(booking.rescheduleRequest
      ? {
        move: {
          startsAt: new Date(booking.rescheduleRequest.start).toISOString(),
          endsAt: new Date(booking.rescheduleRequest.end).toISOString(),
          reservedUntil: new Date(booking.rescheduleRequest.expiresAt).toISOString(),
        },
      }
      : {}),
  };
}
