import { listFreeTimes } from "$lib/api/operations/host-bookings.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { spanJson } from "$lib/server/bookings/host-booking-json.ts";
import { nearbyTimes } from "$lib/server/bookings/nearby-times.ts";
import { findOwnBooking } from "$lib/server/http/host-bookings-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(listFreeTimes, async (call) => {
  const found = await findOwnBooking(call);
  if (!found.ok) return found;
  const { app, host } = call, { booking } = found.value;
  const starts = await nearbyTimes(app, booking, host.id);
  const lengthMs = booking.end - booking.start;
  return accepted({
    timezone: host.zone,
    times: starts.map((start) => spanJson({ start, end: start + lengthMs })),
  });
});
