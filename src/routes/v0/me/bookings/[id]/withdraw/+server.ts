import { withdrawFromBooking } from "$lib/api/operations/booking-changes.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { giveBooking } from "$lib/server/http/host-bookings-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(withdrawFromBooking, (call) => {
  const { app, host } = call;
  return giveBooking(
    call,
    ({ id }, revision) => bookings.withdraw(app, id, { hostId: host.id, by: "host", revision }),
  );
});
