import * as api from "$lib/api/operations/webhooks.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { serve } from "$lib/server/http/serve.ts";
import * as subscriptions from "$lib/server/webhooks/subscriptions.ts";
import { readWebhookJson } from "$lib/server/webhooks/webhook-json.ts";
import { ownerOf } from "../owner.ts";

export const GET = serve(api.getWebhook, async ({ app, host, query, params }) => {
  const found = await subscriptions.find(app, ownerOf(host, query), params.id);
  return found.ok ? accepted({ webhook: await readWebhookJson(app, found.value) }) : found;
});

export const PATCH = serve(
  api.updateWebhook,
  async ({ app, host, query, params, body, revision }) => {
    const owner = ownerOf(host, query);
    const found = await subscriptions.find(app, owner, params.id);
    if (!found.ok) return found;
    const { url, kinds, naming, format, eventTypeIds, description, active } = found.value;
    const was = { url, kinds, naming, format, eventTypeIds, description, active };
    const { revision: expected = revision ?? found.value.revision, ...changes } = body;
    const input = { ...was, ...changes };
    const edited = await subscriptions.edit(app, owner, params.id, expected, input);
    return edited.ok ? accepted({ webhook: await readWebhookJson(app, edited.value) }) : edited;
  },
);

export const DELETE = serve(api.deleteWebhook, async ({ app, host, query, params, revision }) => {
  const removed = await subscriptions.remove(app, ownerOf(host, query), params.id, revision);
  return removed.ok ? accepted({}) : removed;
});
