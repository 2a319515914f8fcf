import * as v from "valibot";
import { IdempotencyKey, RescheduleBody } from "$lib/scheduling/api-schemas.ts";
import { refused } from "$lib/scheduling/outcome.ts";
import { readJsonBody } from "$lib/server/http/json-body.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { apiResponse, problem } from "$lib/server/http/problem-details.ts";
import { actionLinks } from "$lib/server/bookings/booking-json.ts";
import type { RequestHandler } from "./$types";

/** The guest reschedules a booking or requests another time. */
export const POST: RequestHandler = async ({ locals: { app }, params, request }) => {
  const found = await bookings.findByLink(app, params.token, "guest");
  if (!found) return problem(refused("not-found").refusal);
  const key = v.safeParse(IdempotencyKey, request.headers.get("idempotency-key"));
  if (!key.success) return problem(refused("key-required").refusal);
  const input = await readJsonBody(request, RescheduleBody);
  if (!input.ok) return problem(input.refusal);

  const { startsAt, timezone } = input.value;
  const outcome = await bookings.rescheduleWithKey(app, found.booking, {
    start: startsAt,
    zone: timezone,
    key: key.output,
  });
  if (!outcome.ok) return problem(outcome.refusal);
  const { response, replayed } = outcome.value;
  return apiResponse(
    { booking: response, actions: actionLinks(app.baseUrl, params.token) },
    200,
    replayed ? { "idempotent-replayed": "true" } : {},
  );
};
