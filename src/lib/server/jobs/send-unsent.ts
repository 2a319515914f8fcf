import { messageOf } from "../email/messages/registry.ts";
import { changeJob, getJob, listJobsNeedingAttention } from "../store/jobs.ts";
import { eachUnfinishedJob } from "../store/due-jobs.ts";
import { isEmailJob } from "../store/email-jobs.ts";
import { requeued } from "./retry.ts";
import type { JobWork } from "../store/job.ts";
import { bookingAndHostOf, isSuperseded } from "./send-email.ts";
import type { JobHandler } from "./job-handler.ts";

const RECHECK_MS = 2_000;

/**
 * Sends a host the emails that were unsent for want of a verified address and whose booking is not over, each once: a
 * second run finds them no longer unsent. It runs again while an email begun before may still end as unsent.
 */
export const sendUnsentEmails: JobHandler = async (app, { work }) => {
  if (work.kind !== "send-unsent") throw new Error(`not unsent emails: ${work.kind}`);
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
