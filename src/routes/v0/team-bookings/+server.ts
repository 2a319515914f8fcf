import { requestTeamBooking } from "$lib/api/operations/guest-bookings.ts";
import { bookingAnswer } from "$lib/server/http/booking-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(
  requestTeamBooking,
  ({ key, body, headers, event }) =>
    bookingAnswer(event.locals, {
      route: "POST /v0/team-bookings",
      key,
      body,
      headers,
      request: event.request,
    }),
);
