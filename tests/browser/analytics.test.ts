import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { dateAt } from "$lib/scheduling/day.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { assertClean, assertCount, openBrowser, visit } from "../support/browser.ts";
import { requires } from "../support/required-programs.ts";
import { startWithTeam } from "../support/running-team.ts";
import { oneBooking, sampleDays } from "../support/sample-days.ts";
import { plantDays } from "../support/seeded-analytics.ts";

const looks = [
  { theme: "light", width: 320 },
  { theme: "dark", width: 320 },
  { theme: "light", width: 1280 },
  { theme: "dark", width: 1280 },
] as const;

Deno.test(
  "analytics: clean with nothing, one and many bookings, read by keys, usable without scripts, printed",
  requires("chromium"),
  async (t) => {
    await using browser = await openBrowser();
    let team = "";
    await using town = await startWithTeam({}, async (app, { team: mill, hosts: [ada] }) => {
      const today = dateAt(app.now(), ada.zone);
      const typeIds = (await listEventTypes(app.kv, ada.id)).map(({ id }) => id);
      const chat = (await listEventTypes(app.kv, mill.id))[0]!;
      await plantDays(
        app,
        ada.id,
        sampleDays({ to: today, days: 366, bookings: 100_000, typeIds }),
      );
      await plantDays(app, mill.id, [oneBooking(today, chat.id)]);
      team = mill.id;
    });
    const { address } = town.program;
    const states = [
      { name: "nothing", who: "cleo", path: "/dashboard/analytics" },
      { name: "one", who: "ben", path: `/dashboard/teams/${team}/analytics` },
      { name: "many", who: "ada", path: "/dashboard/analytics?range=year" },
    ] as const;
    const session = town.sessions.ada;

    for (const look of looks) {
      for (const { name, who, path } of states) {
        await t.step(`${name}, ${look.theme} at ${look.width}`, async () => {
          await using seen = await visit(browser, {
            address,
            session: town.sessions[who],
            ...look,
          });
          await seen.page.goto(path);
          await seen.page.waitForLoadState("load");
          await openAll(seen.page);
          await assertClean(seen);
          assert.equal(await overflow(seen.page), 0, "something sticks out");
        });
      }
    }

    await t.step("arrow keys read out each value, as the table has it", async () => {
      await using seen = await visit(browser, { address, session });
      const { page } = seen;
      await page.goto("/dashboard/analytics");
      const plot = page.locator("figure", { has: page.locator("#funnel-title") }).locator(".plot");
      await page.waitForFunction(() => document.querySelector(".plot")?.hasAttribute("tabindex"));
      await plot.focus();
      await page.keyboard.press("ArrowDown");
      const views = await page.locator("figure", { has: page.locator("#funnel-title") })
        .locator("tbody td").first().textContent();
      assert.equal(await plot.locator("[role=status]").textContent(), `Opened a page: ${views}`);
      await page.keyboard.press("End");
      assert.match(await plot.locator("[role=status]").textContent() ?? "", /^Took place: /);
      await page.keyboard.press("Escape");
      assert.equal(await plot.locator("[role=status]").textContent(), "");
    });

    await t.step(
      "without scripts the form works, and charts have tips of the browser's own",
      async () => {
        await using seen = await visit(browser, { address, session, scripts: false });
        const { page } = seen;
        await page.goto("/dashboard/analytics");
        await page.locator("select[name=range]").selectOption("90");
        await page.locator("form.filter > button").click();
        assert.match(page.url(), /range=90/);
        assert.match(await page.locator(".sentence").textContent() ?? "", /in the last 90 days/);
        await page.locator("#bookings-title").waitFor();
        await assertCount(page.locator("figure svg g title"), { atLeast: 21 });
        await page.locator("input[name=from]").waitFor();
      },
    );

    await t.step("in Arabic time runs from right to left", async () => {
      await using seen = await visit(browser, { address, session });
      const { page } = seen;
      await page.goto("/dashboard/settings");
      await page.locator("#profile select[name=language]").selectOption("ar");
      await page.locator("#profile form .button").click();
      await page.waitForFunction(() => document.documentElement.lang === "ar");
      await page.goto("/dashboard/analytics?range=7");
      const places = await page.locator("figure").first().locator("g[data-n] .hit")
        .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().x));
      assert.equal(places.length, 7);
      assert.deepEqual(places, places.toSorted((a, b) => b - a));
      assert.equal(await overflow(page), 0);
    });

    await t.step(
      "on paper there is no menu and no form, and charts are of the light theme",
      async () => {
        await using seen = await visit(browser, { address, session, theme: "dark" });
        const { page } = seen;
        await page.goto("/dashboard/analytics");
        await page.emulateMedia({ media: "print" });
        for (const hidden of [".dash-nav", ".frame-bar", "form.filter"]) {
          await page.locator(hidden).waitFor({ state: "hidden" });
        }
        const scheme = await page.evaluate(() =>
          getComputedStyle(document.documentElement).colorScheme
        );
        assert.equal(scheme, "light");
        await page.locator("#bookings-title").waitFor();
      },
    );
  },
);

async function openAll(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const each of document.querySelectorAll<HTMLDetailsElement>("details.figures")) {
      each.open = true;
    }
  });
}

async function overflow(page: Page): Promise<number> {
  return await page.evaluate(() =>
    document.documentElement.scrollWidth - document.documentElement.clientWidth
  );
}
