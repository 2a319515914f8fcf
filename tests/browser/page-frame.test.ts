import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { assertCount, openBrowser, visit } from "../support/browser.ts";
import { startWithHost } from "../support/running-program.ts";
import { chooseZone, chosenZone } from "../support/zone-field.ts";
import { seedTown } from "../support/seeded-town.ts";
import { beforeScripts, hydrated } from "../support/hydration.ts";
import { requires } from "../support/required-programs.ts";

Deno.test(
  "page frame: the chosen theme is stored and applied before the first paint",
  requires("chromium"),
  async () => {
    await using browser = await openBrowser();
    await using program = await startWithHost();
    await using guest = await visit(browser, { address: program.address, theme: "light" });
    const { page } = guest;
    const theme = () => page.evaluate(() => document.documentElement.dataset.theme);

    await page.goto("/calendar/ada/");
    assert.equal(await theme(), "light");
    await page.click("[data-theme-switch]");
    assert.match(await page.innerText("[data-theme-switch]"), /Light/);
    await page.click("[data-theme-switch]");
    assert.equal(await theme(), "dark");

    await page.addInitScript(() => {
      // When the first piece of the body is there, the theme must be too.
      new MutationObserver((_, observer) => {
        if (!document.body) return;
        Reflect.set(globalThis, "first", document.documentElement.dataset.theme);
        observer.disconnect();
      }).observe(document, { childList: true, subtree: true });
    });
    for (const path of ["/auth/sign-in", "/calendar/ada/coffee"]) {
      await page.goto(path);
      assert.equal(await page.evaluate(() => Reflect.get(globalThis, "first")), "dark", path);
      assert.match(await page.innerText("[data-theme-switch]"), /Dark/);
    }
    assert.deepEqual(guest.problems, []);
  },
);

Deno.test(
  "page frame: every open tab follows the theme, an embedded page keeps the one it was asked for",
  requires("chromium"),
  async () => {
    await using browser = await openBrowser();
    await using program = await startWithHost();
    await using guest = await visit(browser, { address: program.address, theme: "dark" });
    const { page, context } = guest;
    const paths = ["/auth/sign-in", "/calendar/ada/coffee", "/widget/ada/coffee?theme=light"];
    const others = await Promise.all(paths.map(async (path) => {
      const other = await context.newPage();
      await other.goto(path);
      return other;
    }));
    const becomes = (other: Page, theme: string, choice: string) =>
      other.waitForFunction(([theme, choice]) => {
        const { dataset } = document.documentElement;
        return dataset.theme === theme && dataset.themeChoice === choice;
      }, [theme, choice]);
    await page.goto("/");
    // From the system's theme, dark here, to light, dark and back.
    for (const [theme, choice] of [["light", "light"], ["dark", "dark"], ["dark", "system"]]) {
      await page.click("[data-theme-switch]");
      for (const other of [page, ...others.slice(0, 2)]) await becomes(other, theme!, choice!);
      await becomes(others[2]!, "light", "light");
    }
    await page.click("[data-theme-switch]");
    await becomes(others[0]!, "light", "light");
    // What was kept is cleared in another tab.
    await page.evaluate(() => localStorage.clear());
    await becomes(others[0]!, "dark", "system");
    assert.deepEqual(guest.problems, []);
  },
);

