import assert from "node:assert/strict";
import { assertCount, openBrowser, visit } from "../support/browser.ts";
import { measureFirstVisit } from "../support/first-visit.ts";
import { startWithHost } from "../support/running-program.ts";
import { requires } from "../support/required-programs.ts";

const path = "/calendar/ada/intro-call";

Deno.test("a first visit to the picker", requires("chromium"), async (t) => {
  await using browser = await openBrowser();
  await using program = await startWithHost();
  const { address } = program;

  await t.step("requests five files and 17.2 KB at most, the page itself once", async () => {
    for (const zone of ["America/New_York", "Asia/Kolkata", "Europe/Berlin"]) {
      const { requests, bytes } = await measureFirstVisit(browser, path, { address, zone });
      console.log(`${zone}: ${requests.length} requests, ${bytes} bytes`);
      assert(requests.length <= 5, requests.join("\n"));
      assert(bytes > 5_000 && bytes <= 17_200, `${bytes} bytes`);
      const whole = requests.filter((url) => url.startsWith(path) && !url.includes("part=picker"));
      assert.equal(whole.length, 1);
    }
  });

  await t.step(
    "is sent nothing that only the framework reads, and of another zone the picker alone",
    async () => {
      for (const shown of [path, "/widget/ada/intro-call", "/calendar/ada/"]) {
        const page = await fetch(address + shown);
        assert.doesNotMatch(await page.text(), /<!--|__sveltekit/, shown);
        assert.doesNotMatch(page.headers.get("link") ?? "", /as="style"/);
      }
      const part = await fetch(`${address}${path}?tz=Asia/Tokyo&part=picker`);
      const html = await part.text();
      assert.match(html, /^<!doctype html><title>[^<]+<\/title><article[^]+<\/article>$/);
      assert.doesNotMatch(html, /<!--/);
      assert.deepEqual(
        ["link", "x-sveltekit-page", "content-security-policy"].map((name) =>
          part.headers.get(name)
        ),
        [null, null, "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"],
      );
    },
  );

  await t.step("in the host's own zone and clock requests nothing after the page", async () => {
    const options = { address, zone: "Europe/Berlin", locale: "en-GB" };
    const { requests } = await measureFirstVisit(browser, path, options);
    assert.equal(requests.filter((url) => url.startsWith(path)).length, 1);
    await using guest = await visit(browser, options);
    await guest.page.goto(path);
    await guest.page.waitForFunction(() => !document.querySelector("[data-zone-hint]"));
  });

  await t.step("the clock is the browser's, also behind a link that names a zone", async () => {
    for (const [locale, hours] of [["en-US", "12"], ["en-GB", "24"], ["de-DE", "24"]] as const) {
      for (const scripts of [true, false]) {
        await using guest = await visit(browser, { address, locale, scripts });
        await guest.page.goto(`${path}?tz=Asia/Tokyo`);
        const shown = await guest.page.getAttribute("[data-picker]", "data-hours");
        assert.equal(shown, hours, `${locale}, ${scripts ? "with" : "without"} scripts`);
      }
    }
  });

  await t.step("the list of zones comes when it is opened, and has the keyboard", async () => {
    await using guest = await visit(browser, { address, width: 390 });
    const { page } = guest;
    await page.goto(path);
    await page.waitForURL(/tz=America/);
    const zones = page.locator("button[name=tz]");
    await assertCount(zones, 0);
    await page.focus("[data-focus=zone]");
    await page.keyboard.press("Enter");
    await page.waitForSelector("[data-filter]:focus");
    await assertCount(zones, { atLeast: 301 });
    await page.keyboard.type("Kiev");
    assert.match(
      await zones.filter({ visible: true }).innerText(),
      /^Kyiv, Ukraine\s+GMT\+\d · \d/,
    );
    await page.fill("[data-filter]", "tokyo");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForSelector("a[data-focus=zone]:focus");
    assert.match(await page.innerText("[data-focus=zone]"), /^Asia\/Tokyo/);
    assert.deepEqual(guest.problems, []);
  });

  await t.step("going back from a form sends the same form again", async () => {
    for (const scripts of [true, false]) {
      await using guest = await visit(browser, { address, scripts, zone: "Europe/Berlin" });
      await guest.page.goto(path);
      await guest.page.click("[data-slot] >> nth=0");
      await guest.page.waitForSelector("form[data-once]");
      assert.match(guest.page.url(), /[?&]key=[\w-]{16,64}/);
      assert(!guest.page.url().includes("part="), guest.page.url());
    }
  });
});
