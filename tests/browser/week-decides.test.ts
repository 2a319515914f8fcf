/** Requests are decided and meetings moved in the week, which is left by none of it: by mouse, touch and keyboard. */
import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { addDays } from "$lib/scheduling/day.ts";
import { assertClean, assertCount, visit, watchStream } from "../support/browser.ts";
import { agreedMeeting } from "../support/busy-week.ts";
import { hydrated } from "../support/hydration.ts";
import { requires } from "../support/required-programs.ts";
import { connectCalendar } from "../support/stub-calendar.ts";
import { ask } from "../support/town.ts";
import { drag, dragFinger, hourOf, lift, rest } from "../support/week-hands.ts";
import { type EmptyWeek, enterWeek, takeSteps, type WeekStage } from "../support/week-stage.ts";

Deno.test("the week decides and moves, and is not left", requires("chromium"), async (t) => {
  await takeSteps(t, fill, steps);
});

async function fill({ app, host, monday, at }: EmptyWeek): Promise<void> {
  await agreedMeeting(app, host, monday, 10, "Radia Perlman");
  await agreedMeeting(app, host, addDays(monday, 2), 10, "Barbara Liskov");
  const guests = ["Mary Shaw", "Annie Easley", "Grace Hopper", "Lynn Conway"];
  for (const [n, name] of guests.entries()) {
    await ask(app, { start: at(1, 10 + n), guest: { name, email: `guest${n}@example.com` } });
  }
  await connectCalendar(app, host, [{ start: at(3, 12), end: at(3, 13), title: "Dentist" }]);
}

