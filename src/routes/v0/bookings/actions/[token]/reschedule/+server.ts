import * as v from "valibot";
import { IdempotencyKey, RescheduleWish } from "$lib/scheduling/api.ts";
import { refused } from "$lib/scheduling/outcome.ts";
import { readJson } from "$lib/server/body.ts";
import * as bookings from "$lib/server/bookings.ts";
import { answer, problem } from "$lib/server/http.ts";
import { actionsOf } from "$lib/server/said-booking.ts";
import type { RequestHandler } from "./$types";

/** The guest moves a booking, or asks its host to. */
export const POST: RequestHandler = async ({ locals: { app }, params, request }) => {
  const found = await bookings.findByLink(app, params.token, "guest");
  if (!found) return problem(refused("not-found").refusal);
  const key = v.safeParse(IdempotencyKey, request.headers.get("idempotency-key"));
  if (!key.success) return problem(refused("key-needed").refusal);
  const wish = await readJson(request, RescheduleWish);
  if (!wish.ok) return problem(wish.refusal);

  const { startsAt, timezone } = wish.value;
  const outcome = await bookings.reschedule(app, found.booking, {
    start: startsAt,
    zone: timezone,
    key: key.output,
  });
  if (!outcome.ok) return problem(outcome.refusal);
  const { said, replayed } = outcome.value;
  return answer(
    { booking: said, actions: actionsOf(app.baseUrl, params.token) },
    200,
    replayed ? { "idempotent-replayed": "true" } : {},
  );
};
