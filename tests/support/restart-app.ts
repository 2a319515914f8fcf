import type { App } from "$lib/server/app.ts";
import { openSealer } from "$lib/server/auth/sealing.ts";
import { openLocks } from "$lib/server/runtime/locks.ts";
import { type TestApp, testApp } from "./test-app.ts";
import { testSecret } from "./sign-in-app.ts";

/** Another start of the program over the same store, at the same time by the clock: it remembers nothing. */
export async function restartApp(app: TestApp, given: Partial<App> = {}): Promise<TestApp> {
  const next = await testApp({
    kv: app.kv,
    sealer: await openSealer(testSecret, null),
    withLock: openLocks(),
    ...given,
  });
  next.at(app.now());
  return next;
}
