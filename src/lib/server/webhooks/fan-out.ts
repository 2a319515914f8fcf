import { isSubscribed, type WebhookSubscription } from "$lib/scheduling/webhook.ts";
import { finished, type WebhookDelivery } from "$lib/scheduling/webhook-delivery.ts";
import type { WebhookEvent } from "$lib/scheduling/webhook-event.ts";
import type { App } from "../app.ts";
import { commitAsVersion, newCommit, retryCommit } from "../kv/commit.ts";
import type { Job } from "../store/job.ts";
import { storedJobs } from "../store/jobs.ts";
import { countParts } from "./payload.ts";
import { deliveryId, writeDelivery, writeSignal } from "../store/webhook-deliveries.ts";
import { listEarlierToFanOut, readEvent } from "../store/webhook-events.ts";
import { readForDelivery, wakeLane } from "../store/webhook-lanes.ts";
import { listSubscriptions } from "../store/webhooks.ts";

/** A commit takes ten checks, of which each delivery needs two. */
const DELIVERIES_PER_COMMIT = 4;

/**
 * The deliveries of an event, one for each subscription of its owners that wants it. Those of earlier events of its
 * booking come first, also where their own jobs were interrupted.
 */
export async function planDeliveries(app: App, eventId: string): Promise<WebhookDelivery[]> {
  const event = (await readEvent(app.kv, eventId)).value;
  if (!event) return [];
  const events = [...await listEarlierToFanOut(app.kv, event), event];
  return (await Promise.all(events.map((each) => deliveriesOf(app, each)))).flat();
}

/** Makes the deliveries of an event; twice makes none more. */
export async function fanOut(app: App, eventId: string): Promise<void> {
  await addDeliveries(app, await planDeliveries(app, eventId));
}

/** Stores planned deliveries in their order and wakes their lanes; twice makes none more. */
export async function addDeliveries(
  app: App,
  deliveries: readonly WebhookDelivery[],
): Promise<void> {
  for (let i = 0; i < deliveries.length; i += DELIVERIES_PER_COMMIT) {
    await addSome(app, deliveries.slice(i, i + DELIVERIES_PER_COMMIT));
  }
}

async function deliveriesOf(app: App, event: WebhookEvent): Promise<WebhookDelivery[]> {
  if (event.facts.about === "erased") return [];
  const typeId = event.facts.about === "booking" ? event.facts.type.id : null;
  const all = await Promise.all(event.owners.map((id) => listSubscriptions(app.kv, id)));
  const wanting = all.flat().filter((each) =>
    isSubscribed(each, event.kind, typeId) && !isOwnEnd(event, each)
  );
  return wanting.flatMap((each) => newDeliveries(app, event, each));
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

async function addSome(app: App, deliveries: readonly WebhookDelivery[]): Promise<void> {
  const outcome = await retryCommit<true>(async () => {
    const op = newCommit(app.kv), woken: Job[] = [];
    for (const each of deliveries) woken.push(...await addDelivery(app, op, each));
    const versionstamp = await commitAsVersion(op);
    if (versionstamp === null) return "lost";
    app.wakeJobs(storedJobs(woken, versionstamp));
    return true;
  }, 50);
  if (outcome !== true) throw new Error("other deliveries came first too often");
  for (const { subscriptionId } of deliveries) app.laneCalls.call(subscriptionId);
}

/** Adds to a commit: a delivery, unless it exists; its lane is woken, which deletes it if its subscription is gone, and returned. */
async function addDelivery(
  app: App,
  op: Deno.AtomicOperation,
  delivery: WebhookDelivery,
): Promise<Job[]> {
  const { subscriptionId, ownerId } = delivery;
  // All at one instant: whatever the lane does afterwards makes this commit fail.
  const { lane, subscription, was } = await readForDelivery(app.kv, delivery);
  if (was.versionstamp !== null || subscription.versionstamp === null) return [];
  writeDelivery(op, was, delivery);
  // What is skipped wakes no lane, which would delete it with its subscription.
  if (delivery.dueAt === null) {
    op.check(subscription);
    return [];
  }
  writeSignal(op, subscriptionId, delivery.id);
  const woken = wakeLane(op, lane, { id: subscriptionId, ownerId }, app.now());
  return woken ? [woken] : [];
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
