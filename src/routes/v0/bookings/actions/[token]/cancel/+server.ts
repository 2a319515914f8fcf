import { CancelWish } from "$lib/scheduling/api.ts";
import { refused } from "$lib/scheduling/outcome.ts";
import { readJson } from "$lib/server/body.ts";
import * as bookings from "$lib/server/bookings.ts";
import { answer, problem } from "$lib/server/http.ts";
import { saidToGuest } from "$lib/server/said-booking.ts";
import type { RequestHandler } from "./$types";

/** The guest takes a request back or cancels a meeting. */
export const POST: RequestHandler = async ({ locals: { app }, params, request }) => {
  const found = await bookings.findByLink(app, params.token, "guest");
  if (!found) return problem(refused("not-found").refusal);
  const wish = await readJson(request, CancelWish);
  if (!wish.ok) return problem(wish.refusal);
  const cancelled = await bookings.cancel(app, found.booking.id, {
    by: { actor: "guest" },
    reason: wish.value.reason,
    revision: null,
  });
  if (!cancelled.ok) return problem(cancelled.refusal);
  return answer({ booking: saidToGuest(cancelled.value, found.host) });
};
