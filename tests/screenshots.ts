/** Pictures of every page at two widths and in two themes, for eyes: `deno task shots FOLDER [PART OF A NAME]`. */
import { join } from "node:path";
import * as sessions from "$lib/server/sessions.ts";
import { openBrowser, visit } from "./support/browser.ts";
import { startFurnished } from "./support/furnished.ts";
import { settle, type Town } from "./support/town.ts";

const [folder = "shots", part = ""] = Deno.args;
let town: Town | null = null;
await using program = await startFurnished({}, async (app, host) => {
  town = await settle(app, host);
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
      const { page, troubles } = address.startsWith("/dashboard") ? host : guest;
      await page.goto(address);
      await page.waitForLoadState("load");
      await page.waitForTimeout(250);
      const path = join(folder, `${name}-${width}-${theme}.png`);
      await page.screenshot({ path, fullPage: true });
      for (const trouble of troubles.splice(0)) console.log(`${name}: ${trouble}`);
    }
  }
}
await browser.close();

/** Every page by a name for its picture. */
function pagesOf(town: Town): Record<string, string> {
  const slot = `${town.date}T09:00:00Z`;
  return {
    landing: "/",
    "sign-in": "/auth/sign-in",
    list: "/calendar/ada/",
    picker: "/calendar/ada/intro-call",
    "picker-lengths": "/calendar/ada/coffee",
    inactive: "/calendar/ada/old",
    "month-after": "/calendar/ada/intro-call?tz=Asia/Kathmandu&month=2100-01",
    form: `/calendar/ada/coffee?tz=America/New_York&hours=12&slot=${town.date}T07:30:00Z`,
    taken: `/calendar/ada/intro-call?tz=America/New_York&hours=12&slot=${slot}`,
    pending: town.guest.pending,
    confirmed: town.guest.confirmed,
    rejected: town.guest.rejected,
    expired: town.guest.expired,
    confirm: `${town.host.pending}/confirm`,
    reject: `${town.host.pending}/reject`,
    "confirmed-before": `${town.host.confirmed}/confirm`,
    widget: "/widget/ada/coffee",
    "not-found": "/calendar/nobody/",
    dashboard: "/dashboard",
    "event-types": "/dashboard/event-types",
    "event-type-new": "/dashboard/event-types/new",
    availability: "/dashboard/availability",
    calendars: "/dashboard/calendars",
    outbox: "/dashboard/outbox",
    settings: "/dashboard/settings",
    welcome: "/dashboard/welcome",
  };
}
