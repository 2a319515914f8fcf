import { cancelBooking } from "$lib/api/operations/booking-changes.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { changeBooking } from "$lib/server/http/host-bookings-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(cancelBooking, (call) => {
  const { app, host, body: { reason } } = call;
  const by = { actor: "host", hostId: host.id } as const;
  return changeBooking(
    call,
    ({ id }, revision) => bookings.cancel(app, id, { by, reason, revision }),
  );
});
