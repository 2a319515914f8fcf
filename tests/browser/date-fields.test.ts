/** Dates and times of forms are text in the host's language and clock, whatever the browser's; a month opens beside them. */
import assert from "node:assert/strict";
import * as sessions from "$lib/server/auth/sessions.ts";
import { dateAt } from "$lib/scheduling/day.ts";
import { edit } from "$lib/server/hosts/profile.ts";
import { assertClean, assertCount, openBrowser, visit } from "../support/browser.ts";
import { granted } from "../support/granted.ts";
import { beforeScripts } from "../support/hydration.ts";
import { requires } from "../support/required-programs.ts";
import { startWithHost } from "../support/running-program.ts";

Deno.test(
  "dates: typed in the host's language, refused beside the field, chosen from a month by keyboard",
  requires("chromium"),
  async () => {
    let session = "";
    await using program = await startWithHost({}, async (app, host) => {
      const { id, name, zone, revision } = host;
      await granted(edit(app, id, revision, { name, zone, hourCycle: 24, language: "de" }));
      session = (await sessions.start(app, id, "console", { agent: "", before: null })).secret;
    });
    await using browser = await openBrowser();
    for (const scripts of [false, true]) {
      const options = { address: program.address, session, width: scripts ? 390 : 1280, scripts };
      await using host = await visit(browser, options);
      const { page } = host;
      await page.goto("/dashboard/availability/time-off");
      await assertCount(page.locator("input[type=date], input[type=time], input[type=color]"), 0);
      const first = page.locator("#first"), year = scripts ? 2098 : 2099;
      assert.equal(await first.getAttribute("placeholder"), "31.12.2026");
      await first.fill("31.2.2099");
      await page.locator("main form .button").first().click();
      await page.locator("#first-error").waitFor();
      assert.match(await page.locator("#first-error").innerText(), /24\.12\.2026/);
      assert.equal(await first.inputValue(), "31.2.2099");
      await first.fill(`1.12.${year}`);
      if (scripts) {
        await page.getByRole("button", { name: /^Datum wählen: Erster/ }).click();
        await page.waitForSelector(`[data-date="${year}-12-01"]:focus`);
        await assertClean(host);
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("ArrowLeft");
        await page.waitForSelector(`[data-date="${year}-12-07"]:focus`);
        await page.keyboard.press("Enter");
        await page.waitForSelector("#first:focus");
        assert.equal(await first.inputValue(), `07.12.${year}`);
      }
      await page.locator("main form .button").first().click();
      await page.locator("#off ~ ul").getByText(`Dezember ${year}`).waitFor();
      await page.waitForSelector("#first:placeholder-shown");
    }
  },
);

Deno.test(
  "dates: the week and Troubleshoot keep what is none, and say so",
  requires("chromium"),
  async () => {
    let session = "";
    await using program = await startWithHost({}, async (app, { id, name, zone, revision }) => {
      await granted(edit(app, id, revision, { name, zone, hourCycle: 12 }));
      session = (await sessions.start(app, id, "console", { agent: "", before: null })).secret;
    });
    await using browser = await openBrowser();
    await using host = await visit(browser, { address: program.address, session });
    const { page } = host;
    await page.goto("/dashboard/calendar");
    const jump = page.getByLabel("Go to date", { exact: true });
    await jump.fill("24/12/2026");
    await jump.press("Enter");
    await page.locator("#jump-error").waitFor();
    assert.equal(await jump.inputValue(), "24/12/2026");
    await jump.fill("12/24/2026");
    await jump.press("Enter");
    await page.locator("#day-2026-12-24").waitFor({ state: "attached" });
    assert.equal(await jump.inputValue(), "12/24/2026");

    await page.goto("/dashboard/troubleshoot?date=12/1/2098&time=half+past");
    assert.equal(await page.locator("#date").inputValue(), "12/01/2098");
    assert.equal(await page.locator("#time").inputValue(), "half past");
    await page.locator("#time-error").waitFor();
    await page.locator("#time").fill("2:30 pm");
    await page.locator("#time").press("Enter");
    await page.waitForFunction(() =>
      document.querySelector<HTMLInputElement>("#time")?.value === "2:30 PM"
    );
    await assertCount(page.locator("#time-error"), 0);
    await assertClean(host);
  },
);

Deno.test(
  "dates: a month without a date opens at today of the host's zone, also before the page's scripts run",
  requires("chromium"),
  async () => {
    const zone = "Pacific/Kiritimati";
    let session = "";
    await using program = await startWithHost({}, async (app, { id, name, revision }) => {
      await granted(edit(app, id, revision, { name, zone, hourCycle: 24 }));
      session = (await sessions.start(app, id, "console", { agent: "", before: null })).secret;
    });
    await using browser = await openBrowser();
    // A day and an hour behind the host.
    const options = { address: program.address, session, zone: "Pacific/Pago_Pago" };
    await using host = await visit(browser, options);
    const { page } = host;
    const today = [dateAt(Date.now(), zone)];
    await beforeScripts(
      page,
      "/dashboard/availability/time-off",
      () => page.getByRole("button", { name: /^Choose a date: First/ }).click(),
    );
    const shown = await page.locator("[data-date]:focus").getAttribute("data-date");
    today.push(dateAt(Date.now(), zone));
    assert(today.includes(shown!), shown!);
  },
);
