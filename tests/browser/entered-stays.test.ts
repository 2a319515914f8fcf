import assert from "node:assert/strict";
import type { Page, Request } from "playwright-core";
import { openBrowser, visit } from "../support/browser.ts";
import { behindProxy, seedEveryPage } from "../support/every-page.ts";
import { newClient } from "../support/proof/guest-client.ts";
import { requires } from "../support/required-programs.ts";
import { startWithHost } from "../support/running-program.ts";

Deno.test(
  "dashboard: what is entered stays while the page follows the host's time",
  requires("chromium"),
  async (t) => {
    await using browser = await openBrowser();
    await using program = await startWithHost(behindProxy, seedEveryPage);
    const { town, teams, pages } = program.seeded;
    const { address } = program;
    const enter = async (session: string) => {
      const entered = await visit(browser, { address, session });
      entered.page.on("dialog", (dialog) => void dialog.accept().catch(() => {}));
      return entered;
    };
    await using host = await enter(town.session);
    await using member = await enter(teams.memberSession);
    let changed = 0;
    for (const [name, path] of Object.entries(pages)) {
      if (!path.startsWith("/dashboard")) continue;
      await t.step(name, async () => {
        const { page, context } = name in teams.asMember ? member : host;
        await context.setExtraHTTPHeaders({ "x-forwarded-for": newClient() });
        const { promise: followed, resolve } = Promise.withResolvers<void>();
        const note = (request: Request) => request.url().endsWith("/dashboard/events") && resolve();
        page.on("request", note);
        await page.goto(path);
        // The others do not load the framework, and do not follow.
        if (!(await page.content()).includes("kit.start(")) return;
        await followed;
        page.off("request", note);
        changed += await page.evaluate(enterEverything);
        const before = await page.evaluate(readEverything);
        await refresh(page);
        assert.deepEqual(await page.evaluate(readEverything), before);
      });
    }
    assert.ok(changed > 100, `only ${changed} values were entered`);
    const followers = [
      ["booking-pending", "booking-confirmed"],
      ["booking-confirmed", "booking-group"],
      ["event-type", "event-type-group"],
      ["event-type-emails", "event-type-group"],
    ] as const;
    for (const [first, next] of followers) {
      await t.step(`nothing entered at ${first} is there at ${next}`, async () => {
        const { page } = host;
        await page.goto(pages[next]!);
        const fresh = await page.evaluate(readEverything);
        await page.goto(pages[first]!);
        await page.evaluate(enterEverything);
        await page.evaluate(follow, pages[next]!);
        await page.waitForURL((url) => url.pathname === pages[next]);
        await page.evaluate(() => new Promise((drawn) => setTimeout(drawn, 300)));
        assert.deepEqual(await page.evaluate(readEverything), fresh);
      });
    }
  },
);

/** As if the tab was seen again: what follows the host's time is loaded anew. */
async function refresh(page: Page): Promise<void> {
  const loaded = page.waitForResponse((response) => response.url().includes("__data.json"));
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await loaded;
  await page.evaluate(() => new Promise((drawn) => setTimeout(drawn, 100)));
}

/** Follows a link to the page, which the framework shows without loading all of it. */
function follow(path: string): void {
  const link = document.createElement("a");
  link.href = path;
  document.querySelector("main")!.append(link);
  link.click();
}

/** Changes every control of every form as a person would; answers how many. */
function enterEverything(): number {
  const controls = [
    ...document.querySelectorAll<HTMLInputElement>("main :is(input, select, textarea)"),
  ];
  const isOpen = (control: HTMLElement) => control.offsetParent !== null;
  let entered = 0;
  for (const control of controls.filter(isOpen)) {
    if (control.disabled || control.readOnly) continue;
    if (control instanceof HTMLSelectElement) {
      const other = [...control.options].find(({ selected, disabled }) => !selected && !disabled);
      if (!other) continue;
      other.selected = true;
    } else if (control.type === "checkbox" || control.type === "radio") {
      control.click();
    } else if (
      ["text", "search", "url", "email", "tel", "password", "textarea"].includes(control.type)
    ) {
      control.value += "x";
    } else if (control.type === "number") control.value = String(Number(control.value) + 1);
    else if (control.type === "date") control.value = "2031-05-06";
    else if (control.type === "time") control.value = "05:06";
    else continue;
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
    entered++;
  }
  return entered;
}

function readEverything(): string[] {
  const controls = [
    ...document.querySelectorAll<HTMLInputElement>("main :is(input, select, textarea)"),
  ];
  return controls.filter(({ type }) => type !== "hidden")
    .map(({ name, id, type, checked, value }) =>
      `${id || name}: ${type === "checkbox" || type === "radio" ? `${value} ${checked}` : value}`
    );
}
