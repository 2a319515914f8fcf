import assert from "node:assert/strict";
import * as sessions from "$lib/server/auth/sessions.ts";
import { addDays, dateAt, startOfDay, wallClockInstant } from "$lib/scheduling/day.ts";
import { DAY } from "$lib/scheduling/durations.ts";
import { isoInstant } from "$lib/server/views/picker/picker-query.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import { assertClean, type BrowserVisit, openBrowser, visit } from "../support/browser.ts";
import { startWithHost } from "../support/running-program.ts";
import { requires } from "../support/required-programs.ts";
import { addEventType, bookingRequest } from "../support/town.ts";

const zone = "Europe/Berlin";

/** The next Sunday on which the clocks change, at least two weeks away. */
function clockChange(now: number): string {
  let date = addDays(dateAt(now, zone), 16);
  const length = (day: string) => startOfDay(addDays(day, 1), zone) - startOfDay(day, zone);
  while (length(date) === DAY) date = addDays(date, 1);
  return date;
}

Deno.test(
  "a series over a clock change on a phone: the free dates, decided on at once, moved and cancelled",
  requires("chromium"),
  async (t) => {
    let session = "", change = "";
    const ten = (date: string) => wallClockInstant(date, 10 * 60, zone, "start");
    await using program = await startWithHost({}, async (app, host) => {
      change = clockChange(app.now());
      const type = { slug: "lesson", title: "Lesson", seriesDates: 6, bookingWindowDays: 365 };
      await addEventType(app, host, { ...type, decision: "approval" });
      await addEventType(app, host, { ...type, slug: "walk", title: "Walk", decision: "instant" });
      // Of the four Mondays from two weeks before the change on, the second is taken.
      const taken = bookingRequest({ slug: "lesson", start: ten(addDays(change, -6)) });
      assert((await bookings.request(app, taken)).ok);
      session = (await sessions.start(app, host.id, "console", { agent: "", before: null })).secret;
    });
    await using browser = await openBrowser();

    const enter = async (isHost = false): Promise<BrowserVisit> => {
      const who = isHost ? { session } : {};
      const one = await visit(browser, { address: program.address, width: 390, ...who });
      one.page.setDefaultTimeout(20_000);
      return one;
    };
    const fits = (one: BrowserVisit) =>
      one.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    const states = (one: BrowserVisit) => one.page.locator("#series li").allInnerTexts();
    const monday = addDays(change, -13);
    const form = (slug: string) =>
      `/calendar/ada/${slug}?tz=${zone}&slot=${isoInstant(ten(monday))}`;
    const fillIn = async ({ page }: BrowserVisit) => {
      await page.locator("#name").fill("Grace Hopper");
      await page.locator("#email").fill("grace@example.com");
      await page.locator("#repeat").selectOption("weekly");
      await page.locator("#dates").selectOption("4");
    };
    let lesson = "";

    await t.step("one date is taken, and the guest asks for the others", async () => {
      await using grace = await enter();
      const { page } = grace;
      await page.goto(form("lesson"));
      const shown = page.getByRole("button", { name: "Show dates" });
      // What belongs to repeating is shown with it.
      await shown.waitFor({ state: "hidden" });
      await fillIn(grace);
      await shown.click();
      await page.getByText("Not available").waitFor();
      const dates = await page.locator("#series-dates li").allInnerTexts();
      assert.equal(dates.length, 4);
      assert(dates.every((date) => /10:00/.test(date)), dates.join());
      assert(await page.getByLabel("Book only the available dates").isChecked());
      assert(await fits(grace));
      await assertClean(grace);
      await page.getByRole("button", { name: "Send request" }).click();
      await page.getByRole("heading", { name: "Booked together" }).waitFor();
      lesson = new URL(page.url()).pathname;
      const booked = await states(grace);
      assert.equal(booked.length, 3);
      assert(booked.every((date) => /10:00/.test(date)), booked.join());
      const token = lesson.split("/").at(-1);
      await page.goto(`/widget/ada/lesson/${token}`);
      await page.getByRole("heading", { name: "Booked together" }).waitFor();
      assert.equal((await states(grace)).length, 3);
    });

    await t.step("the host confirms all of them", async () => {
      await using ada = await enter(true);
      const { page } = ada;
      await page.goto("/dashboard");
      await page.getByText("Grace Hopper").first().waitFor();
      const path = await page.locator('a[href^="/dashboard/bookings/"]').filter({
        hasText: "Grace Hopper",
      }).last().getAttribute("href");
      await page.goto(path!);
      await page.getByRole("link", { name: "Decide on all open dates" }).click();
      await page.getByLabel("All 3 open dates").check();
      await page.getByRole("button", { name: "Confirm" }).first().click();
      await page.waitForURL(/done/);
      await page.goto(path!);
      const shown = await states(ada);
      assert(shown.every((date) => /Confirmed/.test(date)), shown.join());
    });

    await t.step(
      "the guest asks for another time for one, and cancels the later ones",
      async () => {
        await using grace = await enter();
        const { page } = grace;
        await page.goto(lesson);
        const dates = page.locator("#series li a");
        await dates.first().click();
        await page.getByRole("link", { name: "Reschedule" }).click();
        const slot = isoInstant(ten(addDays(change, 2)));
        await page.goto(`${new URL(page.url()).pathname}?tz=${zone}&slot=${slot}`);
        assert(await page.getByLabel("Only this date").isChecked());
        await page.getByRole("button", { name: "Request this time" }).click();
        await page.locator("#series").waitFor();
        assert.match((await states(grace)).join(), /→/);
        await page.goto(`${new URL(page.url()).pathname}/cancel`);
        await page.getByLabel("This and 1 later date").check();
        await page.getByRole("button", { name: "Cancel booking" }).click();
        await page.locator("#series").waitFor();
        const left = await states(grace);
        assert.equal(left.filter((date) => /Cancelled/.test(date)).length, 2, left.join());
        assert.equal(left.filter((date) => /Confirmed/.test(date)).length, 1, left.join());
      },
    );

    await t.step(
      "one that was booked in a widget moves by a week, each date onto the next one’s",
      async () => {
        await using grace = await enter();
        const { page } = grace;
        const start = addDays(change, -11);
        await page.goto(`/widget/ada/walk?tz=${zone}&slot=${isoInstant(ten(start))}`);
        await fillIn(grace);
        await page.getByRole("button", { name: /^Book|^Confirm/ }).click();
        await page.getByRole("heading", { name: "Booked together" }).waitFor();
        const path = `/booking/${new URL(page.url()).pathname.split("/").at(-1)}`;
        const before = await states(grace);
        const slot = isoInstant(ten(addDays(start, 7)));
        await page.goto(`${path}/reschedule?tz=${zone}&slot=${slot}`);
        await page.getByText("A later date of this series is at this time").waitFor();
        assert(await fits(grace));
        await assertClean(grace);
        await page.getByRole("button", { name: "Reschedule" }).click();
        await page.getByRole("heading", { name: "Booked together" }).waitFor();
        // The state stands beside the day, or below it once the styles are there.
        const day = (line: string) => /^.*?[AP]M/.exec(line)?.[0];
        const after = await states(grace);
        assert.deepEqual(after.slice(0, 3).map(day), before.slice(1).map(day));
      },
    );

    await t.step("the host books several dates for a guest", async () => {
      await using ada = await enter(true);
      const { page } = ada;
      await page.goto("/dashboard/book");
      await page.getByRole("link", { name: "Book for a guest: Walk" }).click();
      await page.goto(`${page.url()}?slot=${isoInstant(ten(addDays(change, -10)))}&tz=${zone}`);
      await fillIn(ada);
      await page.getByRole("button", { name: "Show dates" }).click();
      await page.locator("#series-dates").waitFor();
      assert.equal(await page.locator("#name").inputValue(), "Grace Hopper");
      assert(await fits(ada));
      await assertClean(ada);
      await page.getByRole("button", { name: "Book this time" }).click();
      await page.getByText("Booked. This site can’t send email").waitFor();
      assert.equal((await states(ada)).length, 4);
    });
  },
);
