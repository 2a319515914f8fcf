import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { dateAt } from "$lib/scheduling/day.ts";
import { assertCount, openBrowser, visit } from "../support/browser.ts";
import { serveForeignPage } from "../support/foreign-page.ts";
import { requires } from "../support/required-programs.ts";
import { startWithHost } from "../support/running-program.ts";
import { weekdayAfter } from "../support/seeded-town.ts";

const date = weekdayAfter(dateAt(Date.now(), "Europe/Berlin"), 8);

/** Books the first time of a day that a frame shows. */
async function book(page: Page, selector: string) {
  const framed = page.frameLocator(`${selector} iframe`);
  await framed.locator("[data-slot]").first().click();
  if (!await framed.locator("#name").inputValue()) await framed.locator("#name").fill("Guest");
  if (!await framed.locator("#email").inputValue()) {
    await framed.locator("#email").fill("guest@example.com");
  }
  await framed.locator("button[name=slot]").click();
  await framed.locator("[data-state=confirmed]").waitFor();
}

interface Payload {
  event?: { uri: string };
  height?: string;
}

const heard = (page: Page) => page.evaluate(() => Reflect.get(globalThis, "heard"));

Deno.test(
  "a page for Calendly's script: inline, pop-up and badge, their messages, no foreign origin",
  requires("chromium"),
  async () => {
    await using browser = await openBrowser(["--test-third-party-cookie-phaseout"]);
    await using program = await startWithHost();
    const script = `${program.address}/compat/calendly.js?acme/coffee-chat=ada/coffee`;
    await using foreign = serveForeignPage(
      `<div id="auto" class="calendly-inline-widget"
          data-url="https://calendly.com/ada/coffee?hide_event_type_details=1&primary_color=aa0055&date=${date}"></div>
       <div id="gone" class="calendly-inline-widget" data-url="https://calendly.com/ada/nothing"></div>
       <div id="made"></div>
       <a id="link" href="#" onclick="Calendly.initPopupWidget({url: 'https://calendly.com/ada/intro-call'});return false;">Plan</a>
       <script>
         window.heard = [];
         addEventListener("message", (e) => {
           if (e.origin === "https://calendly.com" && e.data.event && e.data.event.indexOf("calendly.") === 0) {
             const frames = [...document.querySelectorAll("iframe")];
             heard.push({ ...e.data, at: frames.find((each) => each.contentWindow === e.source)?.parentElement.closest("[id]")?.id });
           }
         });
       </script>
       <script src="${script}"></script>
       <script>
         Calendly.initInlineWidget({
           url: "https://calendly.com/acme/coffee-chat",
           parentElement: document.getElementById("made"),
           resize: true,
           prefill: { firstName: "Grace", lastName: "Hopper", email: "grace@example.com", guests: ["alan@example.com", "joan@example.com"] },
           utm: { utmSource: "newsletter", salesforce_uuid: "x" },
         });
         Calendly.initBadgeWidget({ url: "https://calendly.com/ada", text: "Schedule time with me", color: "#00a2ff", textColor: "#ffffff", branding: false });
       </script>`,
    );
    await using guest = await visit(browser, { address: program.address, known: [foreign.origin] });
    const { page } = guest;
    const asked: string[] = [], lines: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).origin));
    page.on("console", (line) => lines.push(line.text()));
    await page.goto(foreign.origin);

    const auto = page.frameLocator("#auto iframe");
    await auto.locator("[data-slot]").first().waitFor();
    await auto.locator("h1").waitFor({ state: "hidden" });
    await page.locator("#gone a").waitFor();
    assert.match((await page.locator("#gone a").getAttribute("href"))!, /\/ada\/nothing$/);
    assert.ok(lines.some((line) => /ada\/nothing.*not-found/.test(line)));

    const made = page.frames().find((frame) => frame.url().includes("grace%40"))!;
    const given = new URL(made.url()).searchParams;
    assert.equal(given.get("name"), "Grace Hopper");
    assert.equal(given.get("guests"), "alan@example.com, joan@example.com");
    assert.deepEqual([...given.keys()].filter((name) => name.startsWith("utm_")), ["utm_source"]);
    await book(page, "#made");
    await page.waitForFunction(() =>
      Reflect.get(globalThis, "heard").some((each: { event: string }) =>
        each.event === "calendly.event_scheduled"
      )
    );
    const messages: { event: string; at?: string; payload: Payload }[] = await heard(page);
    const names = messages.map(({ event }) => event);
    for (const name of ["event_type_viewed", "date_and_time_selected", "event_scheduled"]) {
      assert.ok(names.includes(`calendly.${name}`), name);
    }
    const { payload, at } = messages.find(({ event }) => event === "calendly.event_scheduled")!;
    assert.equal(at, "made");
    const heights = messages.filter((each) => each.at === "made").flatMap(({ payload }) =>
      payload.height ?? []
    );
    assert.ok(heights.length > 1 && heights.every((height) => /^\d+px$/.test(height)), "heights");
    assert.ok(!messages.some(({ event }) => event === "calendly.profile_page_viewed"));
    assert.ok(payload.event!.uri.startsWith(`${program.address}/v0/me/bookings/`));

    await page.locator("#link").click();
    await page.frameLocator("dialog[open] iframe").locator("table").waitFor();
    await page.getByRole("button", { name: "Close" }).click();
    assert.equal(await page.evaluate(() => document.activeElement?.id), "link");
    await page.getByRole("button", { name: "Schedule time with me" }).click();
    const list = page.frameLocator("dialog[open] iframe");
    // By the keyboard: the frame may still grow under a pointer.
    await list.getByRole("link", { name: "Coffee" }).press("Enter");
    await list.locator("table").waitFor();
    await page.waitForFunction(() => {
      const all = Reflect.get(globalThis, "heard").map((each: { event: string }) => each.event);
      const viewed = all.filter((event: string) => event.endsWith("viewed")).slice(-2).join();
      return viewed === "calendly.profile_page_viewed,calendly.event_type_viewed";
    });
    const origins = new Set([program.address, foreign.origin].map((each) => new URL(each).origin));
    assert.deepEqual(asked.filter((each) => !origins.has(each)), []);
  },
);

