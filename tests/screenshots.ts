/** Pictures of every page at two widths, in two themes and in the colours of a reader's system, for eyes: `deno task shots FOLDER [PARTS OF NAMES] [LANGUAGE]`. */
import { join } from "node:path";
import type { Page } from "playwright-core";
import { languageOf, withLanguage } from "$lib/scheduling/language.ts";
import { type BrowserVisit, openBrowser, visit } from "./support/browser.ts";
import { newClient } from "./support/proof/guest-client.ts";
import { startWithHost } from "./support/running-program.ts";
import { type EveryPage, seedEveryPage } from "./support/every-page.ts";

const [folder = "shots", part = "", tag = "en"] = Deno.args;
const language = languageOf(tag) ?? "en";
let seeded: EveryPage | null = null;
// Each picture is of a client of its own: together they are more than one may ask for in a minute.
const behindProxy = { env: { INVITO_TRUSTED_PROXIES: "1" } };
await using program = await startWithHost(behindProxy, async (app, host) => {
  seeded = await seedEveryPage(app, host);
});
const { town, teams, pages: all } = seeded!;
const asMember = Object.keys(teams.asMember);
const pages = Object.entries(all)
  .filter(([name]) => part.split(",").some((each) => name.includes(each)));

await Deno.mkdir(folder, { recursive: true });
const sheet: string[] = [];
const browser = await openBrowser();
for (const width of [390, 1280]) {
  for (const colours of ["light", "dark", "forced"] as const) {
    const theme = colours === "dark" ? "dark" as const : "light" as const;
    const look = { address: program.address, width, theme, locale: language };
    await using guest = await visit(browser, look);
    await using host = await visit(browser, { ...look, session: town.session });
    await using member = await visit(browser, { ...look, session: teams.memberSession });
    await chooseLanguage(host);
    await chooseLanguage(member);
    for (const [name, address] of pages) {
      const signedIn = asMember.includes(name) ? member : host;
      const { page, context, problems } = address.startsWith("/dashboard") ? signedIn : guest;
      if (colours === "forced") await page.emulateMedia({ forcedColors: "active" });
      await context.setExtraHTTPHeaders({ "x-forwarded-for": newClient() });
      await page.goto(address.startsWith("/dashboard") ? address : withLanguage(address, language));
      await page.waitForLoadState("load");
      await page.evaluate("document.fonts.ready");
      const picture = `${name}-${width}-${colours}.png`;
      await takePicture(page, join(folder, picture));
      sheet.push(`<figure><a href="${picture}"><img src="${picture}"></a>${picture}</figure>`);
      for (const problem of problems.splice(0)) console.log(`${name}: ${problem}`);
    }
  }
}
await browser.close();
const style =
  "body{columns:16rem;font:12px sans-serif}figure{break-inside:avoid;margin:0 0 1rem}img{width:100%}";
await Deno.writeTextFile(
  join(folder, `sheet-${language}.html`),
  `<!doctype html><meta charset="utf-8"><style>${style}</style>${sheet.join("\n")}\n`,
);

/** The whole page, in a window as high as it is: for `fullPage` it is laid out narrow and wide again, and what scrolls sideways has moved. */
async function takePicture(page: Page, path: string): Promise<void> {
  const size = page.viewportSize()!;
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ ...size, height: Math.max(size.height, height) });
  await page.screenshot({ path });
  await page.setViewportSize(size);
}

async function chooseLanguage({ page }: BrowserVisit): Promise<void> {
  await page.goto("/dashboard/settings");
  await page.locator("#profile select[name=language]").selectOption(language);
  await page.locator("#profile form .button").click();
  await page.waitForFunction((tag) => document.documentElement.lang === tag, language);
}
