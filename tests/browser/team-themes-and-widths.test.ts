import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { sessionCookie } from "$lib/server/auth/sessions.ts";
import { assertClean, openBrowser, visit } from "../support/browser.ts";
import { startWithHost } from "../support/running-program.ts";
import { type LongNamedTeam, seedLongNamedTeam } from "../support/long-named-team.ts";
import { requires } from "../support/required-programs.ts";

const isFull = Deno.env.get("INVITO_PROVE") === "full";

const looks = [
  { theme: "light", width: 320, rules: "all" },
  { theme: "dark", width: 1280, rules: isFull ? "all" : "contrast" },
] as const;

Deno.test(
  "pages of a team: axe finds nothing, none scrolls sideways or cuts a long name off",
  requires("chromium"),
  async (t) => {
    const browser = await openBrowser();
    if (!browser) return;
    let seeded: LongNamedTeam | null = null;
    await using program = await startWithHost({}, async (app, host) => {
      seeded = await seedLongNamedTeam(app, host);
    });
    const { session, pages } = seeded!;
    for (const look of looks) {
      await using guest = await visit(browser, { address: program.address, ...look });
      await using ada = await visit(browser, { address: program.address, ...look });
      await ada.context.addCookies([{ name: sessionCookie, value: session, url: program.address }]);
      for (const [name, address] of Object.entries(pages)) {
        await t.step(`${name}, ${look.theme} at ${look.width}`, async () => {
          const who = address.startsWith("/dashboard") ? ada : guest;
          const answer = await who.page.goto(address);
          assert.equal(answer?.status(), 200, address);
          await who.page.waitForLoadState("load");
          await assertClean(who, look.rules);
          assert.deepEqual(await excess(who.page), [], address);
        });
      }
    }
    await browser.close();
  },
);

/** What is wider than the window or its card. */
function excess(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [document.body, ...document.querySelectorAll(".card")].flatMap((box) =>
      box.scrollWidth > box.clientWidth ? [`${box.className}: ${box.textContent.trim()}`] : []
    ).map((text) => text.slice(0, 80))
  );
}
