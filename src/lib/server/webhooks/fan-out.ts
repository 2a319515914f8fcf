import { isSubscribed, type WebhookSubscription } from "$lib/scheduling/webhook.ts";
import { finished, type WebhookDelivery } from "$lib/scheduling/webhook-delivery.ts";
import type { WebhookEvent } from "$lib/scheduling/webhook-event.ts";
import type { App } from "../app.ts";
import { commit, newCommit, retryCommit } from "../store/commit.ts";
import { countParts } from "./payload.ts";
import {
  deliveryId,
  readDelivery,
  writeDelivery,
  writeSignal,
} from "../store/webhook-deliveries.ts";
import { listEarlierToFanOut, readEvent } from "../store/webhook-events.ts";
import { readLane, wakeLane } from "../store/webhook-lanes.ts";
import { listSubscriptions, readSubscription } from "../store/webhooks.ts";

/** A commit takes ten checks, of which each delivery needs two. */
const DELIVERIES_PER_COMMIT = 4;

/**
 * Makes the deliveries of an event, one for each subscription of its owners that wants it; twice makes none more. The
 * earlier events of its booking come first, also where their own jobs were interrupted.
 */
export async function fanOut(app: App, eventId: string): Promise<void> {
  const event = (await readEvent(app.kv, eventId)).value;
  if (!event) return;
  for (const each of await listEarlierToFanOut(app.kv, event)) await makeDeliveries(app, each);
  await makeDeliveries(app, event);
}

async function makeDeliveries(app: App, event: WebhookEvent): Promise<void> {
  if (event.facts.about === "erased") return;
  const typeId = event.facts.about === "booking" ? event.facts.type.id : null;
  const all = await Promise.all(event.owners.map((id) => listSubscriptions(app.kv, id)));
  const wanting = all.flat().filter((each) =>
    isSubscribed(each, event.kind, typeId) && !isOwnEnd(event, each)
  );
  const deliveries = wanting.flatMap((each) => newDeliveries(app, event, each));
  for (let i = 0; i < deliveries.length; i += DELIVERIES_PER_COMMIT) {
    await addDeliveries(app, deliveries.slice(i, i + DELIVERIES_PER_COMMIT));
  }
}

/** What a subscription is sent of an event: each part of it, or one delivery that says that there is none. */
function newDeliveries(
  app: App,
  event: WebhookEvent,
  subscription: WebhookSubscription,
): WebhookDelivery[] {
  const parts = Math.max(1, countParts(event, subscription, app.baseUrl));
  return Array.from(
    { length: parts },
    (_, part) => newDelivery(event, subscription, { now: app.now(), part }),
  );
}

/** Whether the event says that this very subscription was disabled: only the others are told. */
function isOwnEnd({ facts }: WebhookEvent, { id }: WebhookSubscription): boolean {
  return facts.about === "webhook" && facts.subscriptionId === id;
}

async function addDeliveries(app: App, deliveries: readonly WebhookDelivery[]): Promise<void> {
  const outcome = await retryCommit<true>(async () => {
    const op = newCommit(app.kv);
    for (const each of deliveries) await addDelivery(app, op, each);
    return await commit(op) || "lost";
  }, 50);
  if (outcome !== true) throw new Error("other deliveries came first too often");
}

/** Adds to a commit: a delivery, unless it exists; its lane is woken, which deletes it if its subscription is gone. */
async function addDelivery(
  app: App,
  op: Deno.AtomicOperation,
  delivery: WebhookDelivery,
): Promise<void> {
  const { subscriptionId, ownerId } = delivery;
  // The lane first: whatever it does afterwards makes this commit fail.
  const lane = await readLane(app.kv, subscriptionId);
  const subscription = await readSubscription(app.kv, ownerId, subscriptionId);
  const was = await readDelivery(app.kv, subscriptionId, delivery.id);
  if (was.versionstamp !== null || subscription.versionstamp === null) return;
  writeDelivery(op, was, delivery);
  // What is skipped wakes no lane, which would delete it with its subscription.
  if (delivery.dueAt === null) return void op.check(subscription);
  writeSignal(op, subscriptionId, delivery.id);
  wakeLane(op, lane, { id: subscriptionId, ownerId }, app.now());
}

/** A delivery that is due now; skipped where the subscription is paused or disabled. */
export function newDelivery(
  event: WebhookEvent,
  subscription: WebhookSubscription,
  { now, part = 0, isManual = false }: { now: number; part?: number; isManual?: boolean },
): WebhookDelivery {
  const { facts } = event;
  const isAboutBooking = facts.about === "booking" && !event.isTest;
  const delivery: WebhookDelivery = {
    id: deliveryId(event.id, subscription.id, part),
    subscriptionId: subscription.id,
    ownerId: subscription.ownerId,
    eventId: event.id,
    part,
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
