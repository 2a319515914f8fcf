import type { Booking } from "$lib/scheduling/booking.ts";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import {
  afterTry,
  type DeliveryTry,
  finished,
  type WebhookDelivery,
} from "$lib/scheduling/webhook-delivery.ts";
import { bookingFacts } from "$lib/scheduling/booking-facts.ts";
import type { WebhookKind, WebhookSubscription } from "$lib/scheduling/webhook.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { App } from "$lib/server/app.ts";
import { readDelivery, writeDelivery } from "$lib/server/store/webhook-deliveries.ts";
import { newEventId, setEvent } from "$lib/server/store/webhook-events.ts";
import { readSubscription, writeSubscription } from "$lib/server/store/webhooks.ts";
import { newDelivery } from "$lib/server/webhooks/fan-out.ts";
import { setActive } from "$lib/server/webhooks/subscriptions.ts";
import { subscribe } from "./webhooks/recording-receiver.ts";

/** What pages of webhooks are found by. */
export interface SeededWebhooks {
  webhookId: string;
  emptyId: string;
  failedId: string;
}

/** Ada's webhooks: one with deliveries in every state, one that is paused, and one that was disabled. */
export async function seedWebhooks(
  app: App,
  ada: Host,
  booking: Booking,
): Promise<SeededWebhooks> {
  const { subscription } = await subscribe(app, ada.id, {
    url: "https://n8n.example.org/webhook/4f0c-bookings-of-the-bakery",
    description: "n8n: guest list",
  });
  const quiet = await subscribe(app, ada.id, { url: "https://hooks.example.org/zap/1" });
  await setActive(app, ada.id, quiet.subscription.id, false);
  await disable(app, await subscribe(app, ada.id, { description: "Old server" }));
  const add = (kind: WebhookKind, agoHours: number, tries: Answer[]) =>
    addDelivery(app, { ada, booking, subscription }, kind, app.now() - agoHours * HOUR, tries);
  await add("booking.requested", 50, [{ status: 200, answer: '{"ok":true}' }]);
  const failed = await add("booking.confirmed", 49, [
    { error: "timeout" },
    { status: 500, answer: "<h1>Internal Server Error</h1>\nSQLSTATE[HY000] ".padEnd(600, "x") },
    { status: 410, answer: "" },
  ]);
  await add("booking.rescheduled", 3, [{ status: 503, answer: "" }, { error: "unreachable" }]);
  await add("booking.cancelled", 2, []);
  await add("booking.reminder", 1, [{ status: 204, answer: "" }]);
  return {
    webhookId: subscription.id,
    emptyId: quiet.subscription.id,
    failedId: failed.id,
  };
}

/** Their pages, by a name. */
export function pagesOfWebhooks(
  { webhookId, emptyId, failedId }: SeededWebhooks,
): Record<string, string> {
  const base = "/dashboard/webhooks";
  return {
    webhooks: base,
    "webhook-new": `${base}/new`,
    webhook: `${base}/${webhookId}`,
    "webhook-filtered": `${base}/${webhookId}?state=delivered&kind=booking.declined`,
    "webhook-empty": `${base}/${emptyId}`,
    "webhook-edit": `${base}/${webhookId}/edit`,
    "webhook-delivery": `${base}/${webhookId}/deliveries/${failedId}`,
  };
}

type Answer = Partial<Pick<DeliveryTry, "status" | "error" | "answer">>;

/** A delivery with these tries, and skipped without any. */
export async function addDelivery(
  app: App,
  { ada, booking, subscription }: {
    ada: Host;
    booking: Booking;
    subscription: WebhookSubscription;
  },
  kind: WebhookKind,
  at: number,
  tries: Answer[],
): Promise<WebhookDelivery> {
  const facts = bookingFacts(booking, { was: null, hosts: [ada], now: at });
  const of = { owners: [ada.id], onlyFor: null, isTest: false };
  const event = { id: newEventId(at), kind, at, ...of, facts };
  let delivery = newDelivery(event, subscription, { now: at });
  for (const [i, answer] of tries.entries()) {
    const none = { status: null, error: null, cause: null, answer: "", isAnswerCut: false };
    const made = {
      at: at + i * 5 * MINUTE,
      tookMs: 120 + i,
      url: subscription.url,
      ...none,
      ...answer,
    };
    delivery = afterTry(delivery, made, { retryAfterMs: 0, random: 0 });
  }
  if (tries.length === 0) delivery = finished(delivery, "skipped", "paused", at);
  const op = app.kv.atomic();
  setEvent(op, event);
  writeDelivery(op, await readDelivery(app.kv, subscription.id, delivery.id), delivery);
  await op.commit();
  return delivery;
}

async function disable(
  app: App,
  { subscription: { ownerId, id } }: { subscription: WebhookSubscription },
): Promise<void> {
  const was = await readSubscription(app.kv, ownerId, id);
  if (was.versionstamp === null) throw new Error("no such webhook");
  const op = app.kv.atomic();
  const disabled = { at: app.now(), reason: "failing" as const };
  writeSubscription(op, was, { ...was.value, active: false, disabled });
  await op.commit();
}
