import { actionBy } from "$lib/server/http/action.ts";
import * as subscriptions from "$lib/server/webhooks/subscriptions.ts";
import { placeOf } from "../../../place.ts";
import { parseWebhook, WebhookForm, webhookForm } from "../webhook-form.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) =>
  await webhookForm(event, await placeOf(event), null);

export const actions: Actions = {
  default: actionBy(placeOf)(
    WebhookForm,
    ({ app, owner }, values) => {
      const input = parseWebhook(values, true);
      return input.ok ? subscriptions.create(app, owner, input.value) : input;
    },
    {
      // The answer to the form is the only place that ever shows it.
      shows: ({ subscription, secret }, { base }) => ({
        secret,
        href: `${base}/webhooks/${subscription.id}`,
      }),
    },
  ),
};
