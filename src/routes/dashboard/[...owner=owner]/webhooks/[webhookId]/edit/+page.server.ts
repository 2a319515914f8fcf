import * as v from "valibot";
import { actionBy } from "$lib/server/http/action.ts";
import * as subscriptions from "$lib/server/webhooks/subscriptions.ts";
import { placeOf } from "../../../../place.ts";
import { parseWebhook, WebhookForm, webhookForm } from "../../webhook-form.ts";
import { requireWebhook } from "../../webhook-view.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const place = await placeOf(event);
  return await webhookForm(event, place, await requireWebhook(event, place));
};

const onWebhook = actionBy(async (event) => {
  const place = await placeOf(event);
  return { ...place, webhook: await requireWebhook(event, place) };
});

export const actions: Actions = {
  default: onWebhook(
    v.object({ ...WebhookForm.entries, revision: v.string() }),
    ({ app, owner, webhook: { id, active } }, { revision, ...values }) => {
      const input = parseWebhook(values, active);
      return input.ok ? subscriptions.edit(app, owner, id, Number(revision), input.value) : input;
    },
    { done: (_, { base, webhook }) => `${base}/webhooks/${webhook.id}?done=saved` },
  ),
};
