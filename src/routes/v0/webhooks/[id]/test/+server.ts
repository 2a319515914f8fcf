import * as api from "$lib/api/operations/webhooks.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { serve } from "$lib/server/http/serve.ts";
import { sendTest } from "$lib/server/webhooks/deliveries.ts";
import { ownerOf } from "../../owner.ts";

export const POST = serve(api.testWebhook, async ({ app, host, query, params, body }) => {
  const sent = await sendTest(app, ownerOf(host, query), params.id, body.kind ?? null);
  if (!sent.ok) return sent;
  const { id, state } = sent.value;
  return accepted({ delivery: { id, state } });
});
