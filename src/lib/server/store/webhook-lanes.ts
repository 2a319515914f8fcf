/** The lane of a subscription: one job that sends its deliveries, woken in the commit that adds one. */
import type { WebhookSubscription } from "$lib/scheduling/webhook.ts";
import type { WebhookDelivery } from "$lib/scheduling/webhook-delivery.ts";
import { currentRequestId } from "../runtime/request-id.ts";
import { keys } from "../kv/keys.ts";
import { newJob, writeJob, writeJobChange } from "./jobs.ts";
import type { Job } from "./job.ts";

/** The lane's job with its version. */
export function readLane(kv: Deno.Kv, subscriptionId: string): Promise<Deno.KvEntryMaybe<Job>> {
  return kv.get<Job>(keys.job(laneId(subscriptionId)));
}

/** The lane, the subscription and the delivery that a new delivery depends on, with their versions of one instant. */
export async function readForDelivery(
  kv: Deno.Kv,
  { id, ownerId, subscriptionId }: Pick<WebhookDelivery, "id" | "ownerId" | "subscriptionId">,
): Promise<{
  lane: Deno.KvEntryMaybe<Job>;
  subscription: Deno.KvEntryMaybe<WebhookSubscription>;
  was: Deno.KvEntryMaybe<WebhookDelivery>;
}> {
  const [lane, subscription, was] = await kv.getMany<
    [Job, WebhookSubscription, WebhookDelivery]
  >([
    keys.job(laneId(subscriptionId)),
    keys.webhook(ownerId, subscriptionId),
    keys.webhookDelivery(subscriptionId, id),
  ]);
  return { lane, subscription, was };
}

/**
 * Adds to a commit: the lane runs by `dueAt`, epoch ms, and returns its job where that was changed. The commit fails when
 * the lane changed since it was read; a running one is left as it is, since it looks at the signal of its subscription
 * before it sleeps.
 */
export function wakeLane(
  op: Deno.AtomicOperation,
  lane: Deno.KvEntryMaybe<Job>,
  { id, ownerId }: Pick<WebhookSubscription, "id" | "ownerId">,
  now: number,
  dueAt = now,
): Job | null {
  if (lane.versionstamp === null) {
    const work = { kind: "deliver-webhooks" as const, ownerId, subscriptionId: id };
    const job = { ...newJob({ hostId: ownerId, work, dueAt }, now), id: laneId(id) };
    writeJob(op.check(lane), job);
    return job;
  }
  const job = lane.value;
  if (job.state === "running" || (job.state === "waiting" && job.dueAt <= dueAt)) {
    op.check(lane);
    return null;
  }
  const awake = { state: "waiting", dueAt, attempts: 0, totalBackoffMs: 0, doneAt: null } as const;
  const requestId = currentRequestId();
  const woken = { ...job, ...awake, leaseOwner: null, requestId };
  writeJobChange(op, lane, woken);
  return woken;
}

function laneId(subscriptionId: string): string {
  return `webhooks.${subscriptionId}`;
}
