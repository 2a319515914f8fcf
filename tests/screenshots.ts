/** Pictures of every page at two widths and in two themes, for eyes: `deno task shots FOLDER [PART OF A NAME]`. */
import { join } from "node:path";
import * as sessions from "$lib/server/auth/sessions.ts";
import { openBrowser, visit } from "./support/browser.ts";
import { startWithHost } from "./support/running-program.ts";
import { pagesOf, type SeededTown, seedTown } from "./support/seeded-town.ts";

const [folder = "shots", part = ""] = Deno.args;
let town: SeededTown | null = null;
await using program = await startWithHost({}, async (app, host) => {
  town = await seedTown(app, host);
});
const pages = Object.entries(pagesOf(town!)).filter(([name]) => name.includes(part));

await Deno.mkdir(folder, { recursive: true });
const browser = await openBrowser();
if (!browser) Deno.exit(1);
for (const width of [390, 1280]) {
  for (const theme of ["light", "dark"] as const) {
    await using guest = await visit(browser, { address: program.address, width, theme });
    await using host = await visit(browser, { address: program.address, width, theme });
    await host.context.addCookies([
      { name: sessions.sessionCookie, value: town!.session, url: program.address },
    ]);
    for (const [name, address] of pages) {
      const { page, problems } = address.startsWith("/dashboard") ? host : guest;
      await page.goto(address);
      await page.waitForLoadState("load");
      await page.waitForTimeout(250);
      const path = join(folder, `${name}-${width}-${theme}.png`);
      await page.screenshot({ path, fullPage: true });
      for (const problem of problems.splice(0)) console.log(`${name}: ${problem}`);
    }
  }
}
await browser.close();
