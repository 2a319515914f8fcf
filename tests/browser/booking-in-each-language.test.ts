/** A guest books in each language: without scripts, and by keyboard alone, in a window at 400 % zoom. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { messages } from "$lib/i18n/messages.ts";
import { directionOf, type Language, languages } from "$lib/scheduling/language.ts";
import { assertClean, type BrowserVisit, openBrowser, reach, visit } from "../support/browser.ts";
import { newClient } from "../support/proof/guest-client.ts";
import { requires } from "../support/required-programs.ts";
import { startWithHost } from "../support/running-program.ts";

/** What is left of 1280 CSS px at 400 % (WCAG 2.2, 1.4.10). */
const width = 320;

Deno.test(
  "booking in each language, without scripts and by keyboard alone, at 400 % zoom",
  requires("chromium"),
  async (t) => {
    await using browser = await openBrowser();
    await using program = await startWithHost({ env: { INVITO_TRUSTED_PROXIES: "1" } });
    const { address } = program;
    for (const language of languages) {
      for (const scripts of [false, true]) {
        await t.step(`${language}, ${scripts ? "by keyboard" : "without scripts"}`, async () => {
          await using guest = await visit(browser, { address, width, scripts, locale: language });
          await guest.context.setExtraHTTPHeaders({ "x-forwarded-for": newClient() });
          await (scripts ? byKeyboard : withoutScripts)(guest, language);
        });
      }
    }
  },
);

async function withoutScripts({ page }: BrowserVisit, language: Language): Promise<void> {
  await page.goto(`/ada/coffee?lang=${language}`);
  await fits(page, language);
  await page.locator("[data-slot]").first().click();
  await page.locator("#name").fill("Grace");
  await page.locator("#email").fill("grace@example.com");
  await fits(page, language);
  await page.locator("button[name=slot]").click();
  await isBooked(page, language);
}

/** With what has the focus seen to have it; axe looks at each page. */
async function byKeyboard(guest: BrowserVisit, language: Language): Promise<void> {
  const { page } = guest, { form } = messages(language).booking;
  await page.goto(`/ada/coffee?lang=${language}`);
  await page.waitForURL(/tz=/);
  await fits(page, language);
  await assertClean(guest);
  // Seven keys to the day, two of them the lengths; a day leads to its times, which are read with it.
  const day = page.locator('[data-days] [aria-current="true"]');
  await reach(page, await day.getAttribute("aria-label") ?? "", 7);
  await page.keyboard.press("Enter");
  await page.locator("[data-slot]:focus").first().waitFor();
  const time = await page.locator("[data-slot]:focus").getAttribute("aria-label");
  assert.equal(time, await page.locator("[data-slot]").first().getAttribute("aria-label"));
  await page.keyboard.press("Enter");
  await page.locator("#name").waitFor();
  await fits(page, language);
  await assertClean(guest);
  await reach(page, form.name);
  await page.keyboard.type("Grace");
  await reach(page, form.email);
  await page.keyboard.type("grace@example.com");
  await page.keyboard.press("Enter");
  await isBooked(page, language);
  await assertClean(guest);
}

async function isBooked(page: Page, language: Language): Promise<void> {
  await page.locator("[data-state=confirmed]").waitFor();
  await fits(page, language);
}

/** In its language and direction, and nothing sticks out. */
async function fits(page: Page, language: Language): Promise<void> {
  const seen = await page.evaluate(() => {
    const { lang, dir, scrollWidth, clientWidth } = document.documentElement;
    return { lang, dir, over: scrollWidth - clientWidth };
  });
  assert.deepEqual(seen, { lang: language, dir: directionOf(language), over: 0 });
}
