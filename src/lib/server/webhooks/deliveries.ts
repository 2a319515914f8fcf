/** What was sent to a subscription, and what its owner can do with it: look, send again, send a test, send what is due. */
import { accepted, type Outcome, type RefusalCode, refused } from "$lib/scheduling/outcome.ts";
import type { WebhookKind, WebhookSubscription } from "$lib/scheduling/webhook.ts";
import {
  type DeliveryState,
  finished,
  sentAgain,
  type WebhookDelivery,
} from "$lib/scheduling/webhook-delivery.ts";
import type { WebhookEvent } from "$lib/scheduling/webhook-event.ts";
import type { App } from "../app.ts";
import type { Owner } from "../availability/change-as-owner.ts";
import { readBooking, writeHistoryNote } from "../store/bookings.ts";
import { commit, newCommit, retryCommit } from "../kv/commit.ts";
import {
  eachDelivery,
  listDue,
  readDelivery,
  writeDelivery,
  writeSignal,
} from "../store/webhook-deliveries.ts";
import {
  eventIdPrefix,
  eventInstant,
  newEventId,
  readTold,
  setEvent,
} from "../store/webhook-events.ts";
import { readLane, wakeLane } from "../store/webhook-lanes.ts";
import { newDelivery } from "./fan-out.ts";
import { listOwnSubscriptions } from "./managed-subscriptions.ts";
import { countParts, payloadOf, signedRequest, type WebhookRequest } from "./payload.ts";
import { sampleEvent } from "./sample-event.ts";
import { openSecrets } from "./secret.ts";
import { find } from "./subscriptions.ts";

/** Which deliveries, newest first: `before` is the `next` of the page before. */
export interface DeliveryFilter {
  state?: DeliveryState | null;
  kind?: WebhookKind | null;
  before?: string | null;
  limit: number;
}

/** So many deliveries are looked through for one page; then `next` leads on, also from an empty page. */
const MAX_LOOKED_AT = 2_000;

/** One page of a subscription's deliveries; `next` is null after the last. */
export async function list(
  app: App,
  owner: Owner,
  subscriptionId: string,
  { state, kind, before = null, limit }: DeliveryFilter,
): Promise<Outcome<{ deliveries: WebhookDelivery[]; next: string | null }, "not-found">> {
  const found = await find(app, owner, subscriptionId);
  if (!found.ok) return found;
  const deliveries: WebhookDelivery[] = [];
  let lookedAt = 0, last: string | null = null;
  for await (const { value } of eachDelivery(app.kv, subscriptionId, { before })) {
    if (deliveries.length === limit || lookedAt === MAX_LOOKED_AT) {
      return accepted({ deliveries, next: last });
    }
    lookedAt++;
    last = value.id;
    const isWanted = (!state || value.state === state) && (!kind || value.kind === kind);
    if (isWanted) deliveries.push(value);
  }
  return accepted({ deliveries, next: null });
}

/** One delivery with its event and its request as it was sent last, or will be sent. */
export interface ShownDelivery {
  subscription: WebhookSubscription;
  delivery: WebhookDelivery;
  /** Null once it was purged or the guest erased. */
  event: WebhookEvent | null;
  /** Null where the guest was erased, or the format has no such event. */
  request: WebhookRequest | null;
}

/** One delivery of a subscription. */
export async function show(
  app: App,
  owner: Owner,
  subscriptionId: string,
  id: string,
): Promise<Outcome<ShownDelivery, "not-found">> {
  const found = await find(app, owner, subscriptionId);
  if (!found.ok) return found;
  const subscription = found.value;
  const delivery = (await readDelivery(app.kv, subscriptionId, id)).value;
  if (!delivery) return refused("not-found");
  const event = await readTold(app.kv, delivery);
  const body = event && payloadOf(event, delivery, app.baseUrl);
  if (!body) return accepted({ subscription, delivery, event, request: null });
  const at = delivery.tries.at(-1)?.at ?? app.now();
  const secrets = await openSecrets(app, subscription, app.now());
  const request = signedRequest(delivery, body, secrets, at);
  return accepted({ subscription, delivery, event, request });
}

/** Sends a delivery once more under its id, with all its tries; one that waits is tried now. */
export async function sendAgain(
  app: App,
  owner: Owner,
  subscriptionId: string,
  id: string,
): Promise<Outcome<WebhookDelivery, "busy" | "not-found">> {
  const found = await find(app, owner, subscriptionId);
  return found.ok ? await queueAgain(app, found.value, id) : found;
}

/**
 * Gives up a delivery that waits or stopped, and says so in the history of its booking; "changed" for one that was
 * delivered or skipped.
 */
export async function drop(
  app: App,
  owner: Owner,
  subscriptionId: string,
  id: string,
  hostId: string,
): Promise<Outcome<WebhookDelivery, "busy" | "changed" | "not-found">> {
  const found = await find(app, owner, subscriptionId);
  if (!found.ok) return found;
  return await queue(app, found.value, async (op) => {
    const was = await readDelivery(app.kv, subscriptionId, id);
    if (was.versionstamp === null) return refused("not-found");
    const { state, bookingId, isTest } = was.value;
    if (state !== "waiting" && state !== "stopped") return refused("changed");
    const now = app.now();
    const booking = bookingId && !isTest ? await readBooking(app.kv, bookingId) : null;
    if (booking) {
      const { start, end } = booking.value;
      const entry = { at: now, by: "host", hostId, event: "delivery-dropped", start, end } as const;
      writeHistoryNote(op, booking, id, entry);
    }
    return accepted({ was, delivery: finished(was.value, "skipped", "dropped", now) });
  });
}