Deno.test(
  "a page for Cal.com's snippet: inline, pop-up by attribute and floating button, their actions",
  requires("chromium"),
  async () => {
    await using browser = await openBrowser(["--test-third-party-cookie-phaseout"]);
    await using program = await startWithHost();
    const script = `${program.address}/compat/cal.js?acme/coffee-chat=ada/coffee`;
    await using foreign = serveForeignPage(
      `<div id="inline" style="width:100%;height:100%;overflow:scroll"></div>
       <button id="click" data-cal-link="ada/intro-call" data-cal-namespace="talk"
          data-cal-config='{"layout":"month_view","name":"Grace Hopper"}'>Talk</button>
       <script>
         window.heard = [];
         // A stand-in for their snippet: calls wait in a queue, one for each namespace.
         (function (page, source) {
           page.Cal = function (...call) {
             if (!page.Cal.loaded) {
               document.head.appendChild(document.createElement("script")).src = source;
               page.Cal.loaded = true;
             }
             if (call[0] === "init" && typeof call[1] === "string") {
               const api = (...own) => api.q.push(own);
               api.q = [call];
               page.Cal.ns[call[1]] = api;
               return page.Cal.q.push(["initNamespace", call[1]]);
             }
             page.Cal.q.push(call);
           };
           page.Cal.q = [];
           page.Cal.ns = {};
         })(window, "${script}");
         Cal("init", "talk", { origin: "https://app.cal.com" });
         Cal.ns.talk("inline", {
           elementOrSelector: "#inline",
           config: { layout: "month_view", useSlotsViewOnSmallScreen: "true", email: "grace@example.com", guests: ["alan@example.com"], "metadata[campaign]": "spring" },
           calLink: "acme/coffee-chat?date=${date}",
         });
         Cal.ns.talk("ui", { theme: "dark", hideEventTypeDetails: true, styles: { branding: { brandColor: "#aa0055" } } });
         Cal.ns.talk("on", { action: "*", callback: (e) => heard.push(e.detail) });
         const old = { calLink: "ada/coffee", buttonText: "Old", attributes: { id: "float" } };
         Cal("floatingButton", old);
         Cal("floatingButton", { ...old, calLink: "ada", buttonText: "Book with me", buttonPosition: "bottom-left" });
         Cal("on", { action: "eventTypeSelected", callback: (e) => heard.push(e.detail) });
         Cal("on", { action: "linkReady", callback: (e) => heard.push({ type: "not any more" }) });
         Cal("off", { action: "linkReady" });
         Cal("inline", { elementOrSelector: "#nowhere", calLink: "ada/coffee" });
       </script>`,
    );
    await using guest = await visit(browser, { address: program.address, known: [foreign.origin] });
    const { page } = guest;
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).origin));
    await page.goto(foreign.origin);
    const framed = page.frameLocator("#inline iframe");
    await framed.locator("[data-slot]").first().waitFor();
    assert.equal(await framed.locator("html").getAttribute("data-theme"), "dark");
    await framed.locator("h1").waitFor({ state: "hidden" });
    const inline = page.frames().find((frame) => frame.url().includes("grace%40"))!;
    const given = new URL(inline.url()).searchParams;
    assert.equal(given.get("guests"), "alan@example.com");
    assert.ok(!given.has("useSlotsViewOnSmallScreen"));
    await book(page, "#inline");
    await page.waitForFunction(() =>
      Reflect.get(globalThis, "heard").some((each: { type: string }) =>
        each.type === "bookingSuccessfulV2"
      )
    );
    const told: { type: string; namespace: string; data: Record<string, unknown> }[] = await heard(
      page,
    );
    const successful = told.find(({ type }) => type === "bookingSuccessful")!;
    assert.equal(successful.namespace, "talk");
    assert.deepEqual([successful.data.confirmed, successful.data.duration], [true, 15]);
    assert.ok(told.some(({ type }) => type === "linkReady"));

    await page.locator("#click").click();
    const popup = page.frameLocator("dialog[open] iframe");
    await popup.locator("table").waitFor();
    await page.getByRole("button", { name: "Close" }).click();
    assert.equal(await page.evaluate(() => document.activeElement?.id), "click");
    await page.getByRole("button", { name: "Book with me" }).click();
    await assertCount(page.locator("#float"), 1);
    const list = page.frameLocator("dialog[open] iframe");
    // By the keyboard: the frame may still grow under a pointer.
    await list.getByRole("link", { name: "Coffee" }).press("Enter");
    await list.locator("table").waitFor();
    await page.waitForFunction(() =>
      Reflect.get(globalThis, "heard").some((each: { type: string }) =>
        each.type === "eventTypeSelected"
      )
    );
    const selected = (await heard(page)) as typeof told;
    const { data } = selected.find(({ type }) => type === "eventTypeSelected")!;
    assert.deepEqual(data.eventType, { slug: "coffee" });
    assert.ok(!selected.some(({ type }) => type === "not any more"));
    assert.equal(told.filter(({ type }) => type === "linkReady").length, 1);
    const origins = new Set([program.address, foreign.origin].map((each) => new URL(each).origin));
    assert.deepEqual(asked.filter((each) => !origins.has(each)), []);
  },
);
