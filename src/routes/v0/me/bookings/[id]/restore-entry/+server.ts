import { restoreEntries } from "$lib/api/operations/booking-changes.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import * as connections from "$lib/server/connections/index.ts";
import { changeBooking } from "$lib/server/http/host-bookings-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(restoreEntries, (call) => {
  const { app, host } = call;
  return changeBooking(call, async (booking) => {
    const restored = await connections.restoreEntries(app, host.id, booking.id);
    return restored.ok ? accepted(booking) : restored;
  });
});
