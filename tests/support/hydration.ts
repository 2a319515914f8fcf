/** A page before its scripts have run, and afterwards. */
import type { Page } from "playwright-core";

/** Waits until the page's scripts have taken over what the server drew. */
export async function hydrated(page: Page): Promise<void> {
  await page.waitForFunction(() => globalThis.earlyInput === undefined);
}

/** Visits a page whose scripts come only after `act`. */
export async function beforeScripts(page: Page, path: string, act: () => Promise<void>) {
  const scripts = "**/_app/**/*.js";
  const { promise: mayRun, resolve: run } = Promise.withResolvers<void>();
  await page.route(scripts, async (route) => {
    await mayRun;
    await route.continue();
  });
  await page.goto(path, { waitUntil: "commit" });
  await act();
  run();
  await hydrated(page);
  await page.unroute(scripts);
}
