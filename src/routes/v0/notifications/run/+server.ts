import { runNotifications as operation } from "$lib/api/operations/notifications.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { serve } from "$lib/server/http/serve.ts";
import { runNotifications } from "$lib/server/jobs/run-notifications.ts";

export const POST = serve(
  operation,
  async ({ app, host }) => accepted({ queued: await runNotifications(app, host.id) }),
);
