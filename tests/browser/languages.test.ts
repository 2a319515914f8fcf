import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { directionOf, type Language, languages, withLanguage } from "$lib/scheduling/language.ts";
import { sessionCookie } from "$lib/server/auth/sessions.ts";
import {
  assertClean,
  assertQuiet,
  type BrowserVisit,
  openBrowser,
  visit,
} from "../support/browser.ts";
import { newClient } from "../support/proof/guest-client.ts";
import { startWithHost } from "../support/running-program.ts";
import { seedEveryPage } from "../support/every-page.ts";
import { requires } from "../support/required-programs.ts";
import { englishPieces, englishTexts } from "../support/untranslated.ts";

const isFull = Deno.env.get("INVITO_PROVE") === "full";
/** The one that is read from right to left stands for all of them, except in a full proof. */
const usual: readonly Language[] = isFull ? languages : ["ar"];
const only = Deno.env.get("INVITO_PROVE_LANGUAGES")?.split(",");
const tried = only ? languages.filter((each) => only.includes(each)) : usual;
/** Parts of the names of the pages to look at again. */
const parts = Deno.env.get("INVITO_PROVE_PAGES")?.split(",") ?? [""];
const themes = isFull ? ["light", "dark"] as const : ["light"] as const;
const widths = [320, 1280];

/** Pages for developers are in English, whoever reads them; this link is that of a host who chose no language. */
const isInEnglish = (name: string, path: string) =>
  path.startsWith("/docs/") || name === "member-reject";

for (const language of tried) {
  const pieces = language === "en" ? [] : englishPieces(language);
  const whole = language === "en" ? new Set<string>() : englishTexts(language);
  Deno.test(
    `pages in ${language}: nothing sticks out, no sentence is in English`,
    requires("chromium"),
    async (t) => {
      await using browser = await openBrowser();
      const behindProxy = { env: { INVITO_TRUSTED_PROXIES: "1" } };
      await using program = await startWithHost(behindProxy, seedEveryPage);
      const { town, teams, pages } = program.seeded;
      const { address } = program;
      for (const width of widths) {
        await using guest = await visit(browser, { address, locale: language, width });
        await using host = await visit(browser, { address, width });
        await using member = await visit(browser, { address, width });
        await speaks(host, address, town.session, language);
        await speaks(member, address, teams.memberSession, language);
        for (const [name, path] of Object.entries(pages)) {
          if (isInEnglish(name, path) || !parts.some((part) => name.includes(part))) continue;
          const isOwn = path.startsWith("/dashboard");
          const who = !isOwn ? guest : name in teams.asMember ? member : host;
          for (const theme of themes) {
            await t.step(`${name}, ${theme} at ${width}`, async () => {
              await who.page.emulateMedia({ colorScheme: theme });
              if (theme === themes[0]) {
                await who.context.setExtraHTTPHeaders({ "x-forwarded-for": newClient() });
                await who.page.goto(isOwn ? path : withLanguage(path, language));
                await who.page.waitForLoadState("load");
              }
              const { lang, dir, text, over, labels } = await seen(who.page);
              assert.deepEqual([lang, dir], [language, directionOf(language)]);
              assert.deepEqual(pieces.filter((piece) => text.includes(piece)), [], "is in English");
              assert.deepEqual(labels.filter((label) => whole.has(label)), [], "is in English");
              assert.equal(over, 0, "something sticks out");
              if (isFull) await assertClean(who);
              else assertQuiet(who);
            });
          }
        }
      }
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

/** What the page says, with each text and label alone; what a person wrote has its own direction and is left out. */
function seen(page: Page) {
  return page.evaluate(() => {
    const { lang, dir, scrollWidth, clientWidth } = document.documentElement;
    const labels: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement, textContent } = walker.currentNode;
      if (parentElement?.closest("[dir=auto],bdi,script,style,code,pre,[lang]:not(html)")) continue;
      labels.push(textContent?.trim() ?? "");
    }
    for (const name of ["aria-label", "title", "placeholder", "alt", "aria-description"]) {
      for (const each of document.body.querySelectorAll(`[${name}]:not([dir=auto])`)) {
        labels.push(each.getAttribute(name)?.trim() ?? "");
      }
    }
    return {
      lang,
      dir,
      labels: labels.filter((label) => label !== ""),
      text: document.body.innerText,
      over: scrollWidth - clientWidth,
    };
  });
}
