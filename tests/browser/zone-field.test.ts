/** The list of time zones of a form: searched, chosen by keyboard, and without scripts. */
import assert from "node:assert/strict";
import { assertClean, assertCount, openBrowser, visit } from "../support/browser.ts";
import { startWithHost } from "../support/running-program.ts";
import { signedIn } from "../support/seeded-town.ts";
import { requires } from "../support/required-programs.ts";
import { chooseZone, chosenZone } from "../support/zone-field.ts";

Deno.test(
  "time zones of a form: opens at one's own, found by country, old name and keyboard alone",
  requires("chromium"),
  async () => {
    await using program = await startWithHost({}, signedIn);
    const session = program.seeded;
    await using browser = await openBrowser();
    const options = { address: program.address, width: 390, session };
    await using ada = await visit(browser, options);
    const { page } = ada;
    await page.goto("/dashboard/settings");
    const own = await chosenZone(page, "zone");
    const rows = page.locator("#zone-summary + div li").filter({ visible: true });
    await page.focus("#zone-summary");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#zone-summary + div input[type=search]:focus");
    assert.equal(await rows.first().locator("input").inputValue(), own);
    assert.match(await rows.first().innerText(), /GMT.* · \d/);
    await assertClean(ada);
    await page.keyboard.type("japan");
    await assertCount(rows, 1);
    await page.keyboard.press("Enter");
    await page.waitForSelector("#zone-summary:focus");
    assert.equal(await chosenZone(page, "zone"), "Asia/Tokyo");
    assert.match(await page.innerText("#zone-summary"), /^Tokyo, Japan GMT\+9 · /);
    await page.keyboard.press("Enter");
    await page.keyboard.type("nowhere at all");
    await page.getByText("No time zone found").waitFor();
    await page.keyboard.press("Escape");
    assert.equal(await chosenZone(page, "zone"), "Asia/Tokyo");

    await using plain = await visit(browser, { ...options, scripts: false });
    await plain.page.goto("/dashboard/settings");
    await chooseZone(plain.page, "zone", "America/Lima");
    await plain.page.locator("#profile button").click();
    await plain.page.getByText("Lima, Peru").first().waitFor({ state: "attached" });
    assert.equal(await chosenZone(plain.page, "zone"), "America/Lima");
  },
);
