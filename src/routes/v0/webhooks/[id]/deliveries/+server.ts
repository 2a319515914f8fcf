import * as api from "$lib/api/operations/webhook-deliveries.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { serve } from "$lib/server/http/serve.ts";
import * as deliveries from "$lib/server/webhooks/deliveries.ts";
import { deliveryJson } from "$lib/server/webhooks/webhook-json.ts";
import { ownerOf } from "../../owner.ts";

export const GET = serve(api.listDeliveries, async ({ app, host, query, params }) => {
  const { state = null, kind = null, cursor = null, limit } = query;
  const filter = { state, kind, before: cursor, limit };
  const page = await deliveries.list(app, ownerOf(host, query), params.id, filter);
  if (!page.ok) return page;
  return accepted({
    deliveries: page.value.deliveries.map(deliveryJson),
    next: page.value.next,
  });
});
