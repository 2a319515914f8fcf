import { eraseGuest } from "$lib/api/operations/guest-data.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { upcomingJson } from "$lib/server/bookings/host-booking-json.ts";
import { eraseGuestData } from "$lib/server/guests/erasure.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(eraseGuest, async ({ app, host, body: { email } }) => {
  const { erased, inProgress, upcoming } = await eraseGuestData(app, host, email);
  return accepted({ erased, inProgress, upcoming: upcoming.map(upcomingJson) });
});