Deno.test("page frame: pages of the product name the signed-in host and sign out, guests' pages do not", async () => {
  await using ada = await enter();
  const { page } = ada;
  const out = page.getByRole("button", { name: "Sign out", exact: true });
  const name = page.locator("header").getByRole("link", { name: "Signed in as Ada Beck" });
  const below = page.locator("footer").getByText(/^Signed in as .?Ada Beck/);
  const paths = [
    "/",
    "/docs/api",
    "/docs/api/bookings",
    "/auth/sign-in?error=link-used",
    "/nothing",
  ];
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 800 });
    for (const path of paths) {
      await page.goto(path);
      await out.waitFor();
      await (width === 1280 ? name : below).waitFor();
      await (width === 1280 ? below : name).waitFor({ state: "hidden" });
      const extra = await page.evaluate(() =>
        document.documentElement.scrollWidth - document.documentElement.clientWidth
      );
      assert.equal(extra, 0, `${path} at ${width}`);
    }
  }
  for (const path of ["/calendar/ada/", "/calendar/ada/coffee", "/widget/ada/coffee"]) {
    await page.goto(path);
    await assertCount(page.getByText("Signed in as"), 0);
    await assertCount(out, 0);
  }
  await page.goto("/");
  await out.click();
  await page.waitForURL(/\/(auth\/sign-in)?$/);
  await page.goto("/");
  await page.getByRole("link", { name: "Sign in" }).first().waitFor();
  await assertCount(out, 0);
});

Deno.test("page frame: dashboard pages change without a reload, guests' pages with one", async () => {
  await using ada = await enter();
  const { page } = ada;
  await page.goto("/dashboard");
  assert.match(await page.title(), /^\(1\) /, "the tab shows how many wait");
  await hydrated(page);
  await page.evaluate(() => Reflect.set(globalThis, "same", true));
  await page.click('nav a[href="/dashboard/event-types"]');
  await page.waitForURL(/event-types$/);
  assert.equal(await page.evaluate(() => Reflect.get(globalThis, "same")), true);
  assert.equal(
    await page.getAttribute('nav a[href="/dashboard/event-types"]', "aria-current"),
    "page",
  );

  await page.goto("/dashboard/bookings/nothing");
  await page.getByRole("heading", { name: "Page not found" }).waitFor();
  assert.match(await page.title(), /Page not found/);
  await page.click("main a");
  await page.waitForURL(/\/dashboard$/);

  const menu = page.getByRole("button", { name: "Signed in as Ada Beck" });
  const own = page.getByRole("link", { name: "Your booking page" });
  await hydrated(page);
  await menu.click();
  await page.getByRole("link", { name: "Settings" }).click();
  await page.waitForURL(/settings$/);
  await own.waitFor({ state: "hidden" });
  await menu.click();
  await own.click();
  await page.waitForURL(/\d\/ada$/);
  assert.equal(await page.evaluate(() => Reflect.get(globalThis, "same")), undefined);
  assert.deepEqual(ada.problems, []);
  assert.deepEqual(ada.foreign, []);
});

Deno.test("page frame: what is entered, opened and pressed before the scripts run is preserved", async () => {
  await using ada = await enter();
  const { page } = ada;
  await beforeScripts(page, "/dashboard/settings", async () => {
    await page.fill("#name", "Ada, typed early");
    await chooseZone(page, "zone", "Asia/Tokyo");
  });
  assert.equal(await page.inputValue("#name"), "Ada, typed early");
  assert.equal(await chosenZone(page, "zone"), "Asia/Tokyo");
  assert.match(await page.locator("#zone-summary").innerText(), /^Tokyo/);

  await beforeScripts(page, "/dashboard", () => page.getByText(/^Add a message/).click());
  await page.getByRole("textbox", { name: /^Add a message/ }).waitFor();

  await page.goto("/dashboard/event-types");
  const editor = 'main a[href^="/dashboard/event-types/"]:not([href$="/new"])';
  const type = await page.locator(editor).first().getAttribute("href");
  await beforeScripts(page, `${type}/questions`, async () => {
    await page.getByRole("button", { name: "Add question" }).click();
    await page.waitForURL(/editRows/);
  });
  await page.waitForFunction(() => document.activeElement?.id === "question-new-1-label");
  await page.fill("#question-new-1-label", "Which company are you with?");

  await beforeScripts(page, "/dashboard/availability", async () => {
    await page.getByRole("button", { name: "Add hours on Sunday" }).click();
    await page.waitForURL(/editRows/);
    await page.getByLabel("Sunday, time range 1, end").fill("late");
    await page.getByRole("button", { name: "Save hours" }).last().click();
    await page.getByText("Please enter a time such as 09:00").waitFor();
  });
  await page.waitForFunction(() => document.activeElement?.matches("[name=from-7]"));
  assert.equal(await page.getByLabel("Sunday, time range 1, end").inputValue(), "late");
  assert.deepEqual(ada.problems, []);
});

