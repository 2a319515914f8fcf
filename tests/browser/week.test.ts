import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { addDays, startOfDay, weekdayOf } from "$lib/scheduling/day.ts";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import { assertClean, assertCount } from "../support/browser.ts";
import { agreedMeeting, nextChange } from "../support/busy-week.ts";
import { requires } from "../support/required-programs.ts";
import { connectCalendar } from "../support/stub-calendar.ts";
import { ask } from "../support/town.ts";
import { until } from "../support/until.ts";
import { drag } from "../support/week-hands.ts";
import { type EmptyWeek, enterWeek, takeSteps, type WeekStage } from "../support/week-stage.ts";

Deno.test("the week of a host in a browser", requires("chromium"), async (t) => {
  await takeSteps(t, fill, steps);
});

type Stage = WeekStage & Awaited<ReturnType<typeof fill>>;

/** A meeting on Tuesday at ten and on Wednesday at eleven, a request on Tuesday at two; and meetings on the Friday before the clock is set forward and back. */
async function fill({ app, host, monday, at }: EmptyWeek) {
  const tuesday = await agreedMeeting(app, host, addDays(monday, 1), 10);
  await agreedMeeting(app, host, addDays(monday, 2), 11, "Barbara Liskov");
  await ask(app, { start: at(1, 14) });
  const changes = [];
  for (const which of ["forward", "back"] as const) {
    const date = nextChange(app.now(), host.zone, which);
    const meeting = await agreedMeeting(app, host, fridayBefore(date), 10);
    changes.push({ which, date, meeting });
  }
  const wednesday = at(2, 0);
  await connectCalendar(app, host, [
    { start: wednesday - 36 * HOUR, end: wednesday - 34.5 * HOUR },
    { start: wednesday + 22 * HOUR, end: wednesday + 25 * HOUR },
    { start: wednesday + 2 * DAY, end: wednesday + 72 * HOUR },
  ]);
  return { tuesday, changes };
}

