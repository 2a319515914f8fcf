import * as api from "$lib/api/operations/webhooks.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { serve } from "$lib/server/http/serve.ts";
import { rotateSecret } from "$lib/server/webhooks/subscriptions.ts";
import { readWebhookJson } from "$lib/server/webhooks/webhook-json.ts";
import { ownerOf } from "../../owner.ts";

export const POST = serve(api.rotateWebhookSecret, async (call) => {
  const { app, host, query, params, revision } = call;
  const rotated = await rotateSecret(app, ownerOf(host, query), params.id, revision);
  if (!rotated.ok) return rotated;
  const { subscription, secret } = rotated.value;
  return accepted({ webhook: await readWebhookJson(app, subscription), secret });
});
