import { setLocation } from "$lib/api/operations/booking-changes.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { changeBooking } from "$lib/server/http/host-bookings-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(setLocation, (call) => {
  const { app, host, body: { location } } = call;
  return changeBooking(
    call,
    ({ id }, revision) => bookings.setLocation(app, id, { hostId: host.id, location, revision }),
  );
});
