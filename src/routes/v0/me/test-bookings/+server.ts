import { requestTestBooking } from "$lib/api/operations/first-steps.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { hostBookingJson } from "$lib/server/bookings/host-booking-json.ts";
import * as trial from "$lib/server/bookings/test-booking.ts";
import { namedAsInBody } from "$lib/server/http/booking-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(requestTestBooking, async ({ app, host, body }) => {
  const { startsAt: start, email } = body;
  const requested = await trial.requestTestBooking(app, host, { start, email });
  if (!requested.ok) return namedAsInBody(requested);
  return accepted({ booking: await hostBookingJson(app, host, requested.value) });
});
