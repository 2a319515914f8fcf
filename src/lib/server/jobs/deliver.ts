import type { App } from "../app.ts";
import type { Email } from "../email/email.ts";
import { EmailError, EmailUnbegun } from "../email/errors.ts";
import { jobErrorOf } from "./job-error.ts";
import type { JobResult } from "./job-handler.ts";

/** How long an email waits for requests under way: putting it together keeps the thread. */
const LET_PASS_MS = 50;

/** Sends an email by SMTP; a permanent error fails the job, other errors are thrown for a retry. */
export async function deliver(app: App, email: Email): Promise<JobResult> {
  if (!app.sendMail) return { state: "unsent" };
  await app.requests.letPass(LET_PASS_MS);
  try {
    await app.sendMail(email);
    app.measures.emailTries.add("accepted");
    return { state: "done" };
  } catch (error) {
    if (error instanceof EmailUnbegun) return { state: "unbegun" };
    if (!(error instanceof EmailError)) throw error;
    app.measures.emailTries.add(error.isPermanent ? "refused" : "failed");
    if (!error.isPermanent) throw error;
    return { state: "failed", error: jobErrorOf(error) };
  }
}
