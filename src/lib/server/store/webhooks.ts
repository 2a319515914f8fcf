import type { WebhookSubscription } from "$lib/scheduling/webhook.ts";
import { listAll } from "../kv/commit.ts";
import { keys } from "../kv/keys.ts";

/** A subscription with its version; null value when there is none. */
export function readSubscription(
  kv: Deno.Kv,
  ownerId: string,
  id: string,
): Promise<Deno.KvEntryMaybe<WebhookSubscription>> {
  return kv.get<WebhookSubscription>(keys.webhook(ownerId, id));
}

/** The subscriptions of a host or a team, oldest first. */
export async function listSubscriptions(
  kv: Deno.Kv,
  ownerId: string,
): Promise<WebhookSubscription[]> {
  const entries = await listAll<WebhookSubscription>(kv, { prefix: keys.webhooksOf(ownerId) });
  return entries.map(({ value }) => value).sort((a, b) =>
    a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)
  );
}

/** Every subscription of the installation. */
export async function* eachSubscription(
  kv: Deno.Kv,
): AsyncIterable<Deno.KvEntry<WebhookSubscription>> {
  yield* kv.list<WebhookSubscription>({ prefix: keys.webhooks() });
}

/** Adds to a commit: a new or changed subscription; the commit fails when it changed since it was read. */
export function writeSubscription(
  op: Deno.AtomicOperation,
  was: Deno.KvEntryMaybe<WebhookSubscription>,
  is: WebhookSubscription,
): void {
  op.check(was).set(was.key, is);
}

/** Adds to a commit: a subscription is gone; its lane deletes its deliveries, one that is about to sleep as well. */
export function deleteSubscription(
  op: Deno.AtomicOperation,
  was: Deno.KvEntry<WebhookSubscription>,
): void {
  op.check(was).delete(was.key).set(keys.webhookSignal(was.value.id), "deleted");
}
