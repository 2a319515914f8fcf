import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { hashOf } from "../runtime/secrets.ts";
import { getBooking } from "../store/bookings.ts";
import { isIdempotencyRecordValid, readIdempotencyRecord } from "../store/idempotency-records.ts";
import { openGuestLink } from "../changes/booking-links.ts";
import type { BookingRequest, RequestResult } from "../changes/booking-request.ts";

/** The hash under which the response to a request is stored; the key itself is not stored. */
export function idempotencyHash(
  { key, username, teamSlug, slug }: Pick<BookingRequest, "key" | "username" | "teamSlug" | "slug">,
): Promise<string> | null {
  const owner = teamSlug ? [teamSlug, "team"] : [username];
  return key && hashOf("idempotency", key.route, ...owner, slug, key.value);
}

/** Whether a request with this key was accepted before, so that its form was already sent. */
export async function hasIdempotentResponse(
  app: App,
  request: Pick<BookingRequest, "key" | "username" | "teamSlug" | "slug">,
): Promise<boolean> {
  const hash = await idempotencyHash(request);
  const record = hash && (await readIdempotencyRecord(app.kv, hash)).value;
  return record ? isIdempotencyRecordValid(record, app.now()) : false;
}

/** Hash of all that makes two requests the same: everything but the key, the client, the language and the order of the answers. */
export function payloadHash({ key: _, client: __, ...request }: BookingRequest): Promise<string> {
  const { language: _language, ...guest } = request.guest;
  const answers = guest.answers.toSorted(([a], [b]) => a < b ? -1 : 1);
  return hashOf("payload", JSON.stringify({ ...request, guest: { ...guest, answers } }));
}

/** The response to the request that was accepted under this key; "key-reused" where its payload differs, null when there was none. */
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
