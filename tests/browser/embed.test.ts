import assert from "node:assert/strict";
import { sessionCookie } from "$lib/server/auth/sessions.ts";
import { openBrowser, visit } from "../support/browser.ts";
import { requires } from "../support/required-programs.ts";
import { startWithHost } from "../support/running-program.ts";
import { signedIn } from "../support/seeded-town.ts";
import { addEventType } from "../support/town.ts";

Deno.test(
  "a host chooses theme and zone of a widget, sees it, and embeds it by a script alone",
  requires("chromium"),
  async () => {
    const browser = await openBrowser();
    if (!browser) return;
    let session = "", typeId = "";
    await using program = await startWithHost({}, async (app, host) => {
      const only = { slug: "closed", title: "For friends", frameAncestors: ["https://a.example"] };
      typeId = (await addEventType(app, host, only)).id;
      session = await signedIn(app, host);
    });
    await using host = await visit(browser, { address: program.address, known: [] });
    const { page, context } = host;
    await context.addCookies([{ name: sessionCookie, value: session, url: program.address }]);
    await page.goto(`${program.address}/dashboard/event-types/${typeId}/sharing`);
    await page.getByRole("link", { name: "Preview and options" }).click();
    await page.getByLabel("Theme").selectOption("dark");
    await page.getByLabel("Time zone").selectOption("Asia/Tokyo");
    await page.getByRole("button", { name: "Update" }).click();
    await page.waitForURL(/theme=dark/);
    const code = await page.getByLabel("Embed code").inputValue();
    assert.match(code, /<div data-invito="ada\/closed" data-theme="dark" data-tz="Asia\/Tokyo">/);
    assert.match(
      await page.locator("main").innerText(),
      /Only these websites.*https:\/\/a\.example/,
    );
    const preview = page.frameLocator("main iframe");
    await preview.locator("table").waitFor();
    assert.equal(await preview.locator("html").getAttribute("data-theme"), "dark");
    assert.match(await preview.locator("main").innerText(), /Tokyo/);
    assert.deepEqual(host.problems, []);

    const query = "username=ada&eventSlug=coffee&theme=dark&timezone=UTC";
    await using foreign = Deno.serve({ port: 0, onListen: () => {} }, () =>
      new Response(
        `<!doctype html><title>Elsewhere</title><div id="one"><script src="${program.address}/v0/embed/widget.js?${query}"></script></div>
         <div id="two"><script src="${program.address}/v0/embed/widget.js?username=ada&eventSlug=intro-call"></script></div>`,
        { headers: { "content-type": "text/html" } },
      ));
    const origin = `http://127.0.0.1:${foreign.addr.port}`;
    await using guest = await visit(browser, { address: program.address, known: [origin] });
    await guest.page.goto(origin);
    const one = guest.page.frameLocator("#one iframe");
    await one.locator("table").waitFor();
    assert.equal(await one.locator("html").getAttribute("data-theme"), "dark");
    await guest.page.frameLocator("#two iframe").locator("table").waitFor();
    assert.equal(await guest.page.locator("iframe").count(), 2);
    assert.deepEqual(guest.problems, []);
    await browser.close();
  },
);
