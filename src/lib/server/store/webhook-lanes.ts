/** The lane of a subscription: one job that sends its deliveries, woken in the commit that adds one. */
import type { WebhookSubscription } from "$lib/scheduling/webhook.ts";
import { currentRequestId } from "../runtime/request-id.ts";
import { keys } from "./keys.ts";
import { newJob, writeJob, writeJobChange } from "./jobs.ts";
import type { Job } from "./job.ts";

/** The lane's job with its version. */
export function readLane(kv: Deno.Kv, subscriptionId: string): Promise<Deno.KvEntryMaybe<Job>> {
  return kv.get<Job>(keys.job(laneId(subscriptionId)));
}

/**
 * Adds to a commit: the lane runs by `dueAt`, epoch ms. The commit fails when the lane changed since it was read; a
 * running one is left as it is, since it looks at the signal of its subscription before it sleeps.
 */
export function wakeLane(
  op: Deno.AtomicOperation,
  lane: Deno.KvEntryMaybe<Job>,
  { id, ownerId }: Pick<WebhookSubscription, "id" | "ownerId">,
  now: number,
  dueAt = now,
): void {
  if (lane.versionstamp === null) {
    const work = { kind: "deliver-webhooks" as const, ownerId, subscriptionId: id };
    const job = newJob({ hostId: ownerId, work, dueAt }, now);
    writeJob(op.check(lane), { ...job, id: laneId(id) });
    return;
  }
  const job = lane.value;
  if (job.state === "running" || (job.state === "waiting" && job.dueAt <= dueAt)) {
    op.check(lane);
    return;
  }
  const awake = { state: "waiting", dueAt, attempts: 0, totalBackoffMs: 0, doneAt: null } as const;
  const requestId = currentRequestId();
  writeJobChange(op, lane, { ...job, ...awake, leaseOwner: null, requestId });
}

function laneId(subscriptionId: string): string {
  return `webhooks.${subscriptionId}`;
}
