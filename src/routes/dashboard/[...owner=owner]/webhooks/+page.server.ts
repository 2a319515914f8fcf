import { error, type RequestEvent } from "@sveltejs/kit";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import * as deliveries from "$lib/server/webhooks/deliveries.ts";
import * as subscriptions from "$lib/server/webhooks/subscriptions.ts";
import type { WebhookSubscription } from "$lib/scheduling/webhook.ts";
import { type Place, placeOf } from "../../place.ts";
import type { PageServerLoad } from "./$types";
import { deliveryState, makerText, moment, webhookName, webhookState } from "./webhook-view.ts";

export const load: PageServerLoad = async (event) => {
  const place = await placeOf(event);
  const { host, owner, team, base, settings } = place;
  const all = messages(host.language), words = all.dashboard.webhooks;
  const found = await subscriptions.list(event.locals.app, owner);
  if (!found.ok) error(404, all.refusals.sentences["not-found"]);
  return {
    title: words.title,
    words,
    list: `${base}/webhooks`,
    back: { href: settings, label: team?.name ?? words.back },
    lead: team ? words.teamLead : words.lead,
    notice: event.url.searchParams.has("removed") ? words.removed : null,
    webhooks: await Promise.all(found.value.map((each) => row(event, place, each))),
  };
};

/** A webhook with its state and its last delivery. */
async function row(event: RequestEvent, place: Place, subscription: WebhookSubscription) {
  const { host, owner } = place, words = messages(host.language).dashboard.webhooks;
  const page = await deliveries.list(event.locals.app, owner, subscription.id, { limit: 1 });
  const last = page.ok ? page.value.deliveries[0] : null;
  return {
    id: subscription.id,
    name: webhookName(subscription),
    url: subscription.url,
    state: webhookState(subscription, words),
    maker: await makerText(event, place, subscription),
    last: last
      ? format(words.last, {
        state: deliveryState(last, words).label,
        when: moment(last.createdAt, host),
      })
      : words.never,
  };
}
