/** Ends of subscriptions, events and deliveries; each step resumes after an interruption. */
import { DAY } from "$lib/scheduling/durations.ts";
import { finished, type WebhookDelivery } from "$lib/scheduling/webhook-delivery.ts";
import type { WebhookEvent } from "$lib/scheduling/webhook-event.ts";
import { commit, retryCommit } from "../kv/commit.ts";
import { deleteRange } from "../kv/delete-many.ts";
import { keys } from "../kv/keys.ts";
import {
  dropDelivery,
  eachDelivery,
  readDelivery,
  writeDelivery,
} from "../store/webhook-deliveries.ts";
import {
  eventIdPrefix,
  isToBeFannedOut,
  listEventIdsOf,
  readEvent,
} from "../store/webhook-events.ts";
import { readLane, wakeLane } from "../store/webhook-lanes.ts";
import {
  deleteSubscription,
  eachSubscription,
  listSubscriptions,
  readSubscription,
} from "../store/webhooks.ts";

/** How long events and deliveries are kept, ms. */
const WEBHOOK_RETENTION_MS = 30 * DAY;

/** Deletes the subscriptions of a host or a team; their lanes delete the deliveries. */
export async function endSubscriptions(kv: Deno.Kv, ownerId: string, now: number): Promise<void> {
  for (const { id } of await listSubscriptions(kv, ownerId)) {
    await retryCommit(async () => {
      const was = await readSubscription(kv, ownerId, id);
      if (was.versionstamp === null) return true;
      const op = kv.atomic();
      deleteSubscription(op, was);
      wakeLane(op, await readLane(kv, id), was.value, now);
      return await commit(op) || "lost";
    });
  }
}

/** Deletes all deliveries of a subscription that is gone, with their indexes and its signal. */
export async function deleteDeliveriesOf(kv: Deno.Kv, subscriptionId: string): Promise<void> {
  await deleteRange(kv, { prefix: keys.webhooksDueOf(subscriptionId) });
  await deleteRange(kv, { prefix: keys.webhooksOpenOf(subscriptionId) });
  await deleteRange(kv, { prefix: keys.webhookOrdersOf(subscriptionId) });
  await deleteRange(kv, { prefix: keys.webhookDeliveriesOf(subscriptionId) });
  await commit(kv.atomic().delete(keys.webhookSignal(subscriptionId)));
}

/** Deletes the events of a booking that is erased altogether, and their deliveries: none is sent any more. */
export async function deleteEventsOf(kv: Deno.Kv, bookingId: string): Promise<void> {
  for (const eventId of await listEventIdsOf(kv, bookingId)) {
    const event = (await readEvent(kv, eventId)).value;
    await commit(kv.atomic().delete(keys.webhookEvent(eventId)));
    if (event) {
      for await (const { subscriptionId, id } of deliveriesOf(kv, event)) {
        await deleteDelivery(kv, subscriptionId, id);
      }
    }
    await commit(kv.atomic().delete(keys.webhookEventOf(bookingId, eventId)));
  }
}

/** Empties the events of a booking whose guest is erased, and their deliveries: none is sent any more. */
export async function emptyEventsOf(kv: Deno.Kv, bookingId: string, now: number): Promise<void> {
  for (const eventId of await listEventIdsOf(kv, bookingId)) {
    const event = await emptyEvent(kv, eventId, bookingId);
    if (!event) continue;
    for await (const { subscriptionId, id } of deliveriesOf(kv, event)) {
      await emptyDelivery(kv, subscriptionId, id, now);
    }
  }
}

/** The deliveries of an event, over all subscriptions of its owners. */
async function* deliveriesOf(
  kv: Deno.Kv,
  { id: eventId, owners }: WebhookEvent,
): AsyncIterable<WebhookDelivery> {
  for (const ownerId of owners) {
    for (const { id } of await listSubscriptions(kv, ownerId)) {
      const ofEvent = { from: eventId, before: `${eventId}~` };
      for await (const { value } of eachDelivery(kv, id, ofEvent)) yield value;
    }
  }
}

async function deleteDelivery(kv: Deno.Kv, subscriptionId: string, id: string): Promise<void> {
  const outcome = await retryCommit<true>(async () => {
    const was = await readDelivery(kv, subscriptionId, id);
    if (was.versionstamp === null) return true;
    const op = kv.atomic().check(was);
    dropDelivery(op, was.value);
    return await commit(op) || "lost";
  }, 25);
  if (outcome !== true) throw new Error("a delivery changed too often");
}

async function emptyEvent(
  kv: Deno.Kv,
  eventId: string,
  bookingId: string,
): Promise<WebhookEvent | null> {
  const was = await readEvent(kv, eventId);
  if (was.versionstamp === null) return null;
  const is: WebhookEvent = { ...was.value, facts: { about: "erased", bookingId } };
  // Nobody else changes an event; a purge that deletes it may come first.
  await commit(kv.atomic().check(was).set(was.key, is));
  return is;
}

async function emptyDelivery(
  kv: Deno.Kv,
  subscriptionId: string,
  id: string,
  now: number,
): Promise<void> {
  const outcome = await retryCommit<true>(async () => {
    const was = await readDelivery(kv, subscriptionId, id);
    if (was.versionstamp === null) return true;
    const op = kv.atomic();
    writeDelivery(op, was, withoutAnswers(was.value, now));
    return await commit(op) || "lost";
  }, 25);
  if (outcome !== true) throw new Error("a delivery changed too often");
}

/** What a receiver answered may repeat what it was sent. */
function withoutAnswers(was: WebhookDelivery, now: number): WebhookDelivery {
  const is = { ...was, tries: was.tries.map((each) => ({ ...each, answer: "" })) };
  return finished(
    is,
    was.state === "waiting" ? "skipped" : was.state,
    "erased",
    was.finishedAt ?? now,
  );
}

/**
 * Deletes events of thirty days ago and their deliveries, except what waits, with its event; true when it stopped at
 * `limit`.
 */
export async function purgeWebhooks(kv: Deno.Kv, now: number, limit: number): Promise<boolean> {
  // The ids of both begin with the event's time, so younger ones are not read.
  const before = eventIdPrefix(now - WEBHOOK_RETENTION_MS);
  const stillTold = new Set<string>();
  let purged = 0;
  for await (const { value: { id } } of eachSubscription(kv)) {
    const all = keys.webhookDeliveriesOf(id);
    const old = { prefix: all, end: [...all, before] };
    for await (const entry of kv.list<WebhookDelivery>(old, { batchSize: 100 })) {
      if (entry.value.state !== "waiting") {
        if (purged++ === limit) return true;
        const op = kv.atomic().check(entry);
        dropDelivery(op, entry.value);
        if (await commit(op)) continue;
      }
      stillTold.add(entry.value.eventId);
    }
  }
  const old = { prefix: keys.webhookEvents(), end: keys.webhookEvent(before) };
  for await (const { key, value } of kv.list<WebhookEvent>(old, { batchSize: 100 })) {
    const { facts, id } = value;
    if (stillTold.has(id) || await isToBeFannedOut(kv, id)) continue;
    if (purged++ === limit) return true;
    const op = kv.atomic().delete(key);
    if (facts.about === "booking") op.delete(keys.webhookEventOf(facts.id, id));
    if (facts.about === "erased") op.delete(keys.webhookEventOf(facts.bookingId, id));
    await commit(op);
  }
  return false;
}
