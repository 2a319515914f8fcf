import { declineBooking } from "$lib/api/operations/booking-changes.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { giveBooking } from "$lib/server/http/host-bookings-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(declineBooking, (call) => {
  const { app, host, body: { message, forAll } } = call;
  const decision = { hostId: host.id, message, forAll, force: false };
  return giveBooking(
    call,
    ({ id }, revision) => bookings.reject(app, id, { ...decision, revision }),
  );
});
