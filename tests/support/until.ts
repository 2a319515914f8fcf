import type { Page } from "playwright-core";

/** Looks again and again, ever less often, until there is something; throws with what was waited for when it takes too long. */
export async function until<T>(
  what: string,
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  withinMs = 20_000,
): Promise<T> {
  const end = performance.now() + withinMs;
  for (let pauseMs = 10;; pauseMs = Math.min(200, 1.3 * pauseMs)) {
    const found = await look();
    if (found) return found;
    if (performance.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((wake) => setTimeout(wake, pauseMs));
  }
}

/** Loads the page anew until it shows what it should. */
export async function reloadUntil(
  page: Page,
  what: string,
  isShown: () => Promise<boolean>,
): Promise<void> {
  await until(what, async () => await isShown() || (await page.reload(), false), 60_000);
}
