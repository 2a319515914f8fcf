import { findGuest } from "$lib/api/operations/guest-data.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { upcomingJson } from "$lib/server/bookings/host-booking-json.ts";
import { countGuestBookings } from "$lib/server/guests/erasure.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(findGuest, async ({ app, host, query: { email } }) => {
  const { all, upcoming } = await countGuestBookings(app, host.id, email);
  return accepted({ email, bookings: all, upcoming: upcoming.map(upcomingJson) });
});
