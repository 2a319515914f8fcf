import { correctEmailByGuest } from "$lib/api/operations/guest-bookings.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { guestBookingJson } from "$lib/server/bookings/booking-json.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { namedAsInBody } from "$lib/server/http/booking-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const PUT = serve(correctEmailByGuest, async ({ app, params: { token }, body }) => {
  const found = await bookings.findByLink(app, token, "guest");
  if (!found) return refused("not-found");
  const corrected = await bookings.correctGuestEmail(app, found.booking.id, {
    email: body.inviteeEmail,
    revision: null,
  });
  if (!corrected.ok) return namedAsInBody(corrected);
  return accepted({ booking: guestBookingJson(corrected.value, found) });
});
