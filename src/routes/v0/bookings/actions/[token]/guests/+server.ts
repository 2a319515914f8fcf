import { setGuestsByGuest } from "$lib/api/operations/guest-bookings.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { guestBookingJson } from "$lib/server/bookings/booking-json.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { serve } from "$lib/server/http/serve.ts";

export const PUT = serve(setGuestsByGuest, async ({ app, params: { token }, body: { guests } }) => {
  const found = await bookings.findByLink(app, token, "guest");
  if (!found) return refused("not-found");
  const changed = await bookings.changeExtraGuests(app, found.booking.id, {
    guests,
    revision: null,
  });
  return changed.ok ? accepted({ booking: guestBookingJson(changed.value, found) }) : changed;
});
