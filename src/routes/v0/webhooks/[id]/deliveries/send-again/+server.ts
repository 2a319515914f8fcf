import * as api from "$lib/api/operations/webhook-deliveries.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { serve } from "$lib/server/http/serve.ts";
import * as deliveries from "$lib/server/webhooks/deliveries.ts";
import { ownerOf } from "../../../owner.ts";

export const POST = serve(api.sendRangeAgain, async ({ app, host, query, params, body }) => {
  const { from, to, states } = body;
  const range = { from, to, ...(states ? { states } : {}) };
  const sent = await deliveries.sendRangeAgain(app, ownerOf(host, query), params.id, range);
  if (!sent.ok) return sent;
  const { count, next } = sent.value;
  return accepted({ count, next: next === null ? null : new Date(next).toISOString() });
});
