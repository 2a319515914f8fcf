import type { Scope } from "$lib/scheduling/api-key.ts";
import { type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { changeHostJob, requeued } from "../jobs/retry.ts";
import { getBookings } from "../store/bookings.ts";
import type { Job } from "../store/job.ts";
import { getJob, problemOf } from "../store/jobs.ts";
import { listOwnSubscriptions } from "../webhooks/managed-subscriptions.ts";
import { retryDeliveries } from "../webhooks/retry-deliveries.ts";
import { getWork, listProblems } from "./list-work.ts";
import { canRun, scopeOfWork, type WorkGroup, workGroupOf } from "./work.ts";

/**
 * Runs a host's own work now; twice at the same time it runs once, by its lease. "changed" for work that runs, is over or
 * waits for its own time.
 */
export async function runNow(
  app: App,
  hostId: string,
  id: string,
): Promise<Outcome<Job, "busy" | "changed" | "not-found">> {
  if (!await getWork(app, hostId, id)) return refused("not-found");
  return await changeHostJob(
    app,
    hostId,
    id,
    (job) => canRun(job, app.now()) ? requeued(job, app) : null,
  );
}

/** What is tried again at once: one kind of work, a webhook's deliveries, or everything. */
export type RetryGroup = WorkGroup | "webhooks";

/** How long `retryAll` waits for tries that are in progress, ms, and how often it looks. */
const TRIES_END_WITHIN_MS = 4_000, LOOK_EVERY_MS = 200;

/**
 * Tries what has a problem again now, up to 500 of each, as far as the caller may; what is being tried at that moment
 * once its try has failed, if it ends soon. Emails about meetings that are over stay unsent. Answers how many.
 */
export async function retryAll(
  app: App,
  hostId: string,
  group: RetryGroup | null,
  mayDo: (scope: Scope) => boolean = () => true,
): Promise<number> {
  let queued = 0;
  const running: string[] = [];
  for (const job of await listProblems(app, hostId)) {
    const isAsked = group === null || workGroupOf(job.work) === group;
    if (
      !isAsked || !mayDo(scopeOfWork(job.work)) ||
      (job.state === "unsent" && !await isWorthSending(app, job))
    ) continue;
    if (job.state === "running") running.push(job.id);
    else if ((await runNow(app, hostId, job.id)).ok) queued++;
  }
  if ((group === null || group === "webhooks") && mayDo("webhooks")) {
    for (const { owner, subscription } of await listOwnSubscriptions(app, hostId)) {
      queued += await retryDeliveries(app, owner, subscription);
    }
  }
  return queued + await retryAfterTry(app, hostId, running);
}

/** Runs jobs again whose try, which was in progress, fails soon. */
async function retryAfterTry(app: App, hostId: string, ids: readonly string[]): Promise<number> {
  const until = performance.now() + TRIES_END_WITHIN_MS;
  let queued = 0, open = [...ids];
  while (open.length > 0 && performance.now() < until) {
    await new Promise((wake) => setTimeout(wake, LOOK_EVERY_MS));
    const trying: string[] = [];
    for (const id of open) {
      const job = (await getJob(app.kv, id)).value;
      if (job?.state === "running") trying.push(id);
      else if (job && problemOf(job) && (await runNow(app, hostId, id)).ok) queued++;
    }
    open = trying;
  }
  return queued;
}

async function isWorthSending(app: App, { work }: Job): Promise<boolean> {
  if (!app.sendMail) return false;
  const [booking] = "bookingId" in work ? await getBookings(app.kv, [work.bookingId]) : [];
  return booking === undefined || booking.end > app.now();
}