/** Deliveries of a span of time, epoch ms, `to` excluded; of some states only. */
export interface DeliveryRange {
  from: number;
  to: number;
  states?: readonly DeliveryState[];
}

/** So many deliveries are sent again in one call. */
export const MAX_SENT_AGAIN = 1_000;

/**
 * Sends the deliveries of a span of time again, the oldest first, up to `most`; where there are more, `next` is the instant
 * from which they are to be asked for.
 */
export async function sendRangeAgain(
  app: App,
  owner: Owner,
  subscriptionId: string,
  { from, to, states = ["stopped", "skipped"] }: DeliveryRange,
  most = MAX_SENT_AGAIN,
): Promise<Outcome<{ count: number; next: number | null }, "invalid" | "not-found">> {
  const found = await find(app, owner, subscriptionId);
  if (!found.ok) return found;
  if (to <= from) return refused("invalid", { fields: { to: "window-backwards" } });
  const ids: string[] = [];
  const range = { from: eventIdPrefix(from), before: eventIdPrefix(to), isOldestFirst: true };
  for await (const { value } of eachDelivery(app.kv, subscriptionId, range)) {
    const isGone = value.reason === "erased" || value.reason === "dropped";
    if (states.includes(value.state) && !isGone) ids.push(value.id);
    if (ids.length > most) break;
  }
  let count = 0;
  for (const id of ids.slice(0, most)) {
    if ((await queueAgain(app, found.value, id)).ok) count++;
  }
  const rest = ids[most];
  return accepted({ count, next: rest === undefined ? null : eventInstant(rest) });
}

/** Sends a made-up event: of the named kind, or of the first that the subscription wants and its format has. */
export async function sendTest(
  app: App,
  owner: Owner,
  subscriptionId: string,
  kind?: WebhookKind | null,
): Promise<Outcome<WebhookDelivery, "busy" | "not-found">> {
  const found = await find(app, owner, subscriptionId);
  if (!found.ok) return found;
  const subscription = found.value, now = app.now();
  const id = newEventId(now);
  const samples = (kind ? [kind] : subscription.kinds)
    .map((each) => sampleEvent(id, subscription, each, now));
  const event = samples.find((each) => countParts(each, subscription, app.baseUrl) > 0) ??
    samples[0]!;
  const delivery = newDelivery(event, subscription, { now, isManual: true });
  return await queue(app, subscription, (op) => {
    setEvent(op, event);
    return Promise.resolve(accepted({ was: null, delivery }));
  });
}

/** Sends at once what is due of a host's own subscriptions and those of the teams they manage; says how many that are. */
export async function runDue(app: App, hostId: string): Promise<{ due: number }> {
  let due = 0;
  for (const { subscription } of await listOwnSubscriptions(app, hostId)) {
    const waiting = await listDue(app.kv, subscription.id, 500);
    const now = app.now(), count = waiting.filter(({ dueAt }) => dueAt <= now).length;
    if (count === 0) continue;
    due += count;
    const op = newCommit(app.kv);
    wakeLane(op, await readLane(app.kv, subscription.id), subscription, now);
    await commit(op);
  }
  app.wakeJobs();
  return { due };
}

function queueAgain(
  app: App,
  subscription: WebhookSubscription,
  id: string,
): Promise<Outcome<WebhookDelivery, "busy" | "not-found">> {
  return queue(app, subscription, async () => {
    const was = await readDelivery(app.kv, subscription.id, id);
    if (was.versionstamp === null) return refused("not-found");
    // The facts of an erased guest are gone.
    if (was.value.reason === "erased") return refused("not-found");
    return accepted({ was, delivery: sentAgain(was.value, app.now()) });
  });
}

/** Commits a changed delivery and wakes its lane. */
async function queue<Code extends RefusalCode>(
  app: App,
  subscription: WebhookSubscription,
  make: (
    op: Deno.AtomicOperation,
  ) => Promise<
    Outcome<{ was: Deno.KvEntry<WebhookDelivery> | null; delivery: WebhookDelivery }, Code>
  >,
): Promise<Outcome<WebhookDelivery, Code | "busy">> {
  const outcome = await retryCommit<Outcome<WebhookDelivery, Code>>(async () => {
    const op = newCommit(app.kv);
    const lane = await readLane(app.kv, subscription.id);
    const made = await make(op);
    if (!made.ok) return made;
    const { was, delivery } = made.value;
    writeDelivery(op, was ?? await readDelivery(app.kv, subscription.id, delivery.id), delivery);
    writeSignal(op, subscription.id, delivery.id);
    wakeLane(op, lane, subscription, app.now());
    return await commit(op) ? accepted(delivery) : "lost";
  }, 25);
  if (outcome.ok) app.wakeJobs();
  return outcome;
}
