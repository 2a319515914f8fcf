import assert from "node:assert/strict";
import { startOfDay } from "$lib/scheduling/day.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import { isoInstant } from "$lib/server/views/picker/picker-query.ts";
import {
  assertClean,
  assertCount,
  type BrowserVisit,
  openBrowser,
  visit,
} from "../support/browser.ts";
import { startWithHost } from "../support/running-program.ts";
import { seedTown } from "../support/seeded-town.ts";
import { chooseZone, chosenZone } from "../support/zone-field.ts";
import { requires } from "../support/required-programs.ts";

Deno.test(
  "a host books for a guest and books again, with and without scripts",
  requires("chromium"),
  async (t) => {
    await using program = await startWithHost({}, seedTown);
    await using browser = await openBrowser();
    const { date, session, ids } = program.seeded;
    const at = (hour: number) => isoInstant(startOfDay(date, "Europe/Berlin") + hour * HOUR);

    const enter = async (scripts: boolean): Promise<BrowserVisit> => {
      const width = scripts ? 1280 : 390;
      const ada = await visit(browser, { address: program.address, session, scripts, width });
      ada.page.setDefaultTimeout(15_000);
      return ada;
    };

    for (const [scripts, name, hour] of [[false, "Mary", 13], [true, "Tilda", 9]] as const) {
      await t.step(`scripts ${scripts}: from the list of bookings, and again`, async () => {
        await using ada = await enter(scripts);
        const { page } = ada;
        await page.goto("/dashboard");
        await page.getByRole("link", { name: "Book for a guest", exact: true }).click();
        await page.getByRole("link", { name: "Book for a guest: Intro call" }).click();
        await page.getByRole("heading", { name: "Intro call for a guest" }).waitFor();
        await page.goto(`${page.url()}?date=${date}`);
        await page.locator(`[data-slot="${at(hour)}"]`).click();
        await page.locator("#name").fill(name);
        await page.locator("#email").fill(`${name}@example.net`);
        await chooseZone(page, "guest-zone", "America/New_York");
        if (scripts) await assertClean(ada);
        await page.getByRole("button", { name: "Book this time" }).click();
        await page.getByText("Booked. This site can’t send email").waitFor();
        await page.getByRole("heading", { name, level: 1 }).waitFor();
        await page.getByText("Confirmed", { exact: true }).first().waitFor();

        await assertCount(page.getByRole("link", { name: "Book again" }), 0);
        await page.locator("summary", { hasText: "Cancel meeting" }).click();
        await page.getByRole("button", { name: "Cancel meeting" }).click();
        await page.getByText("Cancelled by you").first().waitFor();
        await page.getByRole("link", { name: "Book again" }).click();
        await page.getByRole("heading", { name: `Intro call with ${name} again` }).waitFor();
        await page.locator("[data-slot]").first().click();
        await page.locator("#name").waitFor();
        assert.equal(await page.locator("#name").inputValue(), name);
        assert.equal(await chosenZone(page, "guest-zone"), "America/New_York");
        assert.ok(!page.url().includes("example.net"), "no guest is named in the address");
      });
    }

    await t.step("a refused form keeps what was entered", async () => {
      await using ada = await enter(false);
      const { page } = ada;
      await page.goto(`/dashboard/book/${ids.walk}?slot=${at(13.5)}`);
      await page.getByRole("radio").last().check();
      await page.locator("#name").fill("Ida");
      await page.locator("#email").fill("ida@example");
      await page.getByRole("button", { name: "Book this time" }).click();
      await page.locator("#email-error").waitFor();
      assert.equal(await page.locator("#name").inputValue(), "Ida");
      assert.ok(await page.getByRole("radio").last().isChecked());
    });

    await t.step("what is not the host’s is not found", async () => {
      await using ada = await enter(false);
      for (const path of ["nothing", `${ids.walk}?again=nothing`]) {
        assert.equal((await ada.page.goto(`/dashboard/book/${path}`))?.status(), 404, path);
      }
    });
  },
);
