import { cancelByGuest } from "$lib/api/operations/guest-bookings.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { guestBookingJson } from "$lib/server/bookings/booking-json.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(cancelByGuest, async ({ app, params: { token }, body: { reason } }) => {
  const found = await bookings.findByLink(app, token, "guest");
  if (!found) return refused("not-found");
  const by = { actor: "guest" } as const;
  const cancelled = await bookings.cancel(app, found.booking.id, { by, reason, revision: null });
  return cancelled.ok ? accepted({ booking: guestBookingJson(cancelled.value, found) }) : cancelled;
});
