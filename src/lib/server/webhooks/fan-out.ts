import { isSubscribed, type WebhookSubscription } from "$lib/scheduling/webhook.ts";
import { finished, type WebhookDelivery } from "$lib/scheduling/webhook-delivery.ts";
import type { WebhookEvent } from "$lib/scheduling/webhook-event.ts";
import type { App } from "../app.ts";
import { commit, newCommit, retryCommit } from "../store/commit.ts";
import {
  deliveryId,
  readDelivery,
  writeDelivery,
  writeSignal,
} from "../store/webhook-deliveries.ts";
import { readEvent } from "../store/webhook-events.ts";
import { readLane, wakeLane } from "../store/webhook-lanes.ts";
import { listSubscriptions } from "../store/webhooks.ts";

/** A commit takes ten checks, of which each delivery needs two. */
const DELIVERIES_PER_COMMIT = 4;

/** Makes the deliveries of an event, one for each subscription of its owners that wants it; twice makes none more. */
export async function fanOut(app: App, eventId: string): Promise<void> {
  const event = (await readEvent(app.kv, eventId)).value;
  if (!event || event.facts.about === "erased") return;
  const typeId = event.facts.about === "booking" ? event.facts.type.id : null;
  const all = await Promise.all(event.owners.map((id) => listSubscriptions(app.kv, id)));
  const wanting = all.flat().filter((each) =>
    isSubscribed(each, event.kind, typeId) && !isOwnEnd(event, each)
  );
  for (let i = 0; i < wanting.length; i += DELIVERIES_PER_COMMIT) {
    await addDeliveries(app, event, wanting.slice(i, i + DELIVERIES_PER_COMMIT));
  }
}

/** Whether the event says that this very subscription was disabled: only the others are told. */
function isOwnEnd({ facts }: WebhookEvent, { id }: WebhookSubscription): boolean {
  return facts.about === "webhook" && facts.subscriptionId === id;
}

async function addDeliveries(
  app: App,
  event: WebhookEvent,
  subscriptions: readonly WebhookSubscription[],
): Promise<void> {
  const outcome = await retryCommit<true>(async () => {
    const op = newCommit(app.kv);
    for (const each of subscriptions) await addDelivery(app, op, event, each);
    return await commit(op) || "lost";
  }, 50);
  if (outcome !== true) throw new Error("other deliveries came first too often");
}

/** Adds to a commit: the delivery of an event to a subscription, unless it exists; its lane is woken. */
async function addDelivery(
  app: App,
  op: Deno.AtomicOperation,
  event: WebhookEvent,
  subscription: WebhookSubscription,
): Promise<void> {
  const delivery = newDelivery(event, subscription, app.now());
  // The lane first: whatever it does afterwards makes this commit fail.
  const lane = await readLane(app.kv, subscription.id);
  const was = await readDelivery(app.kv, subscription.id, delivery.id);
  if (was.versionstamp !== null) return;
  writeDelivery(op, was, delivery);
  if (delivery.dueAt === null) return;
  writeSignal(op, subscription.id, delivery.id);
  wakeLane(op, lane, subscription, app.now());
}

/** A delivery that is due now; skipped where the subscription is paused or disabled. */
export function newDelivery(
  event: WebhookEvent,
  subscription: WebhookSubscription,
  now: number,
  isManual = false,
): WebhookDelivery {
  const { facts } = event;
  const isAboutBooking = facts.about === "booking" && !event.isTest;
  const delivery: WebhookDelivery = {
    id: deliveryId(event.id, subscription.id),
    subscriptionId: subscription.id,
    ownerId: subscription.ownerId,
    eventId: event.id,
    kind: event.kind,
    naming: subscription.naming,
    format: subscription.format,
    bookingId: isAboutBooking ? facts.id : null,
    revision: isAboutBooking ? facts.revision : 0,
    state: "waiting",
    reason: null,
    isTest: event.isTest,
    isManual,
    tryCount: 0,
    tries: [],
    firstTriedAt: null,
    dueAt: now,
    createdAt: now,
    finishedAt: null,
  };
  if (subscription.active || isManual) return delivery;
  return finished(delivery, "skipped", subscription.disabled ? "disabled" : "paused", now);
}
