import { getBooking } from "$lib/api/operations/host-bookings.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { bookingDetails } from "$lib/server/http/host-booking-details.ts";
import { findOwnBooking } from "$lib/server/http/host-bookings-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(getBooking, async (call) => {
  const found = await findOwnBooking(call);
  if (!found.ok) return found;
  return accepted(await bookingDetails(call.app, call.host, found.value));
});
