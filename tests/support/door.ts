import type { Settings } from "$lib/server/env.ts";
import { openLimits } from "$lib/server/limits.ts";
import { openSealer } from "$lib/server/sealing.ts";
import type { App } from "$lib/server/app.ts";
import { noon, type TestApp, testApp } from "./app.ts";

/** A session secret that everybody may know. */
export const testSecret = "5e".repeat(32);

/** An App with everything that signing in needs: real seals, real limits, a mail server that takes all. */
export async function doorApp(
  settings: Partial<Settings> = {},
  given: Partial<App> = {},
): Promise<TestApp> {
  let clock = noon;
  const app = await testApp({
    sealer: await openSealer(testSecret, null),
    limits: openLimits(() => clock),
    sendMail: () => Promise.resolve(),
    ...given,
  });
  Object.assign(app.settings, settings);
  const at = app.at;
  app.at = (instant) => at(clock = instant);
  return app;
}
