import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { dateAt } from "$lib/scheduling/day.ts";
import { openBrowser, visit } from "../support/browser.ts";
import { serveForeignPage } from "../support/foreign-page.ts";
import { until } from "../support/until.ts";
import { requires } from "../support/required-programs.ts";
import { startWithHost } from "../support/running-program.ts";
import { weekdayAfter } from "../support/seeded-town.ts";
import { addEventType } from "../support/town.ts";

/** KiB of the loader on the wire. */
const MAX_LOADER_KIB = 1.1;

Deno.test(
  "the pop-up opens from a link, closes by Esc and returns the focus, under a content policy",
  requires("chromium"),
  async () => {
    await using browser = await openBrowser(["--test-third-party-cookie-phaseout"]);
    await using program = await startWithHost();
    const date = weekdayAfter(dateAt(Date.now(), "Europe/Berlin"), 8);
    await using foreign = serveForeignPage(
      `<a id="link" href="${program.address}/ada/coffee" data-invito-popup="ada/coffee" data-tz="UTC"
          data-hours="24" data-date="${date}" data-hide-details>Book a coffee</a>
       <button id="corner" data-invito-popup="ada/intro-call" data-floating="start" data-accent="#ffcc00" data-lang="es">Talk</button>
       <script nonce="own">
         window.heard = [];
         for (const what of ["ready", "slot", "booked", "failed"]) {
           addEventListener("invito:" + what, (e) => heard.push([e.target.id, what, e.detail]));
         }
       </script>
       <script src="${program.address}/widget.js" async></script>`,
      `default-src 'none'; script-src 'nonce-own' ${program.address}; frame-src ${program.address}`,
    );
    await using guest = await visit(browser, { address: program.address, known: [foreign.origin] });
    const { page } = guest;
    await page.goto(foreign.origin);

    const corner = page.locator("#corner");
    await page.waitForFunction(() =>
      document.querySelector<HTMLElement>("#corner")?.style.position === "fixed"
    );
    assert.equal(await corner.evaluate((button) => getComputedStyle(button).color), "rgb(0, 0, 0)");
    const { x, y } = (await corner.boundingBox())!;
    assert.ok(x < 100 && y > 600, "in the lower corner where lines start");

    const link = page.locator("#link"), dialog = page.locator("dialog");
    await link.focus();
    await page.keyboard.press("Enter");
    const framed = page.frameLocator("dialog iframe");
    await framed.locator(`[data-slot="${date}T10:00:00Z"]`).waitFor();
    assert.equal(page.url().replace(/\/$/, ""), foreign.origin, "the link itself is not followed");
    // Without details.
    await framed.locator("h1").waitFor({ state: "hidden" });
    await framed.getByRole("link", { name: "30 min" }).waitFor();
    await framed.locator(`[data-slot="${date}T10:00:00Z"]`).focus();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    assert.equal(await page.evaluate(() => document.activeElement?.id), "link");

    await link.click();
    await framed.locator(`[data-slot="${date}T10:00:00Z"]`).click();
    await framed.locator("#name").fill("Framed Person");
    await framed.locator("#email").fill("framed@example.com");
    await framed.locator("button[name=slot]").click();
    await framed.locator("[data-state=confirmed]").waitFor();
    await page.waitForFunction(() =>
      Reflect.get(globalThis, "heard").some(([, what]: string[]) => what === "booked")
    );
    const heard: [string, string, Record<string, string>][] = await page.evaluate(() =>
      Reflect.get(globalThis, "heard")
    );
    const [id, , booked] = heard.find(([, what]) => what === "booked")!;
    assert.equal(id, "link", "the events are those of the element");
    assert.equal(booked.type, "coffee");
    assert.match(booked.id!, /^[A-Za-z0-9_-]{22}$/);
    assert.equal(booked.startsAt, `${date}T10:00:00.000Z`);
    assert.equal(booked.status, "CONFIRMED");
    await page.getByRole("button", { name: "Close" }).click();
    await dialog.waitFor({ state: "hidden" });

    await corner.click();
    const talk = page.locator("dialog[open] iframe").contentFrame();
    await talk.locator("table").waitFor();
    // A light colour of the page around stays as it is, with dark text on it.
    // Looked at again and again: the picker is made anew for the visitor's zone, and what was there before has no style.
    const styleOf = (part: string, property: "backgroundColor" | "color") =>
      talk.locator(part).evaluate((each, name) => getComputedStyle(each)[name], property);
    const chosen = ".picker-day[aria-current=true]";
    await until("the day and the rule in the colour of the page around", async () =>
      [
        await styleOf(chosen, "backgroundColor"),
        await styleOf(chosen, "color"),
        await styleOf(".rule", "backgroundColor"),
      ].join() === "rgb(255, 204, 0),rgb(0, 0, 0),rgb(255, 204, 0)");
    const cross = await page.getByRole("button", { name: "Cerrar" }).boundingBox();
    const card = await page.locator("dialog[open] iframe").boundingBox();
    assert.ok(cross!.y >= card!.y && cross!.y < card!.y + 8, "over the card");
    await page.getByRole("dialog", { name: "Talk" }).waitFor();
    await page.mouse.click(4, 4);
    await page.waitForFunction(() => document.querySelector("dialog[open]") === null);
    assert.deepEqual(guest.problems, []);
    assert.deepEqual(guest.foreign, []);
  },
);

