import type { Booking } from "$lib/scheduling/booking.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { changeHostJob, requeued } from "./retry.ts";
import type { Job } from "../store/job.ts";
import { bookingAndHostOf, composeEmail, isSuperseded, isToLeaving } from "./send-email.ts";
import type { Email } from "../email/email.ts";
import { type EmailJob, getEmailJob, isEmailJob } from "../store/email-jobs.ts";

/** An email as its host sees it. */
export interface EmailPreview {
  job: EmailJob;
  /** Null when the booking no longer exists. */
  rendered: { booking: Booking; host: Host; email: Email } | null;
  /** The booking has changed since: it is never sent. */
  isSuperseded: boolean;
}

/** A host's own email, written as it would be sent now, for the API without the secrets of its links; null for another's. */
export async function previewEmail(
  app: App,
  hostId: string,
  jobId: string,
  hidesSecrets = false,
): Promise<EmailPreview | null> {
  const job = await getEmailJob(app.kv, hostId, jobId);
  if (!job) return null;
  const subject = await bookingAndHostOf(app, job.work);
  // Who has given the booking to another member does not read on in it.
  const isTheirs = subject?.booking.hosts.includes(hostId) ||
    isToLeaving(job.work.emailKind);
  if (!subject || !isTheirs) return { job, rendered: null, isSuperseded: true };
  const email = await composeEmail(app, job.work, subject, hidesSecrets);
  const superseded = isSuperseded(job.work, subject.booking, app.now());
  return { job, rendered: { ...subject, email }, isSuperseded: superseded };
}

/** Sends an email again, or an unsent one; "changed" when it is superseded, "in-progress" while it is being sent. */
export async function resendEmail(
  app: App,
  hostId: string,
  jobId: string,
): Promise<Outcome<Job, "busy" | "changed" | "in-progress" | "not-found">> {
  const preview = await previewEmail(app, hostId, jobId);
  if (!preview) return refused("not-found");
  if (preview.isSuperseded) return refused("changed");
  if (preview.job.state === "running") return refused("in-progress");
  return await changeHostJob(
    app,
    hostId,
    jobId,
    (job) => job.state === "running" || job.state === "superseded" ? null : requeuedOnce(job, app),
  );
}

/** A sent email gets another Message-ID, since mail programs hide a second email with the same one. */
function requeuedOnce(job: Job, app: App): Job {
  const again = requeued(job, app);
  if (job.state !== "done" || !isEmailJob(job)) return again;
  return { ...again, work: { ...job.work, resendCount: (job.work.resendCount ?? 0) + 1 } };
}

/** Marks an unsent or failed email as superseded: the host passed it on in another way, or it is not needed. */
export async function dismissEmail(
  app: App,
  hostId: string,
  jobId: string,
): Promise<Outcome<Job, "busy" | "changed" | "not-found">> {
  return await changeHostJob(
    app,
    hostId,
    jobId,
    (job) =>
      isEmailJob(job) && (job.state === "unsent" || job.state === "failed")
        ? { ...job, state: "superseded", doneAt: app.now() }
        : null,
  );
}
