import * as v from "valibot";
import { actionBy } from "$lib/server/http/action.ts";
import { error } from "@sveltejs/kit";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { WebhookDelivery } from "$lib/scheduling/webhook-delivery.ts";
import * as deliveries from "$lib/server/webhooks/deliveries.ts";
import { placeOf } from "../../../../../place.ts";
import { deliveryState, moment, tryResult, webhookName } from "../../../webhook-view.ts";
import type { Actions, PageServerLoad } from "./$types";

/** One delivery with its request and every try; 404 when it is not of the owner's webhook. */
export const load: PageServerLoad = async (event) => {
  const { host, owner, base } = await placeOf(event);
  const { webhookId, deliveryId } = event.params;
  const { dashboard: { webhooks: words }, refusals } = messages(host.language);
  const shown = await deliveries.show(event.locals.app, owner, webhookId, deliveryId);
  if (!shown.ok) error(404, refusals.sentences["not-found"]);
  const { subscription, delivery, request } = shown.value;
  const { reason, state, dueAt, finishedAt } = delivery;
  return {
    title: words.events[delivery.kind],
    words,
    back: {
      href: `${base}/webhooks/${webhookId}`,
      label: format(words.delivery.back, { name: webhookName(subscription) }),
    },
    delivery: {
      id: delivery.id,
      url: delivery.tries.at(-1)?.url ?? subscription.url,
      isTest: delivery.isTest,
      state: deliveryState(delivery, words),
      reason: reason && words.reasons[reason],
      created: moment(delivery.createdAt, host),
      finished: finishedAt === null ? null : moment(finishedAt, host),
      next: dueAt === null ? null : moment(dueAt, host),
      bookingId: delivery.bookingId,
      canSend: reason !== "erased",
      isWaiting: state === "waiting",
      canDrop: state === "waiting" || state === "stopped",
      tries: tryRows(delivery, host),
    },
    request: request && {
      headers: Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`).join(
        "\n",
      ),
      body: JSON.stringify(JSON.parse(request.body), null, 2),
    },
    notice: event.url.searchParams.has("again")
      ? words.delivery.sentAgain
      : event.url.searchParams.has("dropped")
      ? words.delivery.dropped
      : null,
  };
};

function tryRows({ tries, tryCount }: WebhookDelivery, host: Host) {
  const words = messages(host.language).dashboard.webhooks;
  const firstKept = Math.max(1, tryCount - tries.length + 1);
  return tries.map((each, i) => ({
    name: format(words.delivery.try, { n: firstKept + i }),
    answerLabel: format(words.delivery.answerOf, { n: firstKept + i }),
    when: moment(each.at, host),
    took: format(words.delivery.took, { ms: each.tookMs }),
    result: tryResult(each, words),
    isGood: each.status !== null && each.status >= 200 && each.status < 300,
    hasAnswer: each.status !== null,
    answer: each.answer,
    isCut: each.isAnswerCut,
  })).reverse();
}

const onDelivery = actionBy(async (event) => {
  const { webhookId = "", deliveryId = "" } = event.params;
  const place = await placeOf(event);
  const here = `${place.base}/webhooks/${webhookId}/deliveries/${deliveryId}`;
  return { ...place, webhookId, deliveryId, here };
});
const Nothing = v.object({});

export const actions: Actions = {
  drop: onDelivery(
    Nothing,
    ({ app, owner, host, webhookId, deliveryId }) =>
      deliveries.drop(app, owner, webhookId, deliveryId, host.id),
    { done: (_, { here }) => `${here}?dropped` },
  ),

  again: onDelivery(
    Nothing,
    ({ app, owner, webhookId, deliveryId }) =>
      deliveries.sendAgain(app, owner, webhookId, deliveryId),
    { done: (_, { here }) => `${here}?again` },
  ),
};
