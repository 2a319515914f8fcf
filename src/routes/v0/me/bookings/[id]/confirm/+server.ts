import { confirmBooking } from "$lib/api/operations/booking-changes.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { changeBooking } from "$lib/server/http/host-bookings-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(confirmBooking, (call) => {
  const { app, host, body: { message, acknowledged, forAll } } = call;
  const decision = {
    hostId: host.id,
    message,
    forAll,
    force: acknowledged.length > 0,
    acknowledged,
  };
  return changeBooking(
    call,
    ({ id }, revision) => bookings.confirm(app, id, { ...decision, revision }),
  );
});
