import assert from "node:assert/strict";
import { assertCount, openBrowser, visit } from "../support/browser.ts";
import { requires } from "../support/required-programs.ts";
import { startWithHost } from "../support/running-program.ts";

Deno.test(
  "pages about the API: a line is copied with a button, and selected by a click without scripts",
  requires("chromium"),
  async () => {
    await using browser = await openBrowser();
    await using program = await startWithHost();
    const { address } = program;
    await using reader = await visit(browser, { address });
    const { page, context } = reader;
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto("/docs/api/bookings");
    const line = await page.locator('[data-curl="bookings.list"] code').textContent();
    await page.getByRole("button", { name: "Copy: Request, List bookings" }).click();
    await page.getByRole("status").getByText("Copied").waitFor({ state: "attached" });
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), line);
    await page.locator('a[href$="#object-booking"]').first().click();
    await page.waitForURL("**#object-booking");

    await using quiet = await visit(browser, { address, scripts: false });
    await quiet.page.goto("/docs/api/bookings");
    await assertCount(quiet.page.getByRole("button", { name: /^Copy/ }), 0);
    await quiet.page.locator('[data-curl="bookings.list"]').click();
    await quiet.page.getByRole("link", { name: "List bookings" }).last().click();
    await quiet.page.waitForURL("**#bookings.list");
  },
);
