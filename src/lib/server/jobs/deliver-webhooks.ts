import { runLane } from "../webhooks/lane.ts";
import type { JobHandler } from "./job-handler.ts";

/** Runs the lane of a subscription; asleep it is due again with its next delivery, or woken by a new one. */
export const deliverWebhooks: JobHandler = async (app, { work }) => {
  if (work.kind !== "deliver-webhooks") throw new Error(`no lane: ${work.kind}`);
  const end = await runLane(app, work.ownerId, work.subscriptionId);
  if (end.state === "again") return { state: "waiting", dueAt: app.now() };
  // A delivery that was added since is seen by one more run.
  const also = (op: Deno.AtomicOperation) => void op.check(end.signal);
  if (end.state === "gone") return { state: "deleted", also };
  const { dueAt } = end;
  return dueAt === null ? { state: "done", also } : { state: "waiting", dueAt, also };
};