const steps: Record<string, (stage: Stage) => Promise<void>> = {
  "shows bookings, requests with their deadline and busy time; a card leads to a booking": async (
    stage,
  ) => {
    await using host = await enterWeek(stage);
    const { page } = host;
    const tuesday = page.locator(`#day-${addDays(stage.monday, 1)}`);
    assert.match(await tuesday.locator(".confirmed").innerText(), /Radia Perlman\s+10:00–10:30/);
    const request = tuesday.locator(".requested");
    await page.getByRole("link", { name: /^Grace Hopper 14:00–14:30 .*Answer by/ }).waitFor();
    assert.equal(await request.evaluate((at) => getComputedStyle(at).borderTopStyle), "dashed");
    assert.match(await day(page, stage, 2).locator(".banner").innerText(), /1 busy time outside/);
    assert.match(await day(page, stage, 0).locator(".item.busy").innerText(), /Busy\s+12:00–13:30/);
    assert.match(await day(page, stage, 4).locator(".banner").innerText(), /Busy · Work/);
    await assertClean(host);
    await page.getByRole("link", { name: "Show all 24 hours" }).click();
    await page.waitForURL(/hours=all/);
    assert.match(await day(page, stage, 2).locator(".item.busy").innerText(), /Busy\s+from 22:00/);
    assert.match(await day(page, stage, 3).locator(".item.busy").innerText(), /Busy\s+until 01:00/);
    await tuesday.locator(".confirmed").click();
    await page.getByRole("dialog").getByRole("link", { name: "Open booking" }).click();
    await page.waitForURL(`/dashboard/bookings/${stage.tuesday.id}`);
  },

  "a drag changes nothing before it is confirmed": async (stage) => {
    await using host = await enterWeek(stage);
    const { page } = host;
    await drag(page, day(page, stage, 1).locator(".confirmed"), addDays(stage.monday, 3), 2.25);
    await page.waitForURL(/calendar\?.*to=/);
    const to = startOfDay(addDays(stage.monday, 3), "Europe/Berlin") + 12.25 * HOUR;
    assert.equal(new URL(page.url()).searchParams.get("to"), new Date(to).toISOString());
    const card = page.getByRole("dialog", {
      name: /^Move to .*12:15\? Radia Perlman can see it on the booking page\.$/,
    });
    await card.getByText(/12:15–12:45 \(/).waitFor();
    await page.locator(".ghost").waitFor();
    await assertClean(host);
    await page.goto(`/dashboard/calendar?date=${stage.monday}`);
    assert.match(await day(page, stage, 1).locator(".confirmed").innerText(), /10:00–10:30/);
    await page.goBack();
    await card.getByRole("button", { name: "Move" }).click();
    await page.getByText(/^Rescheduled: Radia Perlman, now .*12:15–12:45/).waitFor();
    assert.match(await day(page, stage, 3).locator(".confirmed").innerText(), /12:15–12:45/);
  },

  "arrow keys move the focus, with Shift a meeting, and Enter asks": async (stage) => {
    await using host = await enterWeek(stage);
    const { page } = host;
    const focus = () => page.evaluate(() => document.activeElement?.textContent ?? "");
    await page.locator(`[data-heading="${stage.monday}"]`).focus();
    await page.keyboard.press("ArrowRight");
    assert.match(await focus(), /Tue/);
    await page.keyboard.press("ArrowDown");
    assert.match(await focus(), /Grace Hopper/);
    await page.keyboard.press("ArrowRight");
    assert.match(await focus(), /Barbara Liskov/);
    await page.keyboard.press("ArrowRight");
    assert.match(await focus(), /Radia Perlman/);
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Shift+ArrowUp");
    const friday = startOfDay(addDays(stage.monday, 4), "Europe/Berlin");
    await page.getByText(/Friday.*12:00–12:30.*Enter asks before it moves/).waitFor({
      state: "attached",
    });
    await page.keyboard.press("Escape");
    await assertCount(page.locator(".ghost"), 0);
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Enter");
    await page.waitForURL(/calendar\?.*to=/);
    const to = new Date(friday + 12.25 * HOUR).toISOString();
    assert.equal(new URL(page.url()).searchParams.get("to"), to);
  },

  "where the clock changes, a drag means the hour it shows, also the one that comes twice": async (
    stage,
  ) => {
    for (const { which, date, meeting } of stage.changes) {
      await using host = await enterWeek(stage, {}, `?date=${date}&hours=all`);
      const { page } = host;
      const labels = await page.locator(".week .hours .place").allInnerTexts();
      const twos = labels.filter((label) => label === "02:00").length;
      assert.equal(twos, which === "back" ? 2 : 1);
      const friday = page.locator(`#day-${fridayBefore(date)} .confirmed`);
      await friday.scrollIntoViewIfNeeded();
      // From ten to the repeated half past two, which is 6.5 hours of the ruler above; forward to half past three.
      const hours = which === "back" ? 3.5 - 11 : 3.5 - 10;
      await drag(page, friday, date, hours);
      await page.waitForURL(/calendar\?.*to=/);
      const to = Date.parse(new URL(page.url()).searchParams.get("to")!);
      const expected = startOfDay(date, "Europe/Berlin") + (which === "back" ? 3.5 : 2.5) * HOUR;
      assert.equal(new Date(to).toISOString(), new Date(expected).toISOString(), which);
      assert.match(page.url(), new RegExp(meeting.id));
      const shown = which === "back" ? /02:30–03:00 \(.*GMT\+1\)/ : /03:30–04:00 \(.*GMT\+2\)/;
      assert.match(await page.getByRole("dialog").innerText(), shown);
    }
  },

  "a phone shows one day, the next by a swipe": async (stage) => {
    await using host = await enterWeek(stage, { width: 390 }, `?date=${addDays(stage.monday, 2)}`);
    const { page } = host;
    const first = () =>
      page.evaluate(() => {
        const week = document.querySelector(".week")!.getBoundingClientRect();
        return [...document.querySelectorAll(".day")].find((day) =>
          day.getBoundingClientRect().left >= week.left + 40
        )?.id;
      });
    await page.waitForFunction(() => document.querySelector(".week")!.scrollLeft > 0);
    assert.equal(await first(), `day-${addDays(stage.monday, 2)}`);
    await page.locator(".week").evaluate((week) => week.scrollBy({ left: 200 }));
    const next = `day-${addDays(stage.monday, 3)}`;
    await until("the next day", async () => await first() === next);
    await assertClean(host);
  },

  "without scripts it is a table, with links to other weeks": async (stage) => {
    await using host = await enterWeek(stage, { scripts: false, width: 390 });
    const { page } = host;
    const table = page.locator("table.table");
    assert.match(await table.innerText(), /Barbara Liskov[^]*11:00|11:00[^]*Barbara Liskov/);
    assert.match(await table.innerText(), /Answer by/);
    await page.locator(".week").waitFor({ state: "hidden" });
    await page.getByRole("link", { name: "Next week" }).click();
    await page.waitForURL(new RegExp(addDays(stage.monday, 7)));
    await page.getByText("Nothing is booked this week.").waitFor();
    assert.deepEqual(host.problems, []);
  },
};

function day(page: Page, { monday }: Stage, n: number) {
  return page.locator(`#day-${addDays(monday, n)}`);
}

function fridayBefore(date: string): string {
  return addDays(date, 5 - weekdayOf(date));
}
