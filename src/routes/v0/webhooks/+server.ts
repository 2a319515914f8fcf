import * as api from "$lib/api/operations/webhooks.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { serve } from "$lib/server/http/serve.ts";
import * as subscriptions from "$lib/server/webhooks/subscriptions.ts";
import { readWebhookJson } from "$lib/server/webhooks/webhook-json.ts";
import { ownerOf } from "./owner.ts";

export const GET = serve(api.listWebhooks, async ({ app, host, query }) => {
  const found = await subscriptions.list(app, ownerOf(host, query));
  if (!found.ok) return found;
  return accepted({
    webhooks: await Promise.all(found.value.map((each) => readWebhookJson(app, each))),
  });
});

export const POST = serve(api.createWebhook, async ({ app, host, query, body }) => {
  const created = await subscriptions.create(app, ownerOf(host, query), body);
  if (!created.ok) return created;
  const { subscription, secret } = created.value;
  return accepted({ webhook: await readWebhookJson(app, subscription), secret });
});
