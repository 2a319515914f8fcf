import type { App } from "../app.ts";
import { eachUnfinishedJob } from "../store/due-jobs.ts";
import { countAllBookings } from "../store/export-progress.ts";
import { getHost } from "../store/hosts.ts";
import type { Job, JobWork } from "../store/job.ts";
import { countUpcoming } from "./account.ts";

const awaitedKinds: JobWork["kind"][] = [
  "send-email",
  "write-calendar",
  "notify-seats",
  // An event may be for others too, and others may have deliveries of an erased guest.
  "fan-out-event",
  "empty-webhooks",
  // A lane deletes what its subscription, which ended with the account, has left.
  "deliver-webhooks",
];

/** Emails, calendar writes, events and lanes of webhooks that a closed account waits for; emails about a series are due a little later. */
export async function* awaitedWork(app: App, hostId: string): AsyncGenerator<Job, void> {
  for await (const { value: job } of eachUnfinishedJob(app.kv, hostId, awaitedKinds)) {
    const isEmail = job.work.kind === "send-email";
    if (isEmail || job.state === "running" || job.attempts > 0 || job.dueAt <= app.now()) yield job;
  }
}

/** Where the erasure of a closed account is. */
export interface ClosureProgress {
  phase: "cancelling" | "sending" | "erasing" | "erased";
  /** Bookings to cancel, emails and updates to wait for, or bookings to erase. */
  left: number;
  /** When the next try is, epoch ms, after one that failed. */
  nextTry: number | null;
}

/** How far the erasure of a closed account is; null for an account that is open. */
export async function readClosureProgress(
  app: App,
  hostId: string,
): Promise<ClosureProgress | null> {
  const host = await getHost(app.kv, hostId);
  if (host && !host.closure) return null;
  const [job] = await Array.fromAsync(eachUnfinishedJob(app.kv, hostId, ["erase-account"]));
  if (!job && !host) return { phase: "erased", left: 0, nextTry: null };
  const nextTry = job?.value.lastError ? job.value.dueAt : null;
  if (!host) {
    return { phase: "erasing", left: await countAllBookings(app.kv, hostId), nextTry };
  }
  const upcoming = await countUpcoming(app, hostId);
  if (upcoming > 0) return { phase: "cancelling", left: upcoming, nextTry };
  const awaited = await Array.fromAsync(awaitedWork(app, hostId));
  return { phase: "sending", left: awaited.length, nextTry };
}
