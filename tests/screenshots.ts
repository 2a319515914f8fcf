/** Pictures of every page at two widths and in two themes, for eyes: `deno task shots FOLDER [PART OF A NAME]`. */
import { join } from "node:path";
import * as sessions from "$lib/server/auth/sessions.ts";
import { openBrowser, visit } from "./support/browser.ts";
import { startWithHost } from "./support/running-program.ts";
import { type SeededTeams, seedTeams } from "./support/seeded-teams.ts";
import { pagesOf, type SeededTown, seedTown } from "./support/seeded-town.ts";

const [folder = "shots", part = ""] = Deno.args;
let town: SeededTown | null = null;
let teams: SeededTeams | null = null;
await using program = await startWithHost({}, async (app, host) => {
  town = await seedTown(app, host);
  teams = await seedTeams(app, host);
});
const asMember = Object.keys(teams!.asMember);
const pages = Object.entries({
  ...pagesOf(town!),
  ...teams!.asOwner,
  ...teams!.asMember,
  ...teams!.asGuest,
})
  .filter(([name]) => name.includes(part));

await Deno.mkdir(folder, { recursive: true });
const browser = await openBrowser();
if (!browser) Deno.exit(1);
for (const width of [390, 1280]) {
  for (const theme of ["light", "dark"] as const) {
    await using guest = await visit(browser, { address: program.address, width, theme });
    await using host = await visit(browser, { address: program.address, width, theme });
    await using member = await visit(browser, { address: program.address, width, theme });
    const signIn = ({ context }: typeof host, value: string) =>
      context.addCookies([{ name: sessions.sessionCookie, value, url: program.address }]);
    await signIn(host, town!.session);
    await signIn(member, teams!.memberSession);
    for (const [name, address] of pages) {
      const signedIn = asMember.includes(name) ? member : host;
      const { page, problems } = address.startsWith("/dashboard") ? signedIn : guest;
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
