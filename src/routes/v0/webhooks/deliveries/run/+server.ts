import * as api from "$lib/api/operations/webhook-deliveries.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { serve } from "$lib/server/http/serve.ts";
import { runDue } from "$lib/server/webhooks/deliveries.ts";

export const POST = serve(
  api.runDeliveries,
  async ({ app, host }) => accepted(await runDue(app, host.id)),
);
