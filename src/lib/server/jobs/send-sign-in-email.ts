import type { App } from "../app.ts";
import { senderOf } from "../email/email.ts";
import { renderSignInEmail, type SignInEmail } from "../email/messages/sign-in.ts";
import { getHost } from "../store/hosts.ts";
import type { JobResult } from "./job-handler.ts";
import type { Job } from "../store/job.ts";
import { deliver } from "./deliver.ts";

/** Sends a magic link until it expires; never stored as unsent, since nobody but its reader may see it. */
export async function sendSignInEmail(app: App, job: Job): Promise<JobResult> {
  if (job.work.kind !== "send-sign-in-email") {
    throw new Error(`not a sign-in email: ${job.work.kind}`);
  }
  const email: SignInEmail = JSON.parse(
    await app.sealer.open(job.work.sealedEmail, "send-sign-in-email"),
  );
  if (!app.sendMail || email.expiresAt <= app.now()) return { state: "superseded" };
  const host = job.work.hostId ? await getHost(app.kv, job.work.hostId) : null;
  return await deliver(
    app,
    renderSignInEmail({
      email,
      link: `${app.baseUrl}/auth/verify?token=${email.token}`,
      jobId: job.id,
      reader: host ?? { zone: "UTC", language: email.language, hourCycle: 24 },
      sender: senderOf(app),
    }),
  );
}