const steps: Record<string, (stage: WeekStage) => Promise<void>> = {
  "by mouse: the card has the facts, says what is in doubt, and confirms": async (stage) => {
    await using host = await enterWeek(stage);
    const { page } = host;
    await assertTimesShown(page);
    const isSamePage = await watchStream(page);
    await block(page, "Mary Shaw").click();
    const card = page.getByRole("dialog", { name: "Mary Shaw" });
    assert.match(
      await card.innerText(),
      /Pending[^]*10:00–10:30[^]*Intro call[^]*Answer by/,
    );
    await card.getByRole("link", { name: "Propose other times" }).waitFor();
    await assertClean(host);
    await card.getByRole("button", { name: "Confirm" }).click();
    await card.getByRole("alert").getByText("These calendars couldn’t be checked").waitFor();
    assert.match(await focused(page), /Mary Shaw/);
    await card.getByRole("button", { name: "Confirm anyway" }).click();
    await page.getByRole("status").getByText(/^Confirmed: Mary Shaw/).waitFor();
    await page.locator(".item.confirmed", { hasText: "Mary Shaw" }).waitFor();
    await assertCount(card, 0);
    assert.match(await focused(page), /Mary Shaw/);
    await block(page, "Mary Shaw").click();
    await card.getByText("Confirmed").waitFor();
    await assertCount(card.getByRole("button", { name: "Confirm" }), 0);
    await page.getByRole("heading", { level: 1 }).click();
    await assertCount(card, 0);
    assertInWeek(page, stage);
    await isSamePage();
  },

  "by mouse: a drop is asked about, and nothing is written before Move": async (stage) => {
    await using host = await enterWeek(stage);
    const { page } = host;
    const friday = addDays(stage.monday, 4);
    await drag(page, block(page, "Radia Perlman"), friday, 3.5);
    const card = page.getByRole("dialog", {
      name: /^Move to Fri.*13:30\? Radia Perlman can see it on the booking page\.$/,
    });
    await card.getByText(/^For Radia Perlman: Fri.*:30.*New York/).waitFor();
    await assertCount(card.getByText("Outside your open hours."), 0);
    await card.getByRole("button", { name: "Keep" }).click();
    await assertCount(card, 0);
    await page.reload();
    assert.match(await day(page, stage.monday).innerText(), /Radia Perlman\s+10:00–10:30/);
    await hydrated(page);
    await drag(page, block(page, "Radia Perlman"), friday, 3.5);
    await card.getByRole("button", { name: "Move" }).click();
    await page.getByRole("status").getByText(/^Rescheduled: Radia Perlman, now .*13:30/).waitFor();
    assert.match(await day(page, friday).innerText(), /Radia Perlman\s+13:30–14:00/);
    assert.match(await focused(page), /Radia Perlman/);
    assertInWeek(page, stage);
    await assertClean(host);
  },

  "a time that is not free is refused in the card, where one may know better": async (stage) => {
    await using host = await enterWeek(stage);
    const { page } = host;
    const card = page.getByRole("dialog", { name: /^Move to / });
    await drag(page, block(page, "Radia Perlman"), addDays(stage.monday, 2), -3.5);
    await card.getByRole("button", { name: "Move" }).click();
    await card.getByRole("alert").getByText(/not available|no longer|taken|not free/i).waitFor();
    await assertClean(host);
    assert.match(await block(page, "Radia Perlman").innerText(), /13:30/);
    await card.getByRole("button", { name: "Keep" }).click();
    await assertCount(card, 0);
    await drag(page, block(page, "Radia Perlman"), addDays(stage.monday, 3), -1);
    await card.getByRole("button", { name: "Move" }).click();
    await card.getByText("Your calendar has another event at this time.").waitFor();
    await card.getByRole("button", { name: "Reschedule anyway" }).click();
    await page.getByRole("status").getByText(/^Rescheduled: Radia Perlman, now .*12:30/).waitFor();
    assertInWeek(page, stage);
  },

  "by keys: Enter opens, Escape goes back, a request is declined, a meeting moved": async (
    stage,
  ) => {
    await using host = await enterWeek(stage);
    const { page } = host;
    const card = page.getByRole("dialog");
    await block(page, "Annie Easley").focus();
    for (const key of ["Enter", "Space"]) {
      await page.keyboard.press(key);
      await card.waitFor();
      assert.match(await focused(page), /Annie Easley/);
      await page.keyboard.press("Escape");
      await assertCount(card, 0);
      assert.equal(
        await block(page, "Annie Easley").evaluate((a) => a === document.activeElement),
        true,
      );
    }
    await page.keyboard.press("Enter");
    await card.waitFor();
    await tabTo(page, "Decline");
    await page.keyboard.press("Enter");
    await page.getByRole("status").getByText(/^Declined: Annie Easley/).waitFor();
    await assertCount(block(page, "Annie Easley"), 0);
    assert.match(await focused(page), /Tue/);
    await block(page, "Barbara Liskov").focus();
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: /^Move to Wed.*10:30\? Barbara/ }).waitFor();
    assert.equal(await focused(page), "Move");
    await page.keyboard.press("Enter");
    await page.getByRole("status").getByText(/^Rescheduled: Barbara Liskov, now .*10:30/).waitFor();
    assert.match(await focused(page), /Barbara Liskov\s*10:30/);
    const keys = page.getByText("Arrow keys move between bookings");
    await keys.waitFor({ state: "hidden" });
    await page.keyboard.press("Shift");
    await assertCount(page.getByText(/^Rescheduled/), 0);
    await keys.waitFor();
    await assertClean(host);
    await page.keyboard.press("ArrowUp");
    await keys.waitFor({ state: "hidden" });
    assertInWeek(page, stage);
  },

  "a move that is left keeps no key and no focus for itself": async (stage) => {
    await using host = await enterWeek(stage);
    const { page } = host;
    const card = page.getByRole("dialog");
    const moveByKeys = async (guest: string) => {
      await block(page, guest).focus();
      await page.keyboard.press("Shift+ArrowDown");
      await page.locator(".ghost").waitFor();
    };
    const [meeting, other] = ["Barbara Liskov", "Lynn Conway"];
    await block(page, other).click();
    await card.waitFor();
    await page.keyboard.press("Escape");
    await assertCount(card, 0);
    await moveByKeys(meeting);
    for (let days = 0; days < 3; days++) await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.down("Enter");
    await card.getByText("Outside your open hours.").waitFor();
    await page.keyboard.down("Enter");
    await page.keyboard.up("Enter");
    await page.keyboard.press("Escape");
    await assertCount(card, 0);
    assert.match(await focused(page), /Barbara Liskov\s*10:30/);
    await moveByKeys(meeting);
    await block(page, other).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: other }).waitFor();
    await page.keyboard.press("Escape");
    await assertCount(card, 0);
    const { x, y } = (await block(page, meeting).boundingBox())!;
    await page.mouse.move(x + 20, y + 5);
    await page.mouse.down();
    await page.mouse.move(x + 20, y + 60);
    await page.evaluate(() => dispatchEvent(new PointerEvent("pointerup", { pointerId: 99 })));
    await assertCount(page.locator(".ghost"), 1);
    await page.mouse.move(x + 20, 5);
    await page.mouse.up();
    await assertCount(page.locator(".ghost"), 0);
    await block(page, meeting).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: meeting }).waitFor();
    assert.deepEqual(host.problems, []);
  },

  "by touch: a tap opens, Confirm decides, a meeting that is held moves": async (stage) => {
    await using host = await enterWeek(
      stage,
      { width: 390, hasTouch: true },
      `?date=${addDays(stage.monday, 1)}`,
    );
    const { page, context } = host;
    const card = page.getByRole("dialog");
    await block(page, "Grace Hopper").tap();
    await card.waitFor();
    await assertClean(host);
    await card.getByRole("button", { name: "Confirm" }).tap();
    await card.getByRole("button", { name: "Confirm anyway" }).tap();
    await page.getByRole("status").getByText(/^Confirmed: Grace Hopper/).waitFor();
    await assertCount(card, 0);
    const finger = await context.newCDPSession(page);
    const at = page.locator(".item.confirmed", { hasText: "Mary Shaw" });
    const hand = { page, finger, at };
    const from = await rest(hand);
    await dragFinger(hand, from, { x: from.x, y: from.y - await hourOf(page) });
    await lift(hand);
    await page.getByRole("dialog", { name: /^Move to Tue.*9:00\? Mary Shaw/ }).waitFor();
    await card.getByRole("button", { name: "Move" }).tap();
    await page.getByRole("status").getByText(/^Rescheduled: Mary Shaw, now .*9:00/).waitFor();
    assertInWeek(page, stage);
    assert.deepEqual(host.problems, []);
  },

  "a request that comes is there, and the card stays open with the focus in it": async (stage) => {
    await using host = await enterWeek(stage);
    const { page } = host;
    await block(page, "Lynn Conway").click();
    const card = page.getByRole("dialog", { name: "Lynn Conway" });
    await card.getByText("Add a message for Lynn Conway").click();
    await card.getByRole("textbox").fill("Please bring the plans.");
    await using guest = await visit(stage.browser, { address: stage.address });
    const slot = `${addDays(stage.monday, 2)}T13:00:00Z`;
    await guest.page.goto(`/calendar/ada/intro-call?tz=UTC&hours=24&minutes=30&slot=${slot}`);
    await guest.page.fill("#name", "Jean Sammet");
    await guest.page.fill("#email", "jean@example.com");
    await guest.page.click("form[data-once] button[name=slot]");
    await page.locator(".item.requested", { hasText: "Jean Sammet" }).waitFor();
    assert.equal(await card.getByRole("textbox").inputValue(), "Please bring the plans.");
    assert.equal(
      await focused(page),
      await card.getByRole("textbox").evaluate((at) => at.textContent),
    );
    assert.deepEqual(host.problems, []);
  },
  "a date leads to its week, with the year in the title, without scripts too": async (stage) => {
    for (const scripts of [true, false]) {
      await using host = await enterWeek(stage, { scripts }, "");
      const { page } = host;
      await page.getByLabel("Go to date", { exact: true }).fill("2027-03-04");
      await page.getByRole("button", { name: "Go", exact: true }).click();
      await page.getByRole("heading", { name: /^1\s?–\s?7 Mar 2027$/ }).waitFor();
      assert.deepEqual(host.problems, []);
    }
  },
};

