import type { WebhookSubscription } from "$lib/scheduling/webhook.ts";
import { isOpen, type WebhookDelivery } from "$lib/scheduling/webhook-delivery.ts";
import { commit, listAll } from "../kv/commit.ts";
import { keys } from "../kv/keys.ts";
import { MAX_KEYS } from "../kv/read-ahead.ts";

/** The id of a delivery, which is also its `webhook-id`. */
export function deliveryId(eventId: string, subscriptionId: string, part: number): string {
  return `${eventId}-${subscriptionId}${part === 0 ? "" : `-${part + 1}`}`;
}

/** A delivery with its version. */
export function readDelivery(
  kv: Deno.Kv,
  subscriptionId: string,
  id: string,
): Promise<Deno.KvEntryMaybe<WebhookDelivery>> {
  return kv.get<WebhookDelivery>(keys.webhookDelivery(subscriptionId, id));
}

/** Deliveries with their versions, in the order of their ids; missing ones are left out. */
export async function readDeliveries(
  kv: Deno.Kv,
  subscriptionId: string,
  ids: readonly string[],
): Promise<Deno.KvEntry<WebhookDelivery>[]> {
  const found: Deno.KvEntry<WebhookDelivery>[] = [];
  for (let i = 0; i < ids.length; i += MAX_KEYS) {
    const tens = ids.slice(i, i + MAX_KEYS).map((id) => keys.webhookDelivery(subscriptionId, id));
    const entries = await kv.getMany<WebhookDelivery[]>(tens);
    for (const entry of entries) if (entry.versionstamp !== null) found.push(entry);
  }
  return found;
}

/** Adds to a commit: a new or changed delivery with its indexes; the commit fails when it changed since it was read. */
export function writeDelivery(
  op: Deno.AtomicOperation,
  was: Deno.KvEntryMaybe<WebhookDelivery>,
  is: WebhookDelivery,
): void {
  op.check(was);
  if (was.versionstamp !== null) dropIndexes(op, was.value);
  op.set(keys.webhookDelivery(is.subscriptionId, is.id), is);
  if (isOpen(is)) op.set(keys.webhookOpen(is.subscriptionId, is.id), is.id);
  if (is.dueAt === null) return;
  op.set(keys.webhookDue(is.subscriptionId, is.dueAt, is.id), is.id);
  if (is.bookingId !== null) op.set(orderKey(is, is.bookingId), is.id);
}

/** Adds to a commit: a delivery and its indexes are deleted. */
export function dropDelivery(op: Deno.AtomicOperation, is: WebhookDelivery): void {
  dropIndexes(op, is);
  op.delete(keys.webhookDelivery(is.subscriptionId, is.id));
}

function dropIndexes(op: Deno.AtomicOperation, was: WebhookDelivery): void {
  if (isOpen(was)) op.delete(keys.webhookOpen(was.subscriptionId, was.id));
  if (was.dueAt !== null) op.delete(keys.webhookDue(was.subscriptionId, was.dueAt, was.id));
  if (was.bookingId !== null) op.delete(orderKey(was, was.bookingId));
}

function orderKey({ subscriptionId, revision, id }: WebhookDelivery, bookingId: string) {
  return keys.webhookOrder(subscriptionId, bookingId, revision, id);
}

/** Stores a changed delivery; false when it changed since it was read. */
export function saveDelivery(
  kv: Deno.Kv,
  was: Deno.KvEntry<WebhookDelivery>,
  is: WebhookDelivery,
): Promise<boolean> {
  const op = kv.atomic();
  writeDelivery(op, was, is);
  return commit(op);
}

/** Waiting deliveries of a subscription by their next try, epoch ms: ids and instants. */
export async function listDue(
  kv: Deno.Kv,
  subscriptionId: string,
  limit: number,
): Promise<{ id: string; dueAt: number }[]> {
  const prefix = keys.webhooksDueOf(subscriptionId);
  const entries = await listAll<string>(kv, { prefix }, { limit, batchSize: Math.min(limit, 500) });
  return entries.map(({ key, value }) => ({ id: value, dueAt: key[2] as number }));
}

/** The ids of a subscription's deliveries that wait after a failed try or stopped, newest first. */
export async function listOpen(
  kv: Deno.Kv,
  subscriptionId: string,
  limit: number,
): Promise<string[]> {
  const prefix = keys.webhooksOpenOf(subscriptionId);
  const entries = await listAll<string>(kv, { prefix }, { limit, reverse: true });
  return entries.map(({ value }) => value);
}

/** The ids of a booking's waiting deliveries that come before this one, in the order of its events. */
export async function listEarlier(
  kv: Deno.Kv,
  { subscriptionId, bookingId, revision, id }: WebhookDelivery,
): Promise<string[]> {
  if (bookingId === null) return [];
  const prefix = keys.webhookOrderOf(subscriptionId, bookingId);
  const end = keys.webhookOrder(subscriptionId, bookingId, revision, id);
  return (await listAll<string>(kv, { prefix, end })).map(({ value }) => value);
}

/** Deliveries of a subscription, newest first unless said otherwise; `before` is the id of the last one of the page before. */
export async function* eachDelivery(
  kv: Deno.Kv,
  subscriptionId: string,
  { before, from, isOldestFirst = false }: {
    before?: string | null;
    from?: string | null;
    isOldestFirst?: boolean;
  } = {},
): AsyncIterable<Deno.KvEntry<WebhookDelivery>> {
  const prefix = keys.webhookDeliveriesOf(subscriptionId);
  const end = [...prefix, before ?? "\u{10ffff}"];
  const selector = { start: [...prefix, from ?? ""], end };
  yield* kv.list<WebhookDelivery>(selector, { reverse: !isOldestFirst, batchSize: 50 });
}

/** The version of a subscription's signal, which every new delivery changes. */
export function readSignal(
  kv: Deno.Kv,
  subscriptionId: string,
): Promise<Deno.KvEntryMaybe<string>> {
  return kv.get<string>(keys.webhookSignal(subscriptionId));
}

/** The same with the subscription, null where it is gone, as both are at one instant. */
export async function readSignalled(
  kv: Deno.Kv,
  ownerId: string,
  subscriptionId: string,
): Promise<{ signal: Deno.KvEntryMaybe<string>; subscription: WebhookSubscription | null }> {
  const [signal, { value: subscription }] = await kv.getMany<[string, WebhookSubscription]>([
    keys.webhookSignal(subscriptionId),
    keys.webhook(ownerId, subscriptionId),
  ]);
  return { signal, subscription };
}

/** Adds to a commit: its lane does not go to sleep without having looked again. */
export function writeSignal(
  op: Deno.AtomicOperation,
  subscriptionId: string,
  deliveryId: string,
): void {
  op.set(keys.webhookSignal(subscriptionId), deliveryId);
}