/** Ada, signed in at a town of bookings. */
async function enter() {
  const browser = await openBrowser();
  const program = await startWithHost({}, seedTown);
  const { session } = program.seeded;
  const ada = await visit(browser, { address: program.address, session });
  const leave = async () => {
    await browser.close();
    await program[Symbol.asyncDispose]();
  };
  return { ...ada, [Symbol.asyncDispose]: leave };
}

Deno.test(
  "page frame: where the reader's system sets the colours, what is chosen is marked by its own",
  requires("chromium"),
  async () => {
    await using browser = await openBrowser();
    await using program = await startWithHost({}, seedTown);
    const town = program.seeded;
    const look = { address: program.address, session: town.session };
    await using host = await visit(browser, look);
    const { page } = host;
    await page.emulateMedia({ forcedColors: "active" });
    /** Of each, whether its background is another than that of those beside it. */
    const differs = (chosen: string, other: string) =>
      page.evaluate(([chosen, other]) => {
        const [one, two] = [chosen!, other!].map((each) => {
          const element = document.querySelector(each);
          if (!element) throw new Error(`no ${each} on ${location.pathname}`);
          return getComputedStyle(element).backgroundColor;
        });
        return one !== two;
      }, [chosen, other]);
    const shown = {
      "/calendar/ada/coffee": [
        ["a.picker-day[aria-current=true]", "a.picker-day:not([aria-current=true])"],
        [".choices a[aria-current=true]", ".choices a:not([aria-current])"],
      ],
      "/dashboard": [
        [".dash-nav a[aria-current]", ".dash-nav a:not([aria-current])"],
        [".tabs a[aria-current]", ".tabs a:not([aria-current])"],
      ],
      [`/dashboard/availability/date-overrides?date=${town.date}`]: [
        ["td a[aria-current=true]", "td a:not([aria-current])"],
        [".check:has(:checked)", ".check:not(:has(:checked))"],
      ],
      "/dashboard/event-types": [
        [".switch[aria-checked=true]", ".switch[aria-checked=false]"],
        [".dot", "h2"],
      ],
      "/dashboard/calendar": [[".ruled i.open", ".ruled"], [".legend i.open", ".legend"]],
    };
    for (const [path, pairs] of Object.entries(shown)) {
      await page.goto(path);
      for (const [chosen, other] of pairs) assert(await differs(chosen!, other!), chosen);
    }
    // What has a ground of its own otherwise has a rule, and a list its arrow.
    await page.goto("/dashboard/analytics");
    const styled = (name: string) =>
      page.evaluate((name) => {
        const { appearance, borderTopWidth } = getComputedStyle(document.querySelector(name)!);
        return { appearance, border: borderTopWidth };
      }, name);
    assert.equal((await styled("select")).appearance, "auto");
    assert.equal((await styled(".avatar")).border, "1px");
    assert.deepEqual(host.problems, []);
  },
);

Deno.test(
  "page frame: one page may be both the privacy policy and the legal notice",
  requires("chromium"),
  async () => {
    await using browser = await openBrowser();
    const url = "https://example.org/legal";
    await using program = await startWithHost({
      env: { INVITO_PRIVACY_URL: url, INVITO_IMPRINT_URL: url },
    });
    await using guest = await visit(browser, { address: program.address });
    await guest.page.goto("/auth/sign-in");
    await hydrated(guest.page);
    await assertCount(guest.page.locator(`a[href="${url}"]`), 2);
    assert.deepEqual(guest.problems, []);
  },
);
