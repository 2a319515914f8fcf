import { writebackStatus } from "$lib/api/operations/calendar-sign-in.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { serve } from "$lib/server/http/serve.ts";
import { calendarWrites } from "$lib/server/jobs/calendar-writes.ts";

export const GET = serve(
  writebackStatus,
  async ({ app, host }) => accepted(await calendarWrites(app, host.id)),
);
