import { proposeTimes } from "$lib/api/operations/booking-changes.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { changeBooking } from "$lib/server/http/host-bookings-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(proposeTimes, (call) => {
  const { app, host, body: { startsAt: starts, message } } = call;
  return changeBooking(
    call,
    ({ id }, revision) => bookings.propose(app, id, { hostId: host.id, starts, message, revision }),
  );
});
