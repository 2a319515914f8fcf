import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { assertClean, openBrowser, visit } from "../support/browser.ts";
import { newClient } from "../support/proof/guest-client.ts";
import { startWithHost } from "../support/running-program.ts";
import { addEventType, ask } from "../support/town.ts";
import { behindProxy, seedEveryPage } from "../support/every-page.ts";
import { signedIn, weekdayAfter } from "../support/seeded-town.ts";
import { requires } from "../support/required-programs.ts";

const isFull = Deno.env.get("INVITO_PROVE") === "full";

/** The narrowest screen in light, a wide one in dark: colours, names, order, targets, and nothing that sticks out. */
const looks = [
  { theme: "light", width: 320, rules: "all" },
  { theme: "dark", width: 1280, rules: isFull ? "all" : "contrast" },
] as const;

Deno.test(
  "pages: axe finds nothing, no page requests another origin, none scrolls sideways",
  requires("chromium"),
  async (t) => {
    await using browser = await openBrowser();
    await using program = await startWithHost(behindProxy, seedEveryPage);
    const { town, teams, pages } = program.seeded;
    for (const look of looks) {
      const options = { address: program.address, ...look };
      await using guest = await visit(browser, options);
      await using host = await visit(browser, { ...options, session: town.session });
      await using member = await visit(browser, { ...options, session: teams.memberSession });
      for (const [name, address] of Object.entries(pages)) {
        await t.step(`${name}, ${look.theme} at ${look.width}`, async () => {
          const signedIn = name in teams.asMember ? member : host;
          const who = address.startsWith("/dashboard") ? signedIn : guest;
          await who.context.setExtraHTTPHeaders({ "x-forwarded-for": newClient() });
          const answer = await who.page.goto(address);
          assert.equal(answer?.status(), name === "not-found" ? 404 : 200);
          await who.page.waitForLoadState("load");
          await assertClean(who, look.rules);
          assert.equal(await overflow(who.page), 0, "something sticks out");
        });
      }
    }
  },
);

Deno.test(
  "pages: names without a place to break overflow nothing and are not cut off",
  requires("chromium"),
  async () => {
    await using browser = await openBrowser();
    const long = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihung";
    const pages: string[] = ["/calendar/ada/", "/calendar/ada/long", "/dashboard"];
    let session = "";
    await using program = await startWithHost({}, async (app, host) => {
      session = await signedIn(app, host);
      await addEventType(app, host, { slug: "long", title: long });
      const start = startOfDay(weekdayAfter(dateAt(app.now(), host.zone), 3), host.zone) +
        11 * HOUR;
      const guest = {
        name: long,
        note: long,
        email: `${long.slice(0, 18)}@${long.slice(0, 19)}.example`,
      };
      const { booking } = await ask(app, { slug: "long", start, guest });
      pages.push(
        `/booking/${await bookings.openGuestLink(app, booking)}`,
        `/booking/${await bookings.openHostLink(app, booking, host.id)}/confirm`,
        `/dashboard/bookings/${booking.id}`,
      );
    });
    await using ada = await visit(browser, { address: program.address, session, width: 320 });
    for (const address of pages) {
      await ada.page.goto(address);
      assert.equal(await overflow(ada.page), 0, address);
      const cut = await ada.page.evaluate(() =>
        [...document.querySelectorAll(".card")].filter((card) =>
          card.scrollWidth > card.clientWidth
        )
          .map((card) => card.textContent)
      );
      assert.deepEqual(cut, [], address);
    }
  },
);

/** By how many pixels the page is wider than its window. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}
