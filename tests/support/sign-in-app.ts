import type { Settings } from "$lib/server/runtime/settings.ts";
import type { SignInEmail } from "$lib/server/email/messages/sign-in.ts";
import { openRateLimiter } from "$lib/server/runtime/rate-limits.ts";
import { openSealer } from "$lib/server/auth/sealing.ts";
import { listAll } from "$lib/server/kv/commit.ts";
import type { Job } from "$lib/server/store/job.ts";
import { keys } from "$lib/server/kv/keys.ts";
import type { App } from "$lib/server/app.ts";
import { noon, type TestApp, testApp, testSecret } from "./test-app.ts";

/** An App with everything that signing in needs: real seals, real limits, a mail server that takes all. */
export async function signInApp(
  settings: Partial<Settings> = {},
  given: Partial<App> = {},
): Promise<TestApp> {
  let clock = noon;
  const app = await testApp({
    sealer: openSealer(testSecret, null),
    limits: openRateLimiter(() => clock),
    sendMail: () => Promise.resolve(),
    ...given,
  });
  Object.assign(app.settings, settings);
  const at = app.at;
  app.at = (instant) => at(clock = instant);
  return app;
}

/** The sign-in email that was written last. */
export async function lastSignInEmail(app: TestApp): Promise<SignInEmail | null> {
  const jobs = await listAll<Job>(app.kv, { prefix: keys.jobs() });
  const work = jobs.at(-1)?.value.work;
  return work?.kind === "send-sign-in-email"
    ? JSON.parse(await app.sealer.open(work.sealedEmail, "send-sign-in-email"))
    : null;
}
