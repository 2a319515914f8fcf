import { sendVerificationByGuest } from "$lib/api/operations/guest-bookings.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { guestBookingJson } from "$lib/server/bookings/booking-json.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(sendVerificationByGuest, async ({ app, params: { token } }) => {
  const found = await bookings.findByLink(app, token, "guest");
  if (!found) return refused("not-found");
  const sent = await bookings.sendVerificationAgain(app, found.booking.id);
  return sent.ok ? accepted({ booking: guestBookingJson(sent.value, found) }) : sent;
});
