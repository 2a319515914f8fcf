import { refused } from "$lib/scheduling/outcome.ts";
import * as bookings from "$lib/server/bookings.ts";
import { answer, problem } from "$lib/server/http.ts";
import { saidToGuest } from "$lib/server/said-booking.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = async ({ locals, params }) => {
  const found = await bookings.findByLink(locals.app, params.token, "guest");
  if (!found) return problem(refused("not-found").refusal);
  return answer({ booking: saidToGuest(found.booking, found.host) });
};
