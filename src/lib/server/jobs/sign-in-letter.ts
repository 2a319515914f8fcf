import type { App } from "../app.ts";
import { senderOf } from "../mail/sender.ts";
import { writeSignInLetter } from "../mail/sign-in-letter.ts";
import { getHost } from "../store/hosts.ts";
import type { Job, JobEnd, SignInLetter } from "./job.ts";
import { post } from "./letter.ts";

/** Sends a link of identity while it is good. It is never kept: nobody but its reader may see it. */
export async function sendSignInLetter(app: App, job: Job): Promise<JobEnd> {
  if (job.work.kind !== "sign-in-letter") throw new Error(`not a sign-in letter: ${job.work.kind}`);
  const wish: SignInLetter = JSON.parse(
    await app.sealer.open(job.work.sealed, "sign-in-letter"),
  );
  if (!app.sendMail || wish.expiresAt <= app.now()) return { state: "superseded" };
  const host = job.work.hostId ? await getHost(app.kv, job.work.hostId) : null;
  return await post(
    app,
    writeSignInLetter({
      wish,
      link: `${app.baseUrl}/auth/verify?token=${wish.token}`,
      jobId: job.id,
      reader: host ?? { zone: "UTC", language: "en", hourCycle: 24 },
      sender: senderOf(app.settings.smtp?.from, app.baseUrl),
    }),
  );
}
