import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { dateAt } from "$lib/scheduling/day.ts";
import { assertClean, assertCount, openBrowser, visit } from "../support/browser.ts";
import { type RunningWithHost, startWithHost } from "../support/running-program.ts";
import { type SeededTown, seedTown, weekdayAfter } from "../support/seeded-town.ts";
import { requires } from "../support/required-programs.ts";

interface Stage {
  browser: Browser;
  program: RunningWithHost;
  town: SeededTown;
  /** The date of a free weekday. */
  date: string;
}

/** The whole file shares one program; every step books times of its own. */
Deno.test("booking in a browser", requires("chromium"), async (t) => {
  await using browser = await openBrowser();
  await using program = await startWithHost({}, seedTown);
  const town = program.seeded;
  const date = weekdayAfter(dateAt(Date.now(), "Europe/Berlin"), 10);
  const stage: Stage = { browser, program, town, date };
  for (const [name, act] of Object.entries(steps)) await t.step(name, () => act(stage));
});

const steps: Record<string, (stage: Stage) => Promise<void>> = {
  "with scripts: the guest's own zone, a day, a time, the form, and a page that follows the decision":
    async (
      { browser, program, town, date },
    ) => {
      await using guest = await visit(browser, { address: program.address, zone: "Asia/Kolkata" });
      const { page } = guest;
      await page.goto(`/calendar/ada/intro-call?date=${date}`);
      await page.waitForURL(/tz=Asia/);
      await assertClean(guest);
      // Only the picker is replaced: the document and its header stay.
      await page.evaluate(() =>
        Reflect.set(globalThis, "header", document.querySelector("header"))
      );
      const isSame = () =>
        page.evaluate(() => Reflect.get(globalThis, "header") === document.querySelector("header"));
      await page.click(`[data-date="${date}"]`);
      await page.waitForSelector("[data-picker]:not([data-asking])");
      assert.ok(await isSame(), "choosing a day loaded the page");
      await page.click(`[data-slot="${date}T09:00:00Z"]`);
      await page.waitForURL(/slot=/);
      assert.ok(await isSame(), "choosing a time loaded the page");
      await assertClean(guest);
      await fill(page, "Grace Hopper");
      await page.click("button[name=slot]");
      await page.waitForURL(/\/booking\/[\w-]{43}$/);
      await page.waitForSelector("[data-state=pending]");
      assert.match(await page.innerText("article"), /2:30 PM – 3:00 PM/);
      assert.match(await page.innerText("article"), /Grace Hopper · grace@example\.com/);
      await assertClean(guest);

      await using host = await visit(browser, { address: program.address });
      await host.page.goto(`${town.host.pending}/confirm`);
      assert.match(await host.page.innerText("article"), /Confirm this request/);
      await assertClean(host);
    },

  "without scripts: the same by links and forms, in a zone that was chosen": async (
    { browser, program, date },
  ) => {
    await using guest = await visit(browser, { address: program.address, scripts: false });
    const { page } = guest;
    await page.goto("/calendar/ada/intro-call");
    await page.click("[data-focus=zone]");
    await page.fill("[data-filter]", "tokyo");
    await page.click("form .without-js");
    await page.waitForURL(/zones=tokyo/);
    await assertCount(page.locator("button[name=tz]"), 1);
    await page.click("button[name=tz]");
    await page.waitForURL(/tz=Asia%2FTokyo/);
    while (await page.locator(`[data-date="${date}"]`).count() === 0) {
      await page.click('a[aria-label="Next month"]');
    }
    await page.click(`[data-date="${date}"]`);
    await page.waitForSelector("[data-picker]:not([data-asking])");
    await page.click(`[data-slot="${date}T10:00:00Z"]`);
    await fill(page, "Katherine Johnson");
    await page.click("button[name=slot]");
    await page.waitForURL(/\/booking\/[\w-]{43}$/);
    assert.match(await page.innerText("article"), /7:00 PM – 7:30 PM/);
    assert.deepEqual(guest.foreign, []);
  },

  "a pressed day brings times that stand below it into view, and moves no page where they stand beside it":
    async ({ browser, program, date }) => {
      for (const width of [390, 1280]) {
        await using guest = await visit(browser, { address: program.address, width });
        const { page } = guest;
        await page.goto(`/calendar/ada/coffee?date=${date}&tz=UTC`);
        assert.equal(await page.evaluate(() => scrollY), 0);
        await page.click(`[data-date="${date}"]`);
        await page.waitForSelector("#times [data-slot]:focus");
        assert.equal(await page.evaluate(() => scrollY > 0), width === 390);
        const { y, height } = (await page.locator("#times h2").boundingBox())!;
        assert(y >= 0 && y + height <= page.viewportSize()!.height, `heading at ${y}`);
      }
    },

  "rescheduling opens on the day of the booking and names its time": async (
    { browser, program, town },
  ) => {
    await using guest = await visit(browser, { address: program.address, scripts: false });
    await guest.page.goto(`${town.guest.confirmed}/reschedule`);
    const day = await guest.page.getAttribute("[data-days] [aria-current=true]", "aria-label");
    const lead = await guest.page.innerText("main");
    assert.ok(
      day && lead.includes(`Currently ${day.replace(/, \d+ times? available$/, "")}`),
      lead,
    );
  },

  "what is wrong is said at its field, and nothing typed is lost": async (
    { browser, program, date },
  ) => {
    await using guest = await visit(browser, { address: program.address, scripts: false });
    const { page } = guest;
    await page.goto(`/calendar/ada/coffee?tz=UTC&slot=${date}T12:00:00Z`);
    await fill(page, "   ", "someone@nowhere", "Kept as it was typed.");
    await page.click("button[name=slot]");
    await assertCount(page.locator("[aria-invalid=true]"), 2);
    assert.equal(await page.inputValue("#email"), "someone@nowhere");
    assert.equal(await page.inputValue("#note"), "Kept as it was typed.");
  },

  "a time that was taken meanwhile: the nearest others, the form kept, one press": async (
    { browser, program, date },
  ) => {
    for (const scripts of [true, false]) {
      const slot = `${date}T${scripts ? "13" : "14"}:00:00Z`;
      // As long as news from the server has not reached the page: the refusal must keep the form too.
      const where = `/calendar/ada/coffee?tz=UTC&hours=24&still&slot=${slot}`;
      await using slow = await visit(browser, { address: program.address, scripts });
      await slow.page.goto(where);
      await fill(slow.page, "The Slow One");
      await using quick = await visit(browser, { address: program.address, scripts: false });
      await quick.page.goto(where);
      await fill(quick.page, "The Quick One");
      await quick.page.click("button[name=slot]");
      await quick.page.waitForURL(/\/booking\//);

      await slow.page.click("button[name=slot]");
      await slow.page.waitForSelector(".notice:focus >> text=no longer available");
      assert.equal(await slow.page.inputValue("#name"), "The Slow One");
      const others = slow.page.locator("button[name=slot]");
      await assertCount(others, { atLeast: 2 });
      if (scripts) await assertClean(slow);
      await slow.page.press("#name", "Enter");
      assert.match(slow.page.url(), /\/calendar\//, "Enter takes no time that was not chosen");
      await others.first().click();
      await slow.page.waitForURL(/\/booking\//);
      assert.match(await slow.page.innerText("article"), /Your booking is confirmed/);
    }
  },

  "going back and sending again leads to the same booking": async ({ browser, program, date }) => {
    for (const scripts of [true, false]) {
      await using guest = await visit(browser, { address: program.address, scripts });
      const { page } = guest;
      await page.goto(`/calendar/ada/coffee?tz=UTC&hours=24&date=${date}`);
      await page.click(`[data-slot="${date}T${scripts ? "15:00" : "15:30"}:00Z"]`);
      await page.waitForSelector("#email");
      await fill(page, "Twice");
      await page.click("button[name=slot]");
      await page.waitForURL(/\/booking\//);
      const first = page.url();
      await page.goBack();
      await page.waitForSelector("#email");
      await fill(page, "Twice");
      await page.click("button[name=slot]");
      await page.waitForURL(/\/booking\//);
      assert.equal(page.url(), first);
    }
  },

  "with the keyboard alone": async ({ browser, program, date }) => {
    await using guest = await visit(browser, { address: program.address, zone: "Europe/Berlin" });
    const { page } = guest;
    await page.goto(`/calendar/ada/coffee?date=${date}`);
    await tabTo(page, `[data-date="${date}"]`);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowLeft");
    assert.ok(
      await page.evaluate((day) => document.activeElement?.matches(`[data-date="${day}"]`), date),
    );
    await page.keyboard.press("Enter");
    await tabTo(page, `[data-slot="${date}T08:00:00Z"]`);
    await page.keyboard.press("Enter");
    await page.waitForSelector("#name");
    await tabTo(page, "#name");
    await page.keyboard.type("Key Board");
    await page.keyboard.press("Tab");
    await page.keyboard.type("keys@example.com");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/booking\//);
    await page.waitForSelector("[data-state=confirmed]");
  },

  "an open page learns the decision by itself, and the second click finds it made": async (
    { browser, program, town },
  ) => {
    await using guest = await visit(browser, { address: program.address });
    await guest.page.goto(town.guest.pending);
    await guest.page.waitForSelector("[data-state=pending]");
    for (const end of ["confirm", "reject"]) {
      const answer = await guest.page.request.get(`${town.guest.pending}/${end}`);
      assert.equal(answer.status(), 404, "a guest's link decides nothing");
    }

    const size = { width: 390, height: 664 };
    await using host = await visit(browser, { address: program.address, scripts: false });
    await host.page.setViewportSize(size);
    await host.page.goto(`${town.host.pending}/confirm`);
    for (const name of ["Confirm", "Decline instead"]) {
      const box = await host.page.getByText(name, { exact: true }).boundingBox();
      assert(box && box.y + box.height <= size.height, `${name} is in view without scrolling`);
    }
    await host.page.fill("#message", "See you there.");
    await host.page.click("article button");
    await host.page.waitForSelector("text=Booking confirmed");
    await guest.page.waitForSelector("[data-state=confirmed]");
    assert.match(await guest.page.innerText("article"), /See you there\./);
    await assertClean(guest);

    for (const end of ["confirm", "reject"]) {
      await host.page.goto(`${town.host.pending}/${end}`);
      assert.match(await host.page.innerText("h1"), /already confirmed/);
      await assertCount(host.page.locator("article button"), 0);
    }
  },
};

async function fill(page: Page, name: string, email = "grace@example.com", note = "") {
  await page.fill("#name", name);
  await page.fill("#email", email);
  if (note) await page.fill("#note", note);
}

/** Presses Tab until the focus is there, as a person would. */
async function tabTo(page: Page, selector: string) {
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  assert.fail(`Tab never reaches ${selector}`);
}

Deno.test(
  "the picker shows eight times at 1280 by 800, and the first one on a phone's first screen",
  requires("chromium"),
  async () => {
    await using browser = await openBrowser();
    await using program = await startWithHost();
    const wholeDay = weekdayAfter(dateAt(Date.now(), program.host.zone), 2);
    /** How many times are wholly on the screen, and in a list that scrolls. */
    const timesSeen = (page: Page) =>
      page.evaluate(() => {
        const list = document.querySelector("[data-times]")!.getBoundingClientRect();
        const end = Math.min(innerHeight, list.bottom);
        return [...document.querySelectorAll("[data-slot]")].filter((each) =>
          each.getBoundingClientRect().bottom <= end
        ).length;
      });
    for (const [width, height, least] of [[1280, 800, 8], [390, 844, 3]] as const) {
      await using guest = await visit(browser, { address: program.address, width });
      await guest.page.setViewportSize({ width, height });
      // Of today some times may be over.
      await guest.page.goto(`/calendar/ada/intro-call?date=${wholeDay}`);
      await guest.page.waitForURL(/tz=/);
      await guest.page.waitForSelector("[data-picker]:not([data-asking])");
      const seen = await timesSeen(guest.page);
      assert(seen >= least, `${seen} times at ${width} by ${height}`);
    }
  },
);
