/** What is counted and logged of a run of a job. */
import type { App } from "../app.ts";
import { redact } from "../runtime/log.ts";
import type { Job, JobWork } from "../store/job.ts";

/** Emails are the jobs that send something; a done one was accepted by the mail server. */
export function isEmailAccepted(kind: JobWork["kind"], outcome: string): boolean {
  return kind.startsWith("send-") && kind !== "send-unsent" && outcome === "done";
}

/** Counts and logs an email that was accepted. */
export function noteEmail({ log, measures, now }: App, { id, work, createdAt }: Job): void {
  measures.emailTime.observe(now() - createdAt);
  log.info("email-sent", { job: id, kind: "emailKind" in work ? work.emailKind : work.kind });
}

/** `state` is what becomes of the job. */
export function noteFailure({ log }: App, job: Job, state: Job["state"], error: string): void {
  const { id, work: { kind }, attempts } = job;
  log.warn("job-failed", { job: id, kind, attempts, state, error: redact(error) });
}

/** What an error says. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
