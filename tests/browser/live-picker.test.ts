import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { dateAt } from "$lib/scheduling/day.ts";
import {
  assertClean,
  assertCount,
  type BrowserVisit,
  openBrowser,
  visit,
  watchStream,
} from "../support/browser.ts";
import { type RunningWithHost, startWithHost } from "../support/running-program.ts";
import { weekdayAfter } from "../support/seeded-town.ts";
import { requires } from "../support/required-programs.ts";

interface Stage {
  browsers: [Browser, Browser];
  program: RunningWithHost;
  date: string;
}

/** Two browsers over one program: what happens in one shows in the other. */
Deno.test("open pickers follow the host's time", requires("chromium"), async (t) => {
  await using one = await openBrowser(), two = await openBrowser();
  await using program = await startWithHost({ env: { INVITO_BOOKING_TTL: "4s" } });
  const date = weekdayAfter(dateAt(Date.now(), "Europe/Berlin"), 10);
  const stage: Stage = { browsers: [one, two], program, date };
  for (const [name, act] of Object.entries(steps)) await t.step(name, () => act(stage));
});

const steps: Record<string, (stage: Stage) => Promise<void>> = {
  "a time taken in one browser is gone in the other without a reload, and back when it is cancelled":
    async (stage) => {
      const slot = `${stage.date}T10:00:00Z`;
      await using watcher = await look(stage, 0, "coffee");
      await watcher.page.waitForSelector(at(slot));
      const hasFollowed = await watchStream(watcher.page);
      await using guest = await book(stage, "coffee", slot);
      await watcher.page.waitForSelector(at(slot), { state: "detached" });
      await assertClean(watcher);

      await guest.page.goto(guest.page.url() + "/cancel");
      await guest.page.click("article button");
      await guest.page.waitForSelector("[data-state=cancelled]");
      await watcher.page.waitForSelector(at(slot));
      await hasFollowed();
    },

  "a request that runs out frees its time in every open picker": async (stage) => {
    const slot = `${stage.date}T11:00:00Z`;
    await using watcher = await look(stage, 0, "intro-call");
    await watcher.page.waitForSelector(at(slot));
    await using guest = await book(stage, "intro-call", slot);
    await watcher.page.waitForSelector(at(slot), { state: "detached" });
    await guest.page.waitForSelector("[data-state=expired]");
    const hasFollowed = await watchStream(watcher.page);
    await watcher.page.waitForSelector(at(slot));
    await hasFollowed();
  },

  "a chosen time that goes: said above the form, nothing typed is lost, another one takes it along":
    async (stage) => {
      const slot = `${stage.date}T12:00:00Z`;
      await using slow = await look(stage, 0, "coffee", slot);
      const { page } = slow;
      await page.fill("#name", "The Slow One");
      await page.fill("#email", "slow@example.com");
      await page.focus("#note");
      await using guest = await book(stage, "coffee", slot);
      await page.waitForSelector("#gone");
      assert.match(await page.innerText("#gone"), /no longer available/);
      assert.equal(await page.inputValue("#name"), "The Slow One");
      assert.equal(await page.evaluate(() => document.activeElement?.id), "note");
      assert.ok(await page.isDisabled("form[data-once] button[name=slot]"));
      await assertClean(slow);

      await page.click("#gone a");
      await page.waitForSelector("#gone", { state: "detached" });
      assert.equal(await page.inputValue("#email"), "slow@example.com");

      await page.goBack();
      await guest.page.goto(guest.page.url() + "/cancel");
      await guest.page.click("article button");
      await page.waitForSelector("form[data-once] button[name=slot]:enabled");
      await page.click("form[data-once] button[name=slot]");
      await page.waitForURL(/\/booking\//);
      assert.match(await page.innerText("article"), /The Slow One/);
    },

  "the keyboard's place stays where it was": async (stage) => {
    await using watcher = await look(stage, 0, "coffee");
    const { page } = watcher;
    const remaining = `${stage.date}T14:00:00Z`, lost = `${stage.date}T13:00:00Z`;
    await page.focus(at(remaining));
    await using _guest = await book(stage, "coffee", lost);
    await page.waitForSelector(at(lost), { state: "detached" });
    assert.ok(await page.evaluate((it) => document.activeElement?.matches(it), at(remaining)));
  },

  "a page that nobody sees holds no stream, and reads anew when it is seen again": async (
    stage,
  ) => {
    const slot = `${stage.date}T09:00:00Z`;
    await using watcher = await look(stage, 0, "coffee");
    const { page } = watcher;
    await setHidden(page, true);
    await using _guest = await book(stage, "coffee", slot);
    await assertCount(page.locator(at(slot)), 1);
    await setHidden(page, false);
    await page.waitForSelector(at(slot), { state: "detached" });
  },

  "when the program stops, streams end at once; when it is back, pages follow again": async (
    stage,
  ) => {
    const slot = `${stage.date}T08:00:00Z`;
    await using watcher = await look(stage, 0, "coffee");
    await watcher.page.waitForSelector(at(slot));
    const requested = Date.now();
    await stage.program.restart();
    assert.ok(Date.now() - requested < 8000);
    await using _guest = await book(stage, "coffee", slot);
    await watcher.page.waitForSelector(at(slot), { state: "detached" });
  },
};

const at = (slot: string) => `[data-slot="${slot}"]`;

/** The picker of a day, or the form of a time, in the first or second browser; followed once the stream stands. */
async function look(
  stage: Stage,
  which: 0 | 1,
  type: string,
  slot?: string,
): Promise<BrowserVisit> {
  const visitor = await visit(stage.browsers[which], { address: stage.program.address });
  const streaming = visitor.page.waitForResponse((answer) => answer.url().includes("/live/"));
  const query = slot ? `slot=${slot}` : `date=${stage.date}`;
  await visitor.page.goto(`/calendar/ada/${type}?tz=UTC&hours=24&minutes=30&${query}`);
  await streaming;
  return visitor;
}

async function book(stage: Stage, type: string, slot: string): Promise<BrowserVisit> {
  const guest = await look(stage, 1, type, slot);
  await guest.page.fill("#name", "The Quick One");
  await guest.page.fill("#email", "quick@example.com");
  await guest.page.click("form[data-once] button[name=slot]");
  await guest.page.waitForURL(/\/booking\/[\w-]{43}$/);
  return guest;
}

/** What a browser says to a page whose tab is put away. */
function setHidden(page: Page, hidden: boolean): Promise<void> {
  return page.evaluate((value) => {
    Object.defineProperty(document, "hidden", { value, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
}
