import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { dateAt } from "$lib/scheduling/day.ts";
import {
  assertClean,
  type BrowserVisit,
  openBrowser,
  visit,
  watchStream,
} from "../support/browser.ts";
import { type RunningTeam, startWithTeam } from "../support/running-team.ts";
import { weekdayAfter } from "../support/seeded-town.ts";
import { requires } from "../support/required-programs.ts";

interface Stage {
  browser: Browser;
  town: RunningTeam;
  date: string;
}

/** One team for the whole file; every step books times of its own. */
Deno.test("booking a team in a browser", requires("chromium"), async (t) => {
  await using browser = await openBrowser();
  await using town = await startWithTeam();
  const date = weekdayAfter(dateAt(Date.now(), "Europe/Berlin"), 10);
  for (const [name, act] of Object.entries(steps)) {
    await t.step(name, () => act({ browser, town, date }));
  }
});

const steps: Record<string, (stage: Stage) => Promise<void>> = {
  "on a phone: from the team's page to the confirmed booking": async (stage) => {
    await using guest = await open(stage, "/team/mill", { width: 390 });
    const { page } = guest;
    assert.match(await page.innerText("main"), /With Ada Beck or Ben Moor/);
    await assertClean(guest);
    await assertFits(page);
    await page.click('a[href="/team/mill/chat"]');
    await page.waitForURL(/tz=America/);
    assert.match(await page.innerText("article"), /The Mill[\s\S]*With Ada Beck or Ben Moor/);
    await assertClean(guest);
    await assertFits(page);
    await page.goto(`/team/mill/chat?tz=UTC&hours=24&date=${stage.date}`);
    await page.click(at(`${stage.date}T09:00:00Z`));
    await send(page, "Eve");
    await page.waitForSelector("[data-state=confirmed]");
    assert.match(await page.innerText("article"), /09:00 – 09:30/);
    await assertClean(guest);
    await assertFits(page);
  },

  "without scripts: a request to everybody of a collective, rescheduled by its guest": async (
    stage,
  ) => {
    await using guest = await open(
      stage,
      `/team/mill/panel?tz=UTC&hours=24&date=${stage.date}`,
      { scripts: false },
    );
    const { page } = guest;
    assert.match(await page.innerText("article"), /With Ada Beck and Ben Moor/);
    await page.click(at(`${stage.date}T10:00:00Z`));
    await send(page, "Finn");
    assert.match(await page.innerText("article"), /10:00 – 10:30/);
    await page.click('a[href$="/reschedule"]');
    assert.match(await page.innerText("article"), /The Mill/);
    await page.goto(`${page.url()}?date=${stage.date}&tz=UTC&hours=24`);
    await page.click(at(`${stage.date}T14:00:00Z`));
    await page.click("form[data-once] button[name=slot]");
    await page.waitForURL(/\/booking\/[\w-]{43}$/);
    assert.match(await page.innerText("article"), /14:00 – 14:30/);
  },

  "a time goes from an open page with its last member, and comes back": async (
    stage,
  ) => {
    const slot = `${stage.date}T11:00:00Z`;
    const path = `/team/mill/chat?tz=UTC&hours=24&date=${stage.date}`;
    await using watcher = await open(stage, path, { isLive: true });
    await watcher.page.waitForSelector(at(slot));
    const hasFollowed = await watchStream(watcher.page);
    await using _first = await book(stage, slot, "Gus");
    await using last = await book(stage, slot, "Hedy");
    await watcher.page.waitForSelector(at(slot), { state: "detached" });
    await assertClean(watcher);

    await last.page.goto(`${last.page.url()}/cancel`);
    await last.page.click("article button");
    await last.page.waitForSelector("[data-state=cancelled]");
    await watcher.page.waitForSelector(at(slot));
    await hasFollowed();
  },

  "the widget of a team on a page of another site": async (stage) => {
    const { address } = stage.town.program;
    const server = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen: () => {} },
      () =>
        new Response(
          `<!doctype html><title>Ours</title><div data-invito="team/mill/chat" data-tz="UTC"
          data-hours="24" data-date="${stage.date}"></div>
        <script src="${address}/widget.js" async></script>`,
          { headers: { "content-type": "text/html" } },
        ),
    );
    const origin = `http://127.0.0.1:${server.addr.port}`;
    await using guest = await visit(stage.browser, { address, known: [origin] });
    await guest.page.goto(origin);
    const frame = guest.page.frameLocator("iframe");
    await frame.locator(at(`${stage.date}T12:00:00Z`)).click();
    await frame.locator("#name").fill("Ida");
    await frame.locator("#email").fill("ida@example.com");
    await frame.locator("button[name=slot]").click();
    await frame.locator("[data-state=confirmed]").waitFor();
    assert.match(await frame.locator("article").innerText(), /12:00 – 12:30/);
    assert.deepEqual(await guest.context.cookies(), []);
    assert.deepEqual(guest.problems, []);
    await server.shutdown();
  },
};

const at = (slot: string) => `[data-slot="${slot}"]`;

/** A visitor on a page of the team; with `isLive` once its event stream stands. */
async function open(
  { browser, town }: Stage,
  path: string,
  { isLive = false, ...options }: { isLive?: boolean; width?: number; scripts?: boolean } = {},
): Promise<BrowserVisit> {
  const guest = await visit(browser, { address: town.program.address, ...options });
  const streaming = isLive
    ? guest.page.waitForResponse((answer) => answer.url().includes("/live/team/"))
    : null;
  await guest.page.goto(path);
  await streaming;
  return guest;
}

async function book(stage: Stage, slot: string, name: string): Promise<BrowserVisit> {
  const guest = await open(stage, `/team/mill/chat?tz=UTC&hours=24&slot=${slot}`);
  await send(guest.page, name);
  return guest;
}

async function send(page: Page, name: string): Promise<void> {
  await page.fill("#name", name);
  await page.fill("#email", `${name.toLowerCase()}@example.com`);
  await page.click("form[data-once] button[name=slot]");
  await page.waitForURL(/\/booking\/[\w-]{43}$/);
}

/** Nothing is wider than the page. */
async function assertFits(page: Page): Promise<void> {
  const excess = await page.evaluate(() =>
    document.documentElement.scrollWidth - document.documentElement.clientWidth
  );
  assert.ok(excess <= 0, `${page.url()} is ${excess} px too wide`);
}
