import { removeGuest } from "$lib/api/operations/booking-changes.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { changeBooking } from "$lib/server/http/host-bookings-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(removeGuest, (call) => {
  const { app, host, body: { email: address } } = call;
  return changeBooking(
    call,
    ({ id }, revision) =>
      bookings.removeExtraGuest(app, id, { hostId: host.id, address, revision }),
  );
});
