import { lookUpBooking } from "$lib/api/operations/guest-bookings.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { actionLinks, guestBookingJson } from "$lib/server/bookings/booking-json.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(lookUpBooking, async ({ app, params: { token } }) => {
  const found = await bookings.findByLink(app, token, "guest");
  if (!found) return refused("not-found");
  return accepted({
    booking: guestBookingJson(found.booking, found),
    actions: actionLinks(app.baseUrl, token),
  });
});
