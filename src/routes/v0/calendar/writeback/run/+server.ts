import { runWriteback } from "$lib/api/operations/calendar-sign-in.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { serve } from "$lib/server/http/serve.ts";
import { runCalendarWrites } from "$lib/server/jobs/calendar-writes.ts";

export const POST = serve(
  runWriteback,
  async ({ app, host }) => accepted({ queued: await runCalendarWrites(app, host.id) }),
);
