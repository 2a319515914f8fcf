import assert from "node:assert/strict";
import { assertCount, openBrowser, visit } from "../support/browser.ts";
import { chooseZone } from "../support/zone-field.ts";
import { requires } from "../support/required-programs.ts";
import { startWithHost } from "../support/running-program.ts";
import { signedIn } from "../support/seeded-town.ts";
import { addEventType } from "../support/town.ts";

Deno.test(
  "a host chooses form, look and sites of a widget, sees it, and embeds it by a script alone",
  requires("chromium"),
  async () => {
    await using browser = await openBrowser();
    let session = "", typeId = "";
    await using program = await startWithHost({}, async (app, host) => {
      const only = { slug: "closed", title: "For friends", frameAncestors: ["https://a.example"] };
      typeId = (await addEventType(app, host, only)).id;
      session = await signedIn(app, host);
    });
    await using host = await visit(browser, { address: program.address, session, known: [] });
    const { page } = host;
    await page.goto(`${program.address}/dashboard/event-types/${typeId}/sharing`);
    await page.getByRole("link", { name: "Preview and options" }).click();
    await page.getByLabel("Theme").selectOption("dark");
    await chooseZone(page, "tz", "Asia/Tokyo");
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
    await page.getByLabel("Display").selectOption("Floating button");
    await page.getByLabel("Text of the button").fill("Talk to us");
    await page.getByLabel("Calendly or Cal.com address").fill("https://calendly.com/acme/30min");
    await page.getByRole("button", { name: "Update" }).click();
    await page.waitForURL(/form=floating/);
    const floating = await page.getByLabel("Embed code").inputValue();
    assert.match(floating, / data-floating data-theme="dark" .*>Talk to us<\/a>/);
    assert.equal(
      await page.getByLabel("Instead of https://assets.calendly.com").inputValue(),
      `${program.address}/compat/calendly.js?acme/30min=ada/closed`,
    );

    await page.getByLabel("Event type").selectOption("All event types");
    await page.getByRole("button", { name: "Update" }).click();
    await page.getByRole("link", { name: "Allowed websites" }).click();
    await page.getByLabel("Websites", { exact: true }).fill("no origin");
    await page.getByRole("button", { name: "Save" }).click();
    await page.locator(".field-error").waitFor();
    assert.equal(await page.getByLabel("Websites", { exact: true }).inputValue(), "no origin");
    await page.getByLabel("Websites", { exact: true }).fill("https://b.example");
    await page.getByRole("button", { name: "Save" }).click();
    await page.waitForURL(/saved/);
    const list = await page.request.get(`${program.address}/widget/ada`);
    assert.match(
      list.headers()["content-security-policy"]!,
      /frame-ancestors .*https:\/\/b\.example/,
    );
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
    await assertCount(guest.page.locator("iframe"), 2);
    assert.deepEqual(guest.problems, []);
  },
);

Deno.test(
  "a host copies the next times of an event type for an email, and each opens its form",
  requires("chromium"),
  async () => {
    await using browser = await openBrowser();
    await using program = await startWithHost({}, signedIn);
    const session = program.seeded;
    await using host = await visit(browser, { address: program.address, session });
    const { page, context } = host;
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto(`${program.address}/dashboard/event-types/embed`);
    await page.getByLabel("Event type").selectOption("Coffee");
    await page.getByLabel("Display").selectOption("Times in an email");
    await page.getByRole("button", { name: "Update" }).click();
    await page.getByRole("heading", { name: "Times for an email" }).waitFor();
    await page.getByRole("button", { name: "Copy table" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    const copied = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read();
      const part = async (type: string) => await (await item!.getType(type)).text();
      return { html: await part("text/html"), text: await part("text/plain") };
    });
    const first = new RegExp(`${program.address}/ada/coffee\\?slot=[\\w%.-]+`);
    const [inText] = first.exec(copied.text) ?? [], [inHtml] = first.exec(copied.html) ?? [];
    assert.ok(inText);
    assert.equal(inHtml, inText);
    // The clipboard parses the table under the policy of this page, reports its styles, and keeps them.
    assert.match(copied.html, /style="color:#1d6049/);

    await using guest = await visit(browser, { address: program.address });
    await guest.page.goto(inText);
    await guest.page.getByLabel("Your name").waitFor();

    await page.getByLabel("Event type").selectOption("All event types");
    await page.getByRole("button", { name: "Update" }).click();
    await page.getByText("Choose one event type to offer its times.").waitFor();
  },
);
