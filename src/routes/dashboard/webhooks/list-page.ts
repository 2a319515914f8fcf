import { error, type RequestEvent } from "@sveltejs/kit";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import * as deliveries from "$lib/server/webhooks/deliveries.ts";
import * as subscriptions from "$lib/server/webhooks/subscriptions.ts";
import type { WebhookSubscription } from "$lib/scheduling/webhook.ts";
import type { WebhookPlace } from "./webhook-place.ts";
import { makerText } from "./maker-text.ts";
import { deliveryState, moment, webhookName, webhookState } from "./webhook-view.ts";

/** An owner's webhooks, each with its state and its last delivery. */
export async function loadWebhooks(event: RequestEvent, place: WebhookPlace) {
  const { host, owner, team, list, above } = place;
  const all = messages(host.language), words = all.dashboard.webhooks;
  const found = await subscriptions.list(event.locals.app, owner);
  if (!found.ok) error(404, all.refusals.sentences["not-found"]);
  return {
    title: words.title,
    words,
    list,
    back: { href: above, label: team ?? words.back },
    lead: team === null ? words.lead : words.teamLead,
    notice: event.url.searchParams.has("removed") ? words.removed : null,
    webhooks: await Promise.all(found.value.map((each) => row(event, place, each))),
  };
}

async function row(
  { locals: { app } }: RequestEvent,
  { host, owner, team }: WebhookPlace,
  subscription: WebhookSubscription,
) {
  const words = messages(host.language).dashboard.webhooks;
  const page = await deliveries.list(app, owner, subscription.id, { limit: 1 });
  const last = page.ok ? page.value.deliveries[0] : null;
  return {
    id: subscription.id,
    name: webhookName(subscription),
    url: subscription.url,
    state: webhookState(subscription, words),
    maker: team === null ? null : await makerText(app, subscription, host),
    last: last
      ? format(words.last, {
        state: deliveryState(last, words).label,
        when: moment(last.createdAt, host),
      })
      : words.never,
  };
}
