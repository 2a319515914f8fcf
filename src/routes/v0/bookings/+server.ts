import * as v from "valibot";
import { BookingBody, IdempotencyKey } from "$lib/scheduling/api-schemas.ts";
import { refused } from "$lib/scheduling/outcome.ts";
import { readJsonBody } from "$lib/server/http/json-body.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { apiResponse, problem } from "$lib/server/http/problem-details.ts";
import { redirectAfterBooking } from "$lib/server/bookings/redirect.ts";
import { actionLinks } from "$lib/server/bookings/booking-json.ts";
import type { RequestHandler } from "./$types";

export const POST: RequestHandler = async ({ locals, request }) => {
  const key = v.safeParse(IdempotencyKey, request.headers.get("idempotency-key"));
  if (!key.success) return problem(refused("key-required").refusal);
  const input = await readJsonBody(request, BookingBody);
  if (!input.ok) return problem(input.refusal);

  const { username, eventSlug, startsAt, duration, timezone, inviteeName, inviteeEmail } =
    input.value;
  const requested = await bookings.request(locals.app, {
    username,
    slug: eventSlug,
    start: startsAt,
    minutes: duration,
    guest: {
      name: inviteeName,
      email: inviteeEmail,
      note: input.value.note,
      zone: timezone,
      hourCycle: 24,
      answers: input.value.answers,
    },
    key: { route: "POST /v0/bookings", value: key.output },
    viaWidget: false,
    link: input.value.link,
    client: locals.client,
  });
  if (!requested.ok) return problem(requested.refusal);

  const { booking, response, token, replayed } = requested.value;
  const target = await redirectAfterBooking(locals.app, booking);
  return apiResponse(
    {
      booking: response,
      actions: actionLinks(locals.app.baseUrl, token),
      redirect: target?.url ?? null,
    },
    201,
    replayed ? { "idempotent-replayed": "true" } : {},
  );
};
