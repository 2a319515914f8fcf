import type { WebhookDelivery } from "$lib/scheduling/webhook-delivery.ts";
import type { WebhookEvent } from "$lib/scheduling/webhook-event.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import { commit } from "./commit.ts";
import { keys } from "./keys.ts";
import { dropDelivery } from "./webhook-deliveries.ts";
import { eventIdPrefix, isToBeFannedOut } from "./webhook-events.ts";
import { eachSubscription } from "./webhooks.ts";

/** How long events and deliveries are kept, ms. */
export const WEBHOOK_RETENTION_MS = 30 * DAY;

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
