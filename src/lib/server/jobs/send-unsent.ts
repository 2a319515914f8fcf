import { messageOf } from "../email/messages/registry.ts";
import { changeJob, getJob, listJobsNeedingAttention } from "../store/jobs.ts";
import { eachUnfinishedJob } from "../store/due-jobs.ts";
import { isEmailJob } from "../store/email-jobs.ts";
import { requeued } from "./retry.ts";
import type { JobWork } from "../store/job.ts";
import { bookingAndHostOf } from "./send-email.ts";
import { isSuperseded } from "./superseded.ts";
import type { JobHandler } from "./job-handler.ts";

const RECHECK_MS = 2_000;

/**
 * Sends a host what was kept while there was no address to send it to and still waits or lies ahead, each once: whatever
 * runs this twice finds it no longer kept. An email that was begun before the address was there may be kept only then.
 */
export const sendUnsentEmails: JobHandler = async (app, { work }) => {
  if (work.kind !== "send-unsent") throw new Error(`not kept emails: ${work.kind}`);
  const { hostId } = work;
  let isSending = false;
  for await (const { value } of eachUnfinishedJob(app.kv, hostId, ["send-email"])) {
    if (value.state === "running" && isToHost(value.work)) isSending = true;
  }
  for (const id of await listJobsNeedingAttention(app.kv, hostId, "unsent", null)) {
    const entry = await getJob(app.kv, id);
    if (entry.versionstamp === null || !isEmailJob(entry.value)) continue;
    const { value: job } = entry;
    if (job.state !== "unsent" || !isToHost(job.work)) continue;
    if (!messageOf(job.work.emailKind).isSentOnceVerified) continue;
    const subject = await bookingAndHostOf(app, job.work);
    if (!subject || subject.booking.end <= app.now()) continue;
    if (isSuperseded(job.work, subject.booking, app.now())) continue;
    await changeJob(app.kv, entry, requeued(job, app));
  }
  app.wakeJobs();
  return isSending ? { state: "waiting", dueAt: app.now() + RECHECK_MS } : { state: "done" };
};

function isToHost(work: JobWork): boolean {
  return work.kind === "send-email" && work.to === "host";
}
