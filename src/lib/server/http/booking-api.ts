import * as v from "valibot";
import {
  type BookingBody,
  IdempotencyKey,
  type TeamBookingBody,
} from "$lib/scheduling/api-schemas.ts";
import { refused } from "$lib/scheduling/outcome.ts";
import { actionLinks } from "../bookings/booking-json.ts";
import * as bookings from "../bookings/index.ts";
import { redirectAfterBooking } from "../bookings/redirect.ts";
import { requestAddress } from "../event-types/booking-page.ts";
import { readJsonBody } from "./json-body.ts";
import { apiResponse, problem } from "./problem-details.ts";

/** The response to `POST /v0/bookings` and `POST /v0/team-bookings`: `route` is what the Idempotency-Key belongs to. */
export async function bookingApiResponse(
  { app, client }: Pick<App.Locals, "app" | "client">,
  request: Request,
  { route, body }: { route: string; body: typeof BookingBody | typeof TeamBookingBody },
): Promise<Response> {
  const key = v.safeParse(IdempotencyKey, request.headers.get("idempotency-key"));
  if (!key.success) return problem(refused("key-required").refusal);
  const input = await readJsonBody(request, body);
  if (!input.ok) return problem(input.refusal);

  const { eventSlug: slug, startsAt, duration, timezone, ...guest } = input.value;
  const address = "teamSlug" in guest
    ? { team: guest.teamSlug, slug }
    : { username: guest.username, slug };
  const requested = await bookings.request(app, {
    ...requestAddress(address),
    start: startsAt,
    minutes: duration,
    guest: {
      name: guest.inviteeName,
      email: guest.inviteeEmail,
      note: guest.note,
      zone: timezone,
      hourCycle: 24,
      answers: guest.answers,
    },
    key: { route, value: key.output },
    viaWidget: false,
    link: guest.link,
    client,
  });
  if (!requested.ok) return problem(requested.refusal);

  const { booking, response: { assigned, ...response }, token, replayed } = requested.value;
  const target = await redirectAfterBooking(app, booking);
  return apiResponse(
    {
      booking: response,
      ...(assigned ? { assigned } : {}),
      actions: actionLinks(app.baseUrl, token),
      redirect: target?.url ?? null,
    },
    201,
    replayed ? { "idempotent-replayed": "true" } : {},
  );
}
