import { DAY } from "$lib/scheduling/durations.ts";
import { isAccepted, isOpen, type WebhookDelivery } from "$lib/scheduling/webhook-delivery.ts";
import type { WebhookSubscription } from "$lib/scheduling/webhook.ts";
import type { App } from "../app.ts";
import { eachDelivery, listOpen, readDeliveries } from "../store/webhook-deliveries.ts";
import {
  listOwnSubscriptions,
  type ManagedSubscription,
} from "../webhooks/managed-subscriptions.ts";

/** How one subscription is delivered to. */
export interface WebhookHealth extends ManagedSubscription {
  /** Tries of the last day; of the newest deliveries alone where there are more than are read. */
  tries: { done: number; failed: number };
  isComplete: boolean;
  /** Deliveries that wait after a failed try, and those that are not tried any more. */
  retrying: number;
  stopped: number;
  /** The next try of one that waits, epoch ms. */
  nextTry: number | null;
  /** The last try that failed in the last day, or of one that still waits. */
  lastFailure: WebhookDelivery["tries"][number] | null;
}

/** Deliveries of a subscription that are read at most, newest first. */
export const MOST_DELIVERIES = 300;

/** How a host's own subscriptions and those of their teams are delivered to. */
export async function readWebhookHealth(app: App, hostId: string): Promise<WebhookHealth[]> {
  const managed = await listOwnSubscriptions(app, hostId);
  return await Promise.all(managed.map((each) => healthOf(app, each)));
}

async function healthOf(app: App, managed: ManagedSubscription): Promise<WebhookHealth> {
  const since = app.now() - DAY;
  const health: WebhookHealth = {
    ...managed,
    tries: { done: 0, failed: 0 },
    isComplete: true,
    retrying: 0,
    stopped: 0,
    nextTry: null,
    lastFailure: null,
  };
  const open = await listOpen(app.kv, managed.subscription.id, MOST_DELIVERIES);
  for (const { value } of await readDeliveries(app.kv, managed.subscription.id, open)) {
    countOpen(health, value);
  }
  let read = 0;
  for await (const { value } of eachDelivery(app.kv, managed.subscription.id)) {
    if (read++ === MOST_DELIVERIES) {
      health.isComplete = false;
      break;
    }
    countTries(health, value, since);
  }
  return health;
}

function countTries(health: WebhookHealth, { tries }: WebhookDelivery, since: number): void {
  for (const made of tries) {
    if (made.at < since) continue;
    if (isAccepted(made)) health.tries.done++;
    else health.tries.failed++;
  }
  const failed = tries.findLast((made) => !isAccepted(made));
  if (failed && failed.at >= since) noteFailure(health, failed);
}

function countOpen(health: WebhookHealth, delivery: WebhookDelivery): void {
  if (!isOpen(delivery)) return;
  const { state, dueAt, tries } = delivery;
  if (state === "stopped") health.stopped++;
  else health.retrying++;
  if (dueAt !== null) health.nextTry = Math.min(health.nextTry ?? dueAt, dueAt);
  const failed = tries.findLast((made) => !isAccepted(made));
  if (failed) noteFailure(health, failed);
}

function noteFailure(health: WebhookHealth, failed: WebhookDelivery["tries"][number]): void {
  if (failed.at > (health.lastFailure?.at ?? -1)) health.lastFailure = failed;
}

/** Whether something of it is not delivered: it fails, was ended by failures, or a delivery stopped. */
export function hasProblem({ subscription, retrying, stopped }: WebhookHealth): boolean {
  return needsHost(subscription, retrying + stopped > 0);
}

/** How many of a host's subscriptions have a problem, without reading what was sent to them. */
export async function countWebhookProblems(app: App, hostId: string): Promise<number> {
  const managed = await listOwnSubscriptions(app, hostId);
  const areProblems = await Promise.all(
    managed.map(async ({ subscription }) =>
      needsHost(subscription, (await listOpen(app.kv, subscription.id, 1)).length > 0)
    ),
  );
  return areProblems.filter(Boolean).length;
}

function needsHost(
  { disabled, active, failingSince }: WebhookSubscription,
  hasOpen: boolean,
): boolean {
  return disabled !== null || (active && (failingSince !== null || hasOpen));
}
