import * as api from "$lib/api/operations/webhook-deliveries.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { serve } from "$lib/server/http/serve.ts";
import * as deliveries from "$lib/server/webhooks/deliveries.ts";
import { deliveryJson } from "$lib/server/webhooks/webhook-json.ts";
import { ownerOf } from "../../../../owner.ts";

export const POST = serve(api.dropDelivery, async ({ app, host, query, params }) => {
  const owner = ownerOf(host, query);
  const { id, deliveryId } = params;
  const dropped = await deliveries.drop(app, owner, id, deliveryId, host.id);
  return dropped.ok ? accepted({ delivery: deliveryJson(dropped.value) }) : dropped;
});
