import assert from "node:assert/strict";
import { assertClean, assertCount, openBrowser, visit } from "../support/browser.ts";
import { requires } from "../support/required-programs.ts";
import { runShell } from "../support/run-shell.ts";
import { startWithHost } from "../support/running-program.ts";
import { signedIn } from "../support/seeded-town.ts";

Deno.test(
  "API keys: made, shown once and revoked, with and without scripts",
  requires("chromium"),
  async () => {
    await using browser = await openBrowser();
    await using program = await startWithHost({}, signedIn);
    const session = program.seeded;
    const { address } = program;
    for (const scripts of [true, false]) {
      const name = scripts ? "n8n" : "Home Assistant";
      const look = scripts ? { width: 390, theme: "dark" as const } : { width: 320 };
      await using host = await visit(browser, { address, session, ...look, scripts });
      const { page } = host;
      await page.goto("/dashboard/settings");
      await page.getByRole("navigation", { name: "Sections of settings" }).getByRole("link", {
        name: "API keys",
      }).click();
      await page.waitForURL("**/settings/keys");
      await page.getByLabel("Name", { exact: true }).fill(name);
      await page.getByRole("checkbox", { name: /^Bookings/ }).check();
      const lastDay = page.getByLabel("Last day", { exact: true });
      await page.getByLabel("Expires").selectOption("date");
      await lastDay.waitFor();
      await page.getByLabel("Expires").selectOption("never");
      await lastDay.waitFor({ state: "hidden" });
      await page.getByRole("button", { name: "Create key" }).click();
      const field = page.getByLabel(`API key: ${name}`);
      const secret = await field.inputValue();
      assert.match(secret, /^inv_[A-Za-z0-9_-]{43}$/);
      assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "");
      if (scripts) await assertClean(host);
      if (Deno.env.get("SHOT")) {
        await page.screenshot({ path: `${Deno.env.get("SHOT")}-${scripts}.png`, fullPage: true });
      }
      const line = await page.getByLabel("Curl line with this key").inputValue();
      assert.equal(JSON.parse(await runShell(line.replace(/^curl /, "curl -sS "), {})).ok, true);
      await page.goto("/dashboard/settings/keys");
      assert(!(await page.content()).includes(secret), "shown a second time");
      await page.getByText("never expires").first().waitFor();
      await page.getByRole("button", { name: `Revoke: ${name}` }).click();
      await page.getByText("It no longer works").waitFor();
      await assertCount(page.getByRole("button", { name: `Revoke: ${name}` }), 0);
    }
  },
);
