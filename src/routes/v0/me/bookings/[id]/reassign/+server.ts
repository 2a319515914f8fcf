import { reassignBooking } from "$lib/api/operations/booking-changes.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { giveBooking } from "$lib/server/http/host-bookings-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(reassignBooking, (call) => {
  const { app, host, body: { from = host.id, to = "any-free" } } = call;
  const by = { hostId: host.id };
  return giveBooking(
    call,
    ({ id }, revision) => bookings.reassign(app, id, { by, from, to, revision }),
  );
});
