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
import { requires } from "../support/required-programs.ts";
import { type RunningWithHost, startWithHost } from "../support/running-program.ts";
import { signedIn, weekdayAfter } from "../support/seeded-town.ts";

interface Stage {
  browser: Browser;
  program: RunningWithHost;
  sessions: string[];
  date: string;
}

Deno.test("an open dashboard follows without a reload", requires("chromium"), async (t) => {
  await using browser = await openBrowser();
  const sessions: string[] = [];
  const env = { INVITO_BOOKING_TTL: "20s" };
  await using program = await startWithHost({ env }, async (app, host) => {
    for (let n = 0; n < 2; n++) sessions.push(await signedIn(app, host));
  });
  const date = weekdayAfter(dateAt(Date.now(), "Europe/Berlin"), 10);
  const stage: Stage = { browser, program, sessions, date };
  for (const [name, act] of Object.entries(steps)) await t.step(name, () => act(stage));
});

const steps: Record<string, (stage: Stage) => Promise<void>> = {
  "a request is there without a reload, in the list, in the menu and in the week": async (
    stage,
  ) => {
    await using list = await enter(stage, "/dashboard");
    await using week = await enter(stage, `/dashboard/calendar?date=${stage.date}`);
    await using settings = await enter(stage, "/dashboard/settings");
    await list.page.getByRole("heading", { level: 1 }).waitFor();
    const hasFollowed = await watchStream(list.page);
    await request(stage, "10:00", "Grace Hopper");
    await list.page.getByRole("heading", { name: "Grace Hopper" }).waitFor();
    await hasFollowed();
    assert.match(await list.page.title(), /^\(1\) /);
    await week.page.locator(".requested", { hasText: "Grace Hopper" }).first().waitFor();
    await settings.page.getByRole("link", { name: "Bookings 1 pending" }).waitFor();
    await assertClean(list);
    await assertClean(week);
  },

  "hours that are being edited stay when a request comes": async (stage) => {
    await using host = await enter(stage, "/dashboard/availability");
    const { page } = host;
    await page.getByRole("button", { name: "Add hours on Sunday" }).click();
    await page.getByLabel("Sunday, time range 1, start").fill("10:15");
    await page.getByRole("button", { name: "Remove time range 1 on Monday" }).click();
    const before = await page.title();
    await request(stage, "13:00", "Katherine Johnson");
    await page.waitForFunction((title) => document.title !== title, before);
    assert.equal(await page.getByLabel("Sunday, time range 1, start").inputValue(), "10:15");
    await assertCount(page.getByLabel("Monday, time range 1, start"), 0);
  },

  "what is being written stays when others come, and when its own request ends": async (stage) => {
    await using host = await enter(stage, "/dashboard");
    const { page } = host;
    await request(stage, "12:00", "Barbara Liskov");
    const card = page.getByRole("article", { name: "Barbara Liskov" });
    await card.waitFor();
    await page.locator("summary", { hasText: "Search" }).click();
    await page.fill("#q", "half a word");
    await card.getByText("Add a message for Barbara Liskov").click();
    await card.locator("textarea").fill("I am at the dentist");
    await request(stage, "11:00", "Radia Perlman");
    await page.getByRole("heading", { name: "Radia Perlman" }).waitFor();
    const isWhole = async () => {
      assert.equal(await card.locator("textarea").inputValue(), "I am at the dentist");
      await card.locator("textarea").waitFor();
      assert.equal(await page.evaluate(() => document.activeElement?.tagName), "TEXTAREA");
      assert.equal(await page.inputValue("#q"), "half a word");
      assert(await page.isVisible("#q"));
    };
    await isWhole();
    await card.getByText("This request no longer awaits an answer").waitFor();
    await isWhole();
    await assertCount(card.getByRole("button"), 0);
    await assertClean(host);
  },

  "who asked for it on a click is told of a request while the page is hidden": async (stage) => {
    await using host = await enter(stage, "/dashboard", async (page) => {
      await page.addInitScript(stubNotifications);
    });
    const { page } = host;
    const told = () => page.evaluate(() => Reflect.get(globalThis, "told") as string[]);
    assert.deepEqual(await told(), []);
    await page.getByRole("button", { name: "Notify me of new requests" }).click();
    await page.getByRole("button", { name: "Stop notifying me" }).waitFor();
    await setHidden(page, true);
    await request(stage, "13:00", "Frances Allen");
    await page.waitForFunction(() => Reflect.get(globalThis, "told").length === 2);
    assert.match((await told())[1]!, /^Frances Allen asks for a meeting · Intro call · .*:00–/);
    await setHidden(page, false);
    await page.getByRole("button", { name: "Stop notifying me" }).click();
    await page.getByRole("button", { name: "Notify me of new requests" }).waitFor();
  },

  "a session that ends takes its open pages along": async (stage) => {
    await using host = await enter(stage, "/dashboard");
    await using other = await enter(stage, "/dashboard/settings", undefined, 1);
    await other.page.getByRole("button", { name: "Sign out of all other sessions" }).click();
    await host.page.waitForURL(/\/auth\/sign-in/);
  },
};

async function enter(
  { browser, program, sessions }: Stage,
  path: string,
  prepare?: (page: Page) => Promise<void>,
  which = 0,
): Promise<BrowserVisit> {
  const host = await visit(browser, { address: program.address, session: sessions[which]! });
  await prepare?.(host.page);
  const streaming = host.page.waitForResponse((answer) =>
    answer.url().endsWith("/dashboard/events")
  );
  await host.page.goto(path);
  await streaming;
  return host;
}

/** A guest asks for half an hour of that day; when they did, epoch ms. */
async function request({ browser, program, date }: Stage, clock: string, name: string) {
  await using guest = await visit(browser, { address: program.address });
  const slot = `${date}T${clock}:00Z`;
  await guest.page.goto(`/calendar/ada/intro-call?tz=UTC&hours=24&minutes=30&slot=${slot}`);
  await guest.page.fill("#name", name);
  await guest.page.fill("#email", "guest@example.com");
  await guest.page.click("form[data-once] button[name=slot]");
  await guest.page.waitForURL(/\/booking\/[\w-]{43}$/);
  return Date.now();
}

/** A browser that allows notifications and keeps what it is told. */
function stubNotifications() {
  const told: string[] = [];
  class Stub extends EventTarget {
    static permission = "default";
    static requestPermission() {
      return Promise.resolve(Stub.permission = "granted");
    }
    constructor(title: string, { body }: { body: string }) {
      super();
      told.push(`${title} · ${body}`);
    }
  }
  Object.assign(globalThis, { Notification: Stub, told });
}

/** What a browser says to a page whose tab is put away. */
function setHidden(page: Page, isHidden: boolean): Promise<void> {
  return page.evaluate((hidden) => {
    const visibilityState = hidden ? "hidden" : "visible";
    for (const [name, value] of Object.entries({ hidden, visibilityState })) {
      Object.defineProperty(document, name, { value, configurable: true });
    }
    document.dispatchEvent(new Event("visibilitychange"));
  }, isHidden);
}
