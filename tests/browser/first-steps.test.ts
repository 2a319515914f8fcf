/** A newcomer's way from an empty data folder to a confirmed booking, on a phone: by touch and by keyboard alone. */
import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import {
  assertClean,
  assertCount,
  type BrowserVisit,
  openBrowser,
  reach,
  visit,
} from "../support/browser.ts";
import { startProgram } from "../support/program.ts";
import { requires } from "../support/required-programs.ts";

/** How one gets on from page to page. */
interface Hand {
  fill(page: Page, label: string, text: string): Promise<void>;
  press(page: Page, name: string): Promise<void>;
  choose(page: Page, label: string, text: string): Promise<void>;
}

const touch: Hand = {
  fill: (page, label, text) => page.getByLabel(label).fill(text),
  press: (page, name) => named(page, name).click(),
  choose: async (page, label, text) => {
    await page.getByLabel(label).selectOption(text);
  },
};

/** Tab, letters, Space and Enter; what has the focus must be seen to have it. */
const keyboard: Hand = {
  async fill(page, label, text) {
    await reach(page, label);
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type(text);
  },
  async press(page, name) {
    await reach(page, name);
    await page.keyboard.press("Enter");
  },
  async choose(page, label, text) {
    await reach(page, label);
    await page.keyboard.type(text);
  },
};

Deno.test(
  "a newcomer on a phone: from an empty folder to a confirmed booking, and back to nothing",
  requires("chromium"),
  async (t) => {
    const browser = await openBrowser();
    try {
      await t.step("by touch", () => newcomer(browser, touch, "light"));
      await t.step("by keyboard alone", () => newcomer(browser, keyboard, "dark"));
      await t.step("without scripts", () => newcomer(browser, touch, "light", false));
    } finally {
      await browser.close();
    }
  },
);

async function newcomer(
  browser: Browser,
  hand: Hand,
  theme: "light" | "dark",
  scripts = true,
): Promise<void> {
  await using program = await startProgram();
  const { address } = program;
  const options = { address, width: 390, theme, scripts, zone: "Europe/Berlin" };
  await using person = await visit(browser, options);
  const { page } = person;
  let n = 0;
  const looked = async (name: string) => {
    await page.waitForLoadState("load");
    await looksRight(person, scripts, `${++n}-${name}-${theme}`);
  };

  await page.goto(program.signInLink!);
  await looked("link");
  await hand.fill(page, "Your name", "Nora Newcomer");
  await hand.press(page, "Continue");
  await page.waitForURL(/\/dashboard\/welcome$/);
  await page.getByRole("heading", { name: "Welcome" }).waitFor();
  await looked("welcome");
  // An address can wait; without a mail server the test needs none either.
  if (scripts) await hand.fill(page, "Your email address", "nora@example.org");
  await hand.press(page, "Create my page");
  assert.equal(await page.getByLabel("Location").inputValue(), "", "nothing is chosen for a host");
  assert(await page.getByRole("option", { name: /^Google Meet \(after/ }).isDisabled());
  await hand.choose(page, "Location", "Decided later");
  await hand.press(page, "Create my page");
  await page.getByRole("heading", { name: /Your page is ready/ }).waitFor();
  await looked("ready");
  const first = page.locator("main a.button, main a.button-quiet").first();
  assert.equal(await first.innerText(), "View as a guest");
  const shared = page.getByLabel("Your booking page link");
  assert.match((await shared.getAttribute("href"))!, /^http:\/\/[^/]+\/nora-newcomer$/);
  if (scripts) await sharesLink(page);
  await hand.press(page, "Go to dashboard");
  await page.getByRole("heading", { name: "Get started" }).waitFor();
  await looked("steps");
  await assertCount(page.locator("li.done"), 2);
  await hand.press(page, "Skip for now");
  await page.getByText("Skipped for now").waitFor();
  await hand.press(page, "Start test");
  await page.getByRole("heading", { name: "Test booking", exact: true }).waitFor();
  await looked("ask");
  assert.equal(
    await page.getByLabel("Your email address").inputValue(),
    scripts ? "nora@example.org" : "guest@example.org",
  );
  await hand.press(page, "Request this time");
  await page.getByRole("heading", { name: "2. Respond as the host" }).waitFor();
  await looked("decide");
  await hand.press(page, "Confirm: Nora Newcomer");
  await page.getByRole("heading", { name: "It works" }).waitFor();
  await looked("confirmed");

  const link = await page.getByRole("link", { name: "View the guest’s page" }).getAttribute(
    "href",
  );
  await using guest = await visit(browser, options);
  await guest.page.goto(link!);
  assert.match(await guest.page.innerText("article"), /confirmed/i);
  await page.goto("/dashboard");
  await page.getByRole("heading", { name: "Get started" }).waitFor();
  assert.match(await page.innerText("main"), /Nora Newcomer[\s\S]*Test/);
  await looked("dashboard");

  await hand.press(page, "Nora Newcomer");
  await page.getByRole("link", { name: "Remove this test" }).waitFor();
  await looked("booking");
  await hand.press(page, "Remove this test");
  await page.getByRole("heading", { name: "It works" }).waitFor();
  await hand.press(page, "Remove test");
  await page.getByText("Test removed.").waitFor();
  assert.equal((await guest.page.goto(link!))?.status(), 404);
  await page.goto("/dashboard/emails");
  assert.doesNotMatch(await page.innerText("main"), /Nora|Intro call/);
  await looked("outbox");
}

/** The button hands the link to the browser's own sheet; closing that copies nothing. */
async function sharesLink(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.assign(navigator, {
      share: (what: unknown) => {
        Reflect.set(globalThis, "sharedWith", what);
        return Promise.reject(new DOMException("closed", "AbortError"));
      },
    });
  });
  await page.reload();
  await page.getByRole("button", { name: "Share", exact: true }).click();
  assert.match(
    JSON.stringify(await page.evaluate(() => Reflect.get(globalThis, "sharedWith"))),
    /"title":"Nora Newcomer","url":"http:.*\/nora-newcomer"/,
  );
  await assertCount(page.getByRole("button", { name: "Copy", exact: true }), 1);
}

/** Axe finds nothing, nothing sticks out, no script complains; with INVITO_SHOTS a picture for eyes. */
async function looksRight(person: BrowserVisit, scripts: boolean, name: string): Promise<void> {
  const { page } = person;
  const folder = Deno.env.get("INVITO_SHOTS");
  if (folder && scripts) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  if (!scripts) return;
  await assertClean(person);
  const wider = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  assert.equal(wider, 0, `${name}: something sticks out`);
}

function named(page: Page, name: string) {
  return page.getByRole("button", { name, exact: true })
    .or(page.getByRole("link", { name, exact: true })).first();
}
