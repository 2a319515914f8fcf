import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { dateAt } from "$lib/scheduling/day.ts";
import * as sessions from "$lib/server/auth/sessions.ts";
import { assertClean, assertCount, openBrowser, visit } from "../support/browser.ts";
import { type RunningWithHost, startWithHost } from "../support/running-program.ts";
import { weekdayAfter } from "../support/seeded-town.ts";
import { requires } from "../support/required-programs.ts";
import { until } from "../support/until.ts";

const FORM_TIME = "1s";

interface Stage {
  browser: Browser;
  program: RunningWithHost;
  session: string;
  date: string;
}

/** What keeps unwanted requests away, as people meet it. */
Deno.test("unwanted requests", requires("chromium"), async (t) => {
  await using browser = await openBrowser();
  let session = "";
  const env = { INVITO_FORM_TIME: "60s", INVITO_PENDING_PER_GUEST: "2" };
  await using program = await startWithHost({ env }, async (app, host) => {
    session =
      (await sessions.start(app, host.id, "magic-link", { agent: "", before: null })).secret;
  });
  const date = weekdayAfter(dateAt(Date.now(), "Europe/Berlin"), 10);
  const stage: Stage = { browser, program, session, date };
  for (const [name, act] of Object.entries(steps)) await t.step(name, () => act(stage));
});

const steps: Record<string, (stage: Stage) => Promise<void>> = {
  "without scripts a form that comes back too soon is kept, and taken when it is pressed once more":
    async ({ browser, program, date }) => {
      await using guest = await visit(browser, { address: program.address, scripts: false });
      const { page } = guest;
      const filled = "name=Quick&email=quick%40example.com";
      await page.goto(`/calendar/ada/intro-call?tz=UTC&slot=${date}T09:00:00Z&${filled}`);
      await page.click("button[name=slot]");
      await page.waitForSelector("text=unusually fast");
      assert.equal(await page.inputValue("#email"), "quick@example.com");
      await program.restart({ INVITO_FORM_TIME: FORM_TIME });
      await until("the booking", async () => {
        await page.click("button[name=slot]");
        await page.waitForLoadState("load");
        return page.url().includes("/booking/");
      });
    },

  "with scripts the page waits by itself, and one press is enough": async (
    { browser, program, date },
  ) => {
    await using guest = await visit(browser, { address: program.address });
    const { page } = guest;
    await page.goto(`/calendar/ada/intro-call?tz=UTC&date=${date}`);
    const opened = Date.now();
    await page.click(`[data-slot="${date}T10:00:00Z"]`);
    await page.waitForSelector("#email");
    await assertClean(guest);
    await fill(page, "swift@example.com");
    await page.click("button[name=slot]");
    await page.waitForURL(/\/booking\//);
    assert.ok(Date.now() - opened > 900);
  },

  "nobody gets into the trap: not by sight, by keyboard or by a screen reader": async (
    { browser, program, date },
  ) => {
    await using guest = await visit(browser, { address: program.address });
    const { page } = guest;
    await page.goto(`/calendar/ada/coffee?tz=UTC&slot=${date}T11:00:00Z`);
    const trap = page.locator("[name=homepage]");
    const box = await trap.evaluate((field) =>
      field.parentElement!.parentElement!.getBoundingClientRect().width
    );
    assert.ok(box <= 1, `${box} px wide`);
    await assertCount(page.getByLabel("Leave this field empty").and(page.getByRole("textbox")), 0);
    await page.focus("#email");
    for (let n = 0; n < 30; n++) {
      await page.keyboard.press("Tab");
      assert.ok(await page.evaluate(() => !document.activeElement?.matches("[name=homepage]")));
    }
  },

  "a guest with many requests waiting is told so": async ({ browser, program, date }) => {
    for (const [n, hour] of ["13", "14", "15"].entries()) {
      await using guest = await visit(browser, { address: program.address });
      await guest.page.goto(`/calendar/ada/intro-call?tz=UTC&slot=${date}T${hour}:00:00Z`);
      await fill(guest.page, "often@example.com");
      await guest.page.click("button[name=slot]");
      if (n < 2) await guest.page.waitForURL(/\/booking\//);
      else await guest.page.waitForSelector("text=You have too many pending requests");
    }
  },

  "a host blocks a guest from the booking, who then gets a friendly no; and lets them in again":
    async ({ browser, program, session, date }) => {
      await using host = await visit(browser, {
        address: program.address,
        session,
        scripts: false,
      });
      const { page } = host;
      await page.goto("/dashboard?show=pending&q=swift");
      await page.goto(
        await page.locator("a[href*='/dashboard/bookings/']").first().getAttribute("href") ?? "",
      );
      await page.getByText(/^Block /).click();
      await page.getByRole("button", { name: "Block", exact: true }).click();
      await page.getByText("You can manage the list in Settings").waitFor();

      await using guest = await visit(browser, { address: program.address });
      const book = async () => {
        await guest.page.goto(`/calendar/ada/coffee?tz=UTC&slot=${date}T12:00:00Z`);
        await fill(guest.page, "Swift+again@example.com");
        await guest.page.click("button[name=slot]");
      };
      await book();
      await guest.page.waitForSelector("text=accept this request");
      assert.doesNotMatch(await guest.page.innerText("article"), /block/i);

      await using seen = await visit(browser, {
        address: program.address,
        session,
        width: 390,
        theme: "dark",
      });
      await seen.page.goto("/dashboard/settings/blocked");
      await seen.page.getByLabel("Email addresses or domains").fill("not an address");
      await seen.page.getByRole("button", { name: "Block", exact: true }).click();
      await seen.page.getByText("Enter email addresses or domains").waitFor();
      assert.equal(
        await seen.page.getByLabel("Email addresses or domains").inputValue(),
        "not an address",
      );
      await seen.page.getByLabel("Email addresses or domains").fill(
        "spam.example, bad@example.org",
      );
      await seen.page.getByRole("button", { name: "Block", exact: true }).click();
      await seen.page.getByText("2 entries blocked").waitFor();
      await assertClean(seen);
      await seen.page.getByRole("button", { name: "Unblock swift@example.com" }).click();
      await seen.page.getByText("swift@example.com can book again").waitFor();

      await book();
      await guest.page.waitForURL(/\/booking\//);
    },
};

async function fill(page: Page, email: string) {
  await page.fill("#name", "A Guest");
  await page.fill("#email", email);
}
