import { eraseTestBooking } from "$lib/api/operations/first-steps.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import * as trial from "$lib/server/bookings/test-booking.ts";
import { serve } from "$lib/server/http/serve.ts";

export const DELETE = serve(eraseTestBooking, async ({ app, host, params }) => {
  const erased = await trial.eraseTestBooking(app, host.id, params.id);
  return erased.ok ? accepted({ erased: erased.value.gone }) : erased;
});
