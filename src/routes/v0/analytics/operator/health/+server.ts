import { showHealth } from "$lib/api/operations/analytics.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { readHealth } from "$lib/server/analytics/health.ts";
import { readWebhookHealth } from "$lib/server/analytics/webhook-health.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(showHealth, async ({ app, host }) => {
  const [counts, webhooks] = await Promise.all([
    readHealth(app, host.id),
    readWebhookHealth(app, host.id),
  ]);
  return accepted({ ...counts, webhooks });
});
