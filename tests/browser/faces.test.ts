import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { sessionCookie } from "$lib/server/sessions.ts";
import { assertClean, openBrowser, visit } from "../support/browser.ts";
import { startFurnished } from "../support/furnished.ts";
import { pagesOf, settle, type Town } from "../support/town.ts";

/** The narrowest screen in light, a wide one in dark: colours, names, order, targets, and nothing that sticks out. */
const looks = [{ theme: "light", width: 320 }, { theme: "dark", width: 1280 }] as const;

Deno.test("faces: axe finds nothing on any page, no page asks another origin, none scrolls sideways", async (t) => {
  const browser = await openBrowser();
  if (!browser) return;
  let settled: Town | null = null;
  await using program = await startFurnished({}, async (app, host) => {
    settled = await settle(app, host);
  });
  const town = settled!;
  for (const look of looks) {
    await using guest = await visit(browser, { address: program.address, ...look });
    await using host = await visit(browser, { address: program.address, ...look });
    await host.context.addCookies([
      { name: sessionCookie, value: town.session, url: program.address },
    ]);
    for (const [name, address] of Object.entries(pagesOf(town))) {
      await t.step(`${name}, ${look.theme} at ${look.width}`, async () => {
        const who = address.startsWith("/dashboard") ? host : guest;
        const answer = await who.page.goto(address);
        assert.equal(answer?.status(), name === "not-found" ? 404 : 200);
        await who.page.waitForLoadState("load");
        await assertClean(who);
        assert.equal(await overflow(who.page), 0, "something sticks out");
      });
    }
  }
  await browser.close();
});

/** By how many pixels the page is wider than its window. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}
