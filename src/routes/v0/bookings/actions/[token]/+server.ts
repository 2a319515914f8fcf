import { refused } from "$lib/scheduling/outcome.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { apiResponse, problem } from "$lib/server/http/problem-details.ts";
import { guestBookingJson } from "$lib/server/bookings/booking-json.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = async ({ locals, params }) => {
  const found = await bookings.findByLink(locals.app, params.token, "guest");
  if (!found) return problem(refused("not-found").refusal);
  return apiResponse({ booking: guestBookingJson(found.booking, found) });
};
