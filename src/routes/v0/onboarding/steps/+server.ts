import { recordFirstStep } from "$lib/api/operations/first-steps.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import * as trial from "$lib/server/bookings/test-booking.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(recordFirstStep, async ({ app, host, body }) => {
  const recorded = await trial.recordFirstStep(app, host.id, body.step);
  return recorded.ok ? accepted({ firstSteps: recorded.value.firstSteps }) : recorded;
});
