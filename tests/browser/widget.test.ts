import assert from "node:assert/strict";
import { dateAt } from "$lib/scheduling/day.ts";
import { assertCount, openBrowser, visit } from "../support/browser.ts";
import { serveForeignPage } from "../support/foreign-page.ts";
import { addEventType } from "../support/town.ts";
import { startWithHost } from "../support/running-program.ts";
import { weekdayAfter } from "../support/seeded-town.ts";
import { requires } from "../support/required-programs.ts";

Deno.test(
  "the widget on a page of another origin, two on one page, without cookies",
  requires("chromium"),
  async () => {
    // Third-party cookies and storage are blocked as a strict browser does it.
    await using browser = await openBrowser(["--test-third-party-cookie-phaseout"]);
    await using program = await startWithHost();
    const date = weekdayAfter(dateAt(Date.now(), "Europe/Berlin"), 8);
    await using foreign = serveForeignPage(`
    <h1>A page of somebody else</h1>
    <div id="one" style="width: 900px" data-invito="ada/intro-call" data-theme="dark"></div>
    <div id="two" data-invito="ada/coffee" data-tz="UTC" data-hours="24" data-date="${date}"
         data-name="Prefilled Person"></div>
    <script>
      window.heard = [];
      for (const what of ["ready", "slot", "booked"]) {
        addEventListener("invito:" + what, (e) => heard.push([e.target.id, what, e.detail]));
      }
    </script>
    <script src="${program.address}/widget.js" async></script>`);
    await using guest = await visit(browser, { address: program.address, known: [foreign.origin] });
    const { page, context } = guest;
    const cookies: string[] = [];
    page.on("response", (response) => {
      const set = response.headers()["set-cookie"];
      if (set) cookies.push(set);
    });
    await page.goto(foreign.origin);

    const one = page.frameLocator("#one iframe"), two = page.frameLocator("#two iframe");
    await one.locator("table").waitFor();
    await two.locator(`[data-slot="${date}T10:00:00Z"]`).waitFor();
    assert.equal(await one.locator("html").getAttribute("data-theme"), "dark");
    assert.equal(await two.locator("html").getAttribute("data-theme"), "light");
    await heightFollows("#one");
    await heightFollows("#two");
    // Three columns, which a card of 900 px has room for.
    const { width, height } = (await page.locator("#one iframe").boundingBox())!;
    assert.equal(width, 900);
    assert.ok(height <= 600, `${height} px`);
    assert.equal(
      await one.locator("html").evaluate((html) => getComputedStyle(html).backgroundColor),
      await one.locator("article").evaluate((card) => getComputedStyle(card).backgroundColor),
    );

    await two.locator(`[data-slot="${date}T10:00:00Z"]`).click();
    assert.equal(await two.locator("#name").inputValue(), "Prefilled Person");
    await two.locator("#email").fill("framed@example.com");
    await two.locator("button[name=slot]").click();
    await two.locator("[data-state=confirmed]").waitFor();
    assert.match(await two.locator("article").innerText(), /10:00 – 10:15/);
    await heightFollows("#two");

    await page.waitForFunction(() => Reflect.get(globalThis, "heard").length >= 4);
    const heard: [string, string, Record<string, string>][] = await page.evaluate(() =>
      Reflect.get(globalThis, "heard")
    );
    assert.equal(heard.filter(([, what]) => what === "ready").length >= 2, true);
    const [, , booked] = heard.find(([id, what]) => id === "two" && what === "booked")!;
    assert.equal(booked.startsAt, `${date}T10:00:00.000Z`);
    assert.doesNotMatch(JSON.stringify(heard), /[A-Za-z0-9_-]{43}/, "no secret leaves the frame");

    assert.deepEqual(cookies, []);
    assert.deepEqual(await context.cookies(), []);
    assert.deepEqual(guest.problems, []);
    assert.deepEqual(guest.foreign, []);

    /** The frame becomes as high as what is in it. */
    async function heightFollows(selector: string) {
      await page.waitForFunction((selector) => {
        const frame = document.querySelector<HTMLIFrameElement>(`${selector} iframe`);
        return frame !== null && frame.style.height.endsWith("px");
      }, selector);
      const sheet = page.frameLocator(`${selector} iframe`).locator("main");
      for (let looks = 0; looks < 100; looks++) {
        const inside = (await sheet.boundingBox())!.height;
        const outside = (await page.locator(`${selector} iframe`).boundingBox())!.height;
        if (Math.abs(inside - outside) <= 1) return;
        await page.evaluate(() => new Promise(requestAnimationFrame));
      }
      assert.fail(`${selector} keeps another height than its content`);
    }
  },
);

Deno.test(
  "the widget may be framed by the sites its event type names, the main site by none",
  requires("chromium"),
  async () => {
    await using browser = await openBrowser();
    await using program = await startWithHost({}, async (app, host) => {
      await addEventType(app, host, { slug: "closed", frameAncestors: ["https://friend.example"] });
    });
    const closed = await fetch(`${program.address}/widget/ada/closed`);
    assert.match(await policyOf(closed), /frame-ancestors 'self' https:\/\/friend\.example$/);
    const open = await fetch(`${program.address}/widget/ada/coffee`);
    assert.match(await policyOf(open), /frame-ancestors \*$/);
    assert.equal(open.headers.get("x-frame-options"), null);
    assert.equal(open.headers.get("set-cookie"), null);
    const main = await fetch(`${program.address}/calendar/ada/coffee`);
    assert.match(await policyOf(main), /frame-ancestors 'none'$/);
    assert.equal(main.headers.get("x-frame-options"), "DENY");

    await using foreign = serveForeignPage(`
    <div data-invito="ada/closed"></div><script src="${program.address}/widget.js"></script>`);
    await using guest = await visit(browser, { address: program.address, known: [foreign.origin] });
    await guest.page.goto(foreign.origin);
    await guest.page.waitForFunction(() => document.querySelector("iframe") !== null);
    await guest.page.waitForLoadState("networkidle");
    await assertCount(guest.page.frameLocator("iframe").locator("table"), 0);
  },
);

async function policyOf(answer: Response): Promise<string> {
  await answer.body?.cancel();
  return answer.headers.get("content-security-policy") ?? "";
}
