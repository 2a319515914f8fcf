import * as api from "$lib/api/operations/webhook-deliveries.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { serve } from "$lib/server/http/serve.ts";
import * as deliveries from "$lib/server/webhooks/deliveries.ts";
import { deliveryJson } from "$lib/server/webhooks/webhook-json.ts";
import { ownerOf } from "../../../owner.ts";

export const GET = serve(api.getDelivery, async ({ app, host, query, params }) => {
  const owner = ownerOf(host, query);
  const shown = await deliveries.show(app, owner, params.id, params.deliveryId);
  if (!shown.ok) return shown;
  const { delivery, request } = shown.value;
  return accepted({ delivery: deliveryJson(delivery), request });
});
