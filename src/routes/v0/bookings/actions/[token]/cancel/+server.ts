import { CancelBody } from "$lib/scheduling/api-schemas.ts";
import { refused } from "$lib/scheduling/outcome.ts";
import { readJsonBody } from "$lib/server/http/json-body.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { apiResponse, problem } from "$lib/server/http/problem-details.ts";
import { guestBookingJson } from "$lib/server/bookings/booking-json.ts";
import type { RequestHandler } from "./$types";

/** The guest withdraws a request or cancels a meeting. */
export const POST: RequestHandler = async ({ locals: { app }, params, request }) => {
  const found = await bookings.findByLink(app, params.token, "guest");
  if (!found) return problem(refused("not-found").refusal);
  const input = await readJsonBody(request, CancelBody);
  if (!input.ok) return problem(input.refusal);
  const cancelled = await bookings.cancel(app, found.booking.id, {
    by: { actor: "guest" },
    reason: input.value.reason,
    revision: null,
  });
  if (!cancelled.ok) return problem(cancelled.refusal);
  return apiResponse({ booking: guestBookingJson(cancelled.value, found) });
};
