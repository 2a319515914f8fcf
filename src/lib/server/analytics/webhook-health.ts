import { DAY } from "$lib/scheduling/durations.ts";
import type { App } from "../app.ts";
import { eachDelivery } from "../store/webhook-deliveries.ts";
import { listSubscriptions } from "../store/webhooks.ts";
import type { WorkCounts } from "./health.ts";

/** Deliveries of one subscription that are read, newest first. */
const MOST_READ = 1_000;

/** The state of the newest deliveries of a host's own webhooks. */
export async function readWebhookHealth(app: App, hostId: string): Promise<WorkCounts> {
  const counts: WorkCounts = { waiting: 0, retrying: 0, failed: 0, done: 0 };
  const since = app.now() - DAY;
  for (const { id } of await listSubscriptions(app.kv, hostId)) {
    let read = 0;
    for await (const { value } of eachDelivery(app.kv, id)) {
      const { state, tryCount, finishedAt } = value;
      if (state === "waiting") counts[tryCount > 0 ? "retrying" : "waiting"]++;
      else if (state === "stopped") counts.failed++;
      else if (state === "delivered" && (finishedAt ?? 0) >= since) counts.done++;
      if (++read === MOST_READ) break;
    }
  }
  return counts;
}