Deno.test(
  "the page of a host is embedded, a type that forbids the page opens in a new tab",
  requires("chromium"),
  async () => {
    await using browser = await openBrowser();
    await using program = await startWithHost({}, async (app, host) => {
      await addEventType(app, host, {
        slug: "closed",
        title: "For friends",
        frameAncestors: ["https://friend.example"],
      });
    });
    await using foreign = serveForeignPage(
      `<div style="height:120vh">Above</div>
       <div id="list" data-invito="ada" data-theme="light" data-accent="#aa0055" data-radius="0" data-transparent></div>
       <div id="gone" data-invito="ada/nothing">Book with Ada</div>
       <div id="closed" data-invito="ada/closed">Friends</div>
       <div style="height:120vh">Below</div>
       <script src="${program.address}/widget.js"></script>`,
    );
    await using guest = await visit(browser, { address: program.address, known: [foreign.origin] });
    const { page } = guest;
    const lines: string[] = [];
    page.on("console", (line) => lines.push(line.text()));
    await page.goto(foreign.origin);
    const list = page.frameLocator("#list iframe");
    const closed = list.getByRole("link", { name: "For friends" });
    assert.equal(await closed.getAttribute("target"), "_blank");
    assert.match((await closed.getAttribute("href"))!, /^\/ada\/closed$/);
    const styles = await list.locator("html").evaluate((html) => ({
      background: getComputedStyle(html).backgroundColor,
      primary: getComputedStyle(html).getPropertyValue("--color-primary"),
      radius: getComputedStyle(html).getPropertyValue("--radius-large"),
    }));
    assert.equal(styles.background, "rgba(0, 0, 0, 0)");
    assert.match(styles.primary, /#aa0055/);
    assert.equal(styles.radius, "0px");

    // Each step brings the top of the frame into view.
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await list.getByRole("link", { name: "Coffee" }).evaluate((a) => (a as HTMLElement).click());
    await list.locator("table").waitFor();
    await page.waitForFunction(() => {
      const top = document.querySelector("#list iframe")!.getBoundingClientRect().top;
      return top >= -1 && top < innerHeight;
    });
    assert.match(await list.locator("html").evaluate(() => location.search), /accent=%23aa0055/);

    const gone = page.locator("#gone a");
    await gone.waitFor();
    assert.equal(await gone.textContent(), "Book with Ada");
    assert.equal(await gone.getAttribute("href"), `${program.address}/ada/nothing`);
    const instead = page.locator("#closed a");
    await instead.waitFor({ timeout: 15_000 });
    assert.equal(await instead.getAttribute("target"), "_blank");
    assert.ok(lines.some((line) => /ada\/nothing.*not-found/.test(line)), lines.join("\n"));
    assert.ok(lines.some((line) => /ada\/closed.*no-answer/.test(line)), lines.join("\n"));
  },
);

Deno.test("the loader of widgets is small on the wire", async () => {
  await using program = await startWithHost();
  const script = await (await fetch(`${program.address}/widget.js`)).bytes();
  const wire = gzipSync(script, { level: 9 }).length / 1024;
  assert.ok(wire <= MAX_LOADER_KIB, `${wire.toFixed(2)} KiB`);
});
