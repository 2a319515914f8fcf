import assert from "node:assert/strict";
import { join } from "node:path";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import { countBookings } from "$lib/server/analytics/count-bookings.ts";
import { assertClean, openBrowser, visit } from "../support/browser.ts";
import { storeBookings } from "../support/counted-bookings.ts";
import { requires } from "../support/required-programs.ts";
import { startWithHost } from "../support/running-program.ts";
import { pendingBooking } from "../support/sample-booking.ts";
import { signedIn } from "../support/seeded-town.ts";

/** So many that counting them takes longer than a page. */
const bookings = 12_000;

/** Where pictures go when somebody wants to look: `SHOTS=folder`. */
const shots = Deno.env.get("SHOTS");

Deno.test(
  "count again: pressed by a host, its progress is seen until it is done and told",
  requires("chromium"),
  async () => {
    await using browser = await openBrowser();
    let session = "";
    await using program = await startWithHost({}, async (app, ada) => {
      const first = app.now() - 300 * DAY;
      const rejected = Array.from({ length: bookings }, (_, n) => {
        const start = first + Math.floor(n / 2) * HOUR, end = start + HOUR / 2;
        const change = { id: `booking-${n}`, hosts: [ada.id], status: "REJECTED" as const };
        return pendingBooking({ ...change, createdAt: start, start, end });
      });
      await storeBookings(app.kv, rejected);
      while (await countBookings(app, ada.id));
      session = await signedIn(app, ada);
    });
    await using seen = await visit(browser, { address: program.address, session });
    const { page } = seen;
    await page.goto("/dashboard/analytics?range=year");
    const sentence = await page.locator(".sentence").textContent();
    const section = page.locator("section.again"), bar = section.locator("progress");
    const said = section.locator("[role=status]"), button = section.locator("button");
    assert.equal(await said.textContent(), "");

    // What the page asks for while it waits is held back until it was looked at.
    const mayGo = Promise.withResolvers<void>();
    await page.route("**/__data.json*", async (route) => {
      await mayGo.promise;
      await route.continue();
    });
    await button.click();
    await bar.waitFor();
    assert.match(page.url(), /range=year#again-title$/);
    assert.match(await said.textContent() ?? "", /^Counting again: [\d,]+ of 12,000 bookings\./);
    for (const theme of ["light", "dark"] as const) {
      for (const width of [320, 1280]) {
        await page.emulateMedia({ colorScheme: theme });
        await page.setViewportSize({ width, height: 844 });
        await assertClean(seen);
        const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
        assert.equal(scrollWidth, clientWidth, `something sticks out at ${width}`);
        if (shots) await section.screenshot({ path: join(shots, `again-${width}-${theme}.png`) });
      }
    }
    const before = Number(await bar.getAttribute("value"));
    mayGo.resolve();
    await page.waitForFunction(
      (was) => {
        const value = document.querySelector("section.again progress")?.getAttribute("value");
        return value === undefined || value === null || Number(value) > was;
      },
      before,
    );
    await button.waitFor({ timeout: 120_000 });
    assert.equal(await said.textContent(), "All bookings were counted again.");
    assert.equal(await page.locator(".sentence").textContent(), sentence);
    await assertClean(seen);
    if (shots) await section.screenshot({ path: join(shots, "again-done.png") });
  },
);
