/** Settings: everything is found from its index, and what is of one record is saved together. */
import assert from "node:assert/strict";
import { assertClean, assertCount, openBrowser, visit } from "../support/browser.ts";
import { requires } from "../support/required-programs.ts";
import { startWithHost } from "../support/running-program.ts";
import { signedIn } from "../support/seeded-town.ts";

Deno.test(
  "settings: an index beside or above, every link of it leads somewhere",
  requires("chromium"),
  async () => {
    await using program = await startWithHost({}, signedIn);
    const session = program.seeded;
    await using browser = await openBrowser();
    for (const look of [{ width: 1280 }, { width: 390, scripts: false }]) {
      await using host = await visit(browser, { address: program.address, session, ...look });
      const { page } = host;
      await page.goto("/dashboard/settings");
      const index = page.getByRole("navigation", { name: "Sections of settings" });
      const place = (await index.boundingBox())!,
        first = (await page.locator("#profile").boundingBox())!;
      if (look.width === 1280) assert(place.x + place.width < first.x && place.y === first.y);
      else assert(place.y + place.height < first.y && place.height < 420, String(place.height));
      const links = await index.getByRole("link").evaluateAll((all) =>
        all.map((link) => link.getAttribute("href")!)
      );
      for (const href of links.filter((each) => each.startsWith("#"))) {
        await assertCount(page.locator(href), 1);
      }
      for (const href of links.filter((each) => !each.startsWith("#"))) {
        assert.equal((await page.request.get(href)).status(), 200, href);
      }
      for (const name of ["Schedules", "Emails", "API keys", "Webhooks", "Your page"]) {
        await index.getByRole("link", { name, exact: true }).waitFor();
      }
      if (look.width === 1280) await assertClean(host);
    }
  },
);

Deno.test(
  "settings: profile and agenda email have one Save; a wrong time is named beside its field",
  requires("chromium"),
  async () => {
    await using program = await startWithHost({}, signedIn);
    const session = program.seeded;
    await using browser = await openBrowser();
    for (const scripts of [true, false]) {
      const name = scripts ? "Ada B." : "Ada C.";
      await using host = await visit(browser, { address: program.address, session, scripts });
      const { page } = host;
      await page.goto("/dashboard/settings");
      await page.getByLabel("Name", { exact: true }).fill(name);
      await page.getByLabel("12-hour").check();
      const time = page.getByLabel("Send at");
      await page.getByLabel("Send me a daily agenda").check();
      await time.fill("at noon");
      await page.locator("#profile").getByRole("button", { name: "Save" }).click();
      await page.locator("#agenda-at-error").waitFor();
      assert.equal(await time.inputValue(), "at noon");
      assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), name);
      await time.fill("6:30 pm");
      await page.locator("#profile").getByRole("button", { name: "Save" }).click();
      await page.waitForURL(/done=saved/);
      assert.equal(await time.inputValue(), "6:30 PM");
      assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), name);
      await page.getByLabel("24-hour").check();
      await page.getByLabel("Send me a daily agenda").uncheck();
      await page.locator("#profile").getByRole("button", { name: "Save" }).click();
      await page.waitForURL(/done=saved/);
      await page.reload();
      assert(!await page.getByLabel("Send me a daily agenda").isChecked());
    }
  },
);
