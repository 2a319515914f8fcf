import assert from "node:assert/strict";
import { sessionCookie } from "$lib/server/auth/sessions.ts";
import { assertCount, openBrowser, visit } from "../support/browser.ts";
import { fillWeek, mondayAhead } from "../support/busy-week.ts";
import { requires } from "../support/required-programs.ts";
import { startWithHost } from "../support/running-program.ts";
import { signedIn } from "../support/seeded-town.ts";

/** What the page may take, in bytes as they travel and as the browser reads them. */
const MOST_BYTES = 64_000, MOST_READ_BYTES = 580_000;

Deno.test(
  "a week with 200 bookings and 1,000 busy times weighs 64 KB, and moves by keys",
  requires("chromium"),
  async () => {
    await using browser = await openBrowser();
    let session = "", monday = "";
    await using program = await startWithHost({}, async (app, host) => {
      monday = mondayAhead(app.now(), host.zone);
      await fillWeek(app, host, monday);
      session = await signedIn(app, host);
    });
    const address = `/dashboard/calendar?date=${monday}`;
    const headers = { cookie: `${sessionCookie}=${session}` };
    const html = await (await fetch(program.address + address, { headers })).blob();
    const sent = html.stream().pipeThrough(new CompressionStream("gzip"));
    const { byteLength } = await new Response(sent).arrayBuffer();
    console.log(`${byteLength} bytes compressed`);
    assert(byteLength < MOST_BYTES, `${byteLength} bytes`);
    assert(html.size < MOST_READ_BYTES, `${html.size} bytes`);

    await using host = await visit(browser, { address: program.address, session });
    const { page } = host;
    await page.goto(address);
    await page.waitForFunction(() => globalThis.earlyInput === undefined);
    await assertCount(page.locator(".item.confirmed"), 200);
    await assertCount(page.locator(".item.busy"), { atLeast: 301 });
    const all = await page.locator(".item.confirmed .title").allInnerTexts();
    assert.equal(new Set(all).size, 200);
    await page.locator("a[data-item]").first().focus();
    await page.keyboard.press("Shift+ArrowRight");
    await page.locator(".ghost").waitFor();
    assert.deepEqual(host.problems, []);
  },
);
