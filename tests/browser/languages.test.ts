import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { directionOf, type Language, languages, withLanguage } from "$lib/scheduling/language.ts";
import { sessionCookie } from "$lib/server/auth/sessions.ts";
import { assertClean, type BrowserVisit, openBrowser, visit } from "../support/browser.ts";
import { newClient } from "../support/proof/guest-client.ts";
import { startWithHost } from "../support/running-program.ts";
import { type EveryPage, seedEveryPage } from "../support/every-page.ts";
import { requires } from "../support/required-programs.ts";
import { englishPieces } from "../support/untranslated.ts";

const isFull = Deno.env.get("INVITO_PROVE") === "full";
const others = languages.filter((each) => each !== "en");
/** The one that is read from right to left stands for all of them, except in a full proof. */
const tried: readonly Language[] = isFull ? others : others.filter((each) => each === "ar");
const themes = isFull ? ["light", "dark"] as const : ["light"] as const;
const looks = [320, 1280].flatMap((width) => themes.map((theme) => ({ width, theme })));

/** Pages for developers are in English, whoever reads them; this link is that of a host who chose no language. */
const isInEnglish = (name: string, path: string) =>
  path.startsWith("/docs/") || name === "member-reject";

for (const language of tried) {
  const pieces = englishPieces(language);
  Deno.test(
    `pages in ${language}: axe finds nothing, nothing sticks out, no sentence is in English`,
    requires("chromium"),
    async (t) => {
      const browser = await openBrowser();
      if (!browser) return;
      let seeded: EveryPage | null = null;
      const behindProxy = { env: { INVITO_TRUSTED_PROXIES: "1" } };
      await using program = await startWithHost(behindProxy, async (app, host) => {
        seeded = await seedEveryPage(app, host);
      });
      const { town, teams, pages } = seeded!;
      const { address } = program;
      for (const look of looks) {
        await using guest = await visit(browser, { address, locale: language, ...look });
        await using host = await visit(browser, { address, ...look });
        await using member = await visit(browser, { address, ...look });
        await speaks(host, address, town.session, language);
        await speaks(member, address, teams.memberSession, language);
        for (const [name, path] of Object.entries(pages)) {
          if (isInEnglish(name, path)) continue;
          await t.step(`${name}, ${look.theme} at ${look.width}`, async () => {
            const isOwn = path.startsWith("/dashboard");
            const who = !isOwn ? guest : name in teams.asMember ? member : host;
            await who.context.setExtraHTTPHeaders({ "x-forwarded-for": newClient() });
            await who.page.goto(isOwn ? path : withLanguage(path, language));
            await who.page.waitForLoadState("load");
            const { lang, dir, text, over } = await seen(who.page);
            assert.deepEqual([lang, dir], [language, directionOf(language)]);
            assert.deepEqual(pieces.filter((piece) => text.includes(piece)), [], "is in English");
            assert.equal(over, 0, "something sticks out");
            await assertClean(who);
          });
        }
      }
      await browser.close();
    },
  );
}

/** Signs in and chooses the language in the settings. */
async function speaks(
  { context, page }: BrowserVisit,
  url: string,
  session: string,
  language: Language,
): Promise<void> {
  await context.addCookies([{ name: sessionCookie, value: session, url }]);
  await page.goto("/dashboard/settings");
  await page.locator("#profile select[name=language]").selectOption(language);
  await page.locator("#profile form .button").click();
  await page.waitForFunction((tag) => document.documentElement.lang === tag, language);
}

function seen(page: Page) {
  return page.evaluate(() => {
    const { lang, dir, scrollWidth, clientWidth } = document.documentElement;
    return { lang, dir, text: document.body.innerText, over: scrollWidth - clientWidth };
  });
}
