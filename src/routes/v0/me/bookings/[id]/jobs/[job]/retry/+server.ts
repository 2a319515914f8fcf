import { retryJob } from "$lib/api/operations/booking-changes.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { changeBooking } from "$lib/server/http/host-bookings-api.ts";
import { serve } from "$lib/server/http/serve.ts";
import * as jobs from "$lib/server/jobs/retry.ts";
import { listJobsOfBooking } from "$lib/server/store/jobs.ts";

export const POST = serve(retryJob, (call) => {
  const { app, host, params } = call;
  return changeBooking(call, async (booking) => {
    const known = await listJobsOfBooking(app.kv, booking.id);
    if (!known.some(({ id }) => id === params.job)) return refused("not-found");
    const retried = await jobs.retryJob(app, host.id, params.job);
    return retried.ok ? accepted(booking) : retried;
  });
});
