import { error, type RequestEvent } from "@sveltejs/kit";
import { type DisplayOptions, formatShortWhen } from "$lib/i18n/date-time.ts";
import { format, plural } from "$lib/i18n/format.ts";
import { type Messages, messages } from "$lib/i18n/messages.ts";
import type { DeliveryTry, WebhookDelivery } from "$lib/scheduling/webhook-delivery.ts";
import type { WebhookSubscription } from "$lib/scheduling/webhook.ts";
import * as subscriptions from "$lib/server/webhooks/subscriptions.ts";
import { readMaker } from "$lib/server/webhooks/webhook-json.ts";
import type { Place } from "../../place.ts";

type Words = Messages["dashboard"]["webhooks"];
type Tone = "good" | "warn" | "bad" | "info" | "calm";

/** The webhook of a page's address; 404 when it is not its owner's. */
export async function requireWebhook(event: RequestEvent, { host, owner }: Place) {
  const id = event.params["webhookId"] ?? "";
  const found = await subscriptions.find(event.locals.app, owner, id);
  if (!found.ok) error(404, messages(host.language).refusals.sentences["not-found"]);
  return found.value;
}

/** What a subscription is called on pages: its description, or the host of its URL. */
export function webhookName({ description, url }: WebhookSubscription): string {
  return description || new URL(url).host;
}

/** A subscription's state as a badge. */
export function webhookState(
  { active, disabled, failingSince }: WebhookSubscription,
  words: Words,
): { label: string; tone: Tone } {
  if (disabled) return { label: words.states.disabled, tone: "bad" };
  if (!active) return { label: words.states.paused, tone: "calm" };
  return failingSince === null
    ? { label: words.states.active, tone: "good" }
    : { label: words.states.failing, tone: "warn" };
}

/** A delivery's state as a badge. */
export function deliveryState(
  { state, tryCount }: WebhookDelivery,
  words: Words,
): { label: string; tone: Tone } {
  const { deliveryStates: labels } = words;
  switch (state) {
    case "waiting":
      return tryCount > 0
        ? { label: labels.retrying, tone: "warn" }
        : { label: labels.waiting, tone: "info" };
    case "delivered":
      return { label: labels.delivered, tone: "good" };
    case "stopped":
      return { label: labels.stopped, tone: "bad" };
    case "skipped":
      return { label: labels.skipped, tone: "calm" };
  }
}

/** A row of the list of deliveries, in the reader's zone and language. */
export function deliveryRow(delivery: WebhookDelivery, words: Words, reader: DisplayOptions) {
  const { id, kind, isTest, tryCount, tries, createdAt, dueAt, reason, state } = delivery;
  const last = tries.at(-1);
  return {
    id,
    kind: words.events[kind],
    isTest,
    when: moment(createdAt, reader),
    state: deliveryState(delivery, words),
    tries: tryCount > 0 ? plural(words.desk.tries, tryCount, reader.language) : null,
    result: last ? tryResult(last, words) : reason ? words.reasons[reason] : null,
    next: dueAt !== null && tryCount > 0
      ? format(words.desk.next, { when: moment(dueAt, reader) })
      : null,
    canSend: state !== "waiting" && reason !== "erased",
  };
}

/** What came of a try: "Status 500", or why there was no answer. */
export function tryResult({ status, error }: DeliveryTry, words: Words): string {
  return error ? words.errors[error] : format(words.delivery.status, { status: status ?? 0 });
}

/** "Tue 24 Nov, 14:30". */
export function moment(instant: number, reader: DisplayOptions): string {
  return formatShortWhen(instant, reader);
}

/** Who made a team's webhook, and whether they still manage the team; null for a host's own. */
export async function makerText(
  { locals: { app } }: RequestEvent,
  { host, team }: Place,
  subscription: WebhookSubscription,
): Promise<string | null> {
  if (!team) return null;
  const { webhooks, teams } = messages(host.language).dashboard;
  const { name, manages } = await readMaker(app, subscription);
  const places = { name: name ?? teams.list.gone };
  return format(manages ? webhooks.createdBy : webhooks.createdByFormer, places);
}
