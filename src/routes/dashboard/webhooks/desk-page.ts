import { error, type RequestEvent } from "@sveltejs/kit";
import { format, plural } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";
import { isSupportedInstant } from "$lib/scheduling/day.ts";
import { deliveryStates } from "$lib/scheduling/webhook-delivery.ts";
import { webhookKinds, type WebhookSubscription } from "$lib/scheduling/webhook.ts";
import * as deliveries from "$lib/server/webhooks/deliveries.ts";
import { requireWebhook } from "./form-page.ts";
import { makerText } from "./maker-text.ts";
import { snippets } from "./snippets.ts";
import type { WebhookPlace } from "./webhook-place.ts";
import { deliveryRow, moment, webhookName, webhookState } from "./webhook-view.ts";

const PAGE = 30;

/** A webhook with its deliveries, as the address filters them. */
export async function loadDesk(event: RequestEvent, place: WebhookPlace) {
  const { host, owner, list } = place;
  const subscription = await requireWebhook(event, place);
  const { dashboard: { webhooks: words }, frame, refusals } = messages(host.language);
  const query = event.url.searchParams;
  const state = deliveryStates.find((each) => each === query.get("state")) ?? null;
  const kind = webhookKinds.find((each) => each === query.get("kind")) ?? null;
  const before = query.get("before")?.slice(0, 200) || null;
  const filter = { state, kind, before, limit: PAGE };
  const page = await deliveries.list(event.locals.app, owner, subscription.id, filter);
  if (!page.ok) error(404, refusals.sentences["not-found"]);
  const { url, active, createdAt } = subscription;
  return {
    title: webhookName(subscription),
    words,
    copy: frame.copy,
    back: { href: list, label: words.title },
    here: `${list}/${subscription.id}`,
    webhook: {
      name: webhookName(subscription),
      url,
      active,
      since: moment(createdAt, host),
      maker: place.team === null ? null : await makerText(event.locals.app, subscription, host),
      state: webhookState(subscription, words),
      disabled: subscription.disabled ? words.disabled[subscription.disabled.reason] : null,
      secretText: subscription.format === "standard" ? words.secret.text : words.secret.textOther,
      oldSecret: oldSecretText(event, place, subscription),
    },
    filter: { state: state ?? "", kind: kind ?? "" },
    isFiltered: state !== null || kind !== null || before !== null,
    states: deliveryStates.map((value) => ({ value, label: words.deliveryStates[value] })),
    kinds: webhookKinds.map((value) => ({ value, label: words.events[value] })),
    deliveries: page.value.deliveries.map((each) => deliveryRow(each, words, host)),
    older: page.value.next && olderQuery({ state, kind, before: page.value.next }),
    isFirst: before === null,
    notice: noticeOf(query, words, host),
    snippets: (["typescript", "python", "php"] as const).map((language) => ({
      language: words.verify.languages[language],
      code: snippets[language].trim(),
    })),
  };
}

function olderQuery(filter: Record<string, string | null>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) if (value) query.set(name, value);
  return `?${query}`;
}

function oldSecretText(
  { locals: { app } }: RequestEvent,
  { host }: WebhookPlace,
  { secrets, format: shape }: WebhookSubscription,
): string | null {
  const words = messages(host.language).dashboard.webhooks.secret;
  const until = secrets.find((each) => each.until !== null && each.until > app.now())?.until;
  return until && shape === "standard" ? format(words.old, { when: moment(until, host) }) : null;
}

function noticeOf(
  query: URLSearchParams,
  words: ReturnType<typeof messages>["dashboard"]["webhooks"],
  reader: WebhookPlace["host"],
): string | null {
  switch (query.get("done")) {
    case "saved":
      return words.saved;
    case "paused":
      return words.paused;
    case "resumed":
      return words.resumed;
    case "tested":
      return words.desk.tested;
    case "again": {
      const count = Math.min(deliveries.MAX_SENT_AGAIN, Number(query.get("count")) || 0);
      if (count === 0) return words.desk.sentNone;
      const sent = plural(words.desk.sentAgain, count, reader.language),
        next = Number(query.get("next") || NaN);
      if (!isSupportedInstant(next)) return sent;
      return `${sent} ${format(words.desk.sentMore, { when: moment(next, reader) })}`;
    }
    default:
      return null;
  }
}
