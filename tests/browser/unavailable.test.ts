/** What a guest sees behind a proxy while the program is gone, and that a form they sent meanwhile is not lost. */
import assert from "node:assert/strict";
import { DAY } from "$lib/scheduling/durations.ts";
import { deployedProxies } from "../support/nginx.ts";
import { assertCount, openBrowser } from "../support/browser.ts";
import { freePort } from "../support/free-port.ts";
import { requires } from "../support/required-programs.ts";
import { startWithHost } from "../support/running-program.ts";

for (const name of ["nginx", "caddy"] as const) {
  const title =
    `behind ${name}, as in docs/deploy: a page tries again, and a form is sent after all`;
  Deno.test(title, requires(name, "chromium"), async (t) => {
    const port = freePort();
    await using program = await startWithHost({
      env: { INVITO_BASE_URL: `https://localhost:${port}`, INVITO_TRUSTED_PROXIES: "1" },
    });
    await using proxy = await deployedProxies[name](port, program.address);
    if (!proxy) return;
    const browser = await openBrowser();
    const context = await browser.newContext({
      baseURL: proxy.address,
      ignoreHTTPSErrors: true,
      javaScriptEnabled: false,
      locale: "de",
    });
    const page = await context.newPage();
    await page.goto(`/calendar/ada/coffee?lang=en&slot=${await someSlot(program.address)}`);
    await page.getByLabel("Your name").fill("Joan Clarke");
    await page.getByLabel("Your email").fill("joan@example.net");
    await program.stop("SIGKILL");
    // Beside the form: Caddy holds each request for ten seconds.
    const other = await context.newPage();
    const opened = other.goto("/calendar/ada/coffee");

    await t.step("a form: it was not sent, and nothing reloads by itself", async () => {
      const [answer] = await Promise.all([
        page.waitForResponse((each) => each.request().method() === "POST"),
        page.getByRole("button", { name: "Book this time" }).click(),
      ]);
      assert.equal(answer.status(), 503);
      assert.equal(answer.headers()["retry-after"], "5");
      await page.getByText("Ihr Formular wurde nicht gesendet").waitFor();
      await assertCount(page.locator("meta[http-equiv]"), 0);
    });
    await t.step("any page: it tries again by itself", async () => {
      assert.equal((await opened)?.status(), 503);
      await other.getByText("Volvemos enseguida").waitFor();
      for (const colorScheme of ["light", "dark"] as const) {
        await other.emulateMedia({ colorScheme });
        await other.setViewportSize({ width: 320, height: 640 });
        assert.equal(await other.evaluate("document.documentElement.scrollWidth"), 320);
        const shots = Deno.env.get("SHOTS");
        if (shots) await other.screenshot({ path: `${shots}/unavailable-${colorScheme}.png` });
      }
    });
    await program.restart();
    await t.step("with the program back the page comes by itself", async () => {
      await other.getByRole("heading", { name: "Coffee" }).first().waitFor({ timeout: 30_000 });
    });
    await t.step("and the form is sent by reloading the page", async () => {
      await page.reload();
      assert.match(page.url(), /\/booking\//);
      await page.getByText("Joan Clarke").first().waitFor();
    });
    await browser.close();
  });
}

async function someSlot(address: string): Promise<string> {
  const from = new Date(Date.now() + 3 * DAY).toISOString().slice(0, 10);
  const path = `/v0/users/ada/event-types/coffee/availability?start=${from}&days=5`;
  const answer = await (await fetch(address + path)).json();
  return encodeURIComponent(answer.slots[0].startsAt);
}