/** Name and start of half an hour stand in its block, and nothing of them is cut. */
async function assertTimesShown(page: Page): Promise<void> {
  const block = page.locator("[data-item]", { hasText: "Barbara Liskov" });
  const box = (await block.boundingBox())!;
  assert(box.height < 30, `${box.height} px`);
  for (const part of await block.locator(".title, .numbers").all()) {
    const { y, height } = (await part.boundingBox())!;
    assert(y >= box.y && y + height <= box.y + box.height + 0.5, await part.innerText());
  }
}

function block(page: Page, guest: string): Locator {
  return page.locator("[data-item]", { hasText: guest });
}

function day(page: Page, date: string): Locator {
  return page.locator(`#day-${date} .confirmed`);
}

function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent ?? "");
}

async function tabTo(page: Page, button: string): Promise<void> {
  for (let presses = 0; presses < 12; presses++) {
    await page.keyboard.press("Tab");
    if ((await focused(page)).trim() === button) return;
  }
  assert.fail(`no ${button} in reach of Tab`);
}

function assertInWeek(page: Page, { monday }: WeekStage): void {
  const { pathname, searchParams } = new URL(page.url());
  assert.equal(pathname, "/dashboard/calendar");
  assert.match(searchParams.get("date")!, new RegExp(`${monday}|${addDays(monday, 1)}`));
}
