import { requestBooking } from "$lib/api/operations/guest-bookings.ts";
import { bookingAnswer } from "$lib/server/http/booking-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(
  requestBooking,
  ({ key, body, headers, event }) =>
    bookingAnswer(event.locals, {
      route: "POST /v0/bookings",
      key,
      body,
      headers,
      request: event.request,
    }),
);
