import { testTimes } from "$lib/api/operations/first-steps.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import * as trial from "$lib/server/bookings/test-booking.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(testTimes, async ({ app, host }) => {
  const type = await trial.testEventType(app, host.id);
  if (!type) return accepted({ eventType: null, times: [] });
  const [duration = 0] = type.durations;
  const starts = await trial.testTimes(app, host, type);
  return accepted({
    eventType: { id: type.id, title: type.title, duration },
    times: starts.map((start) => ({
      startsAt: new Date(start).toISOString(),
      endsAt: new Date(start + duration * MINUTE).toISOString(),
    })),
  });
});
