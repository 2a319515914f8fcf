import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import type { Booking } from "$lib/scheduling/booking.ts";
import { addDays, startOfDay } from "$lib/scheduling/day.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import { assertClean, assertCount, openBrowser, visit } from "../support/browser.ts";
import { addMeetingType, agreedMeeting, mondayAhead } from "../support/busy-week.ts";
import { hydrated } from "../support/hydration.ts";
import { requires } from "../support/required-programs.ts";
import { startWithHost } from "../support/running-program.ts";
import { signedIn } from "../support/seeded-town.ts";
import { connectCalendar } from "../support/stub-calendar.ts";
import { dragFinger, hourOf, lift, middleOf, rest, type Touched } from "../support/week-hands.ts";

interface Stage extends Touched {
  tuesday: string;
  meeting: Booking;
}

const steps: Record<string, (stage: Stage) => Promise<void>> = {
  "a finger that rests takes the meeting, and its card asks": async (stage) => {
    const { page, tuesday, at } = stage;
    const { x, y } = await rest(stage);
    const scrolled = await page.evaluate(() => scrollY);
    await dragFinger(stage, { x, y }, { x, y: y + await hourOf(page) });
    assert.equal(await page.evaluate(() => scrollY), scrolled, "the page stays");
    await lift(stage);
    await page.waitForURL(/calendar\?.*to=/);
    const to = startOfDay(tuesday, "Europe/Berlin") + 11 * HOUR;
    assert.equal(new URL(page.url()).searchParams.get("to"), new Date(to).toISOString());
    const card = page.getByRole("dialog", {
      name: /^Move to .*11:00\? Radia Perlman can see it on the booking page\.$/,
    });
    await card.getByRole("button", { name: "Keep" }).tap();
    await card.waitFor({ state: "detached" });
    assert.match(await at.innerText(), /10:00–10:30/);
  },

  "a finger that moves at once scrolls": async (stage) => {
    const { page, finger, at } = stage;
    await page.evaluate(() => scrollTo(0, 0));
    const from = await middleOf(at);
    await finger.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [from] });
    await dragFinger(stage, from, { x: from.x, y: from.y - 200 });
    await lift(stage);
    await page.waitForFunction(() => scrollY > 100);
    await settled(page);
    await assertCount(page.locator(".ghost"), 0);
    assert.match(page.url(), /\/dashboard\/calendar/);
  },

  "let go outside of the week, or left with Escape, it stays as it is": async (stage) => {
    const { page } = stage;
    const from = await rest(stage);
    const top = (await page.locator(".week").boundingBox())!.y;
    await dragFinger(stage, from, { x: from.x, y: Math.max(top - 30, 80) });
    await lift(stage);
    await page.locator(".ghost").waitFor({ state: "detached" });
    await page.getByText("The time was left as it is.").waitFor({ state: "attached" });
    await rest(stage);
    await page.keyboard.press("Escape");
    await page.locator(".ghost").waitFor({ state: "detached" });
    await lift(stage);
    assert.match(page.url(), /\/dashboard\/calendar/);
  },

  "at the bottom the page scrolls, and the meeting stays below the finger": async (stage) => {
    const { page, at } = stage;
    const from = await rest(stage);
    const below = from.y - (await at.boundingBox())!.y;
    const scrolled = await page.evaluate(() => scrollY);
    await dragFinger(stage, from, { x: from.x, y: 820 });
    await page.waitForFunction((from) => scrollY > from + 40, scrolled);
    const off = await page.locator(".ghost").evaluate((ghost, top) => {
      const { bottom } = ghost.closest(".body")!.getBoundingClientRect();
      return ghost.getBoundingClientRect().top - Math.min(top, bottom - 30);
    }, 820 - below);
    assert(Math.abs(off) < 10, `${off} px`);
    await page.keyboard.press("Escape");
    await lift(stage);
  },

  "at the side of a phone the days turn": async (stage) => {
    const { page, tuesday } = stage;
    const from = await rest(stage);
    await dragFinger(stage, from, { x: 380, y: from.y });
    const wednesday = page.locator(`#day-${addDays(tuesday, 1)} .ghost`);
    await wednesday.waitFor();
    await dragFinger(stage, { x: 380, y: from.y }, { x: 200, y: from.y });
    await lift(stage);
    await page.waitForURL(/calendar\?.*to=/);
    const to = Date.parse(new URL(page.url()).searchParams.get("to")!);
    assert.ok(to >= startOfDay(addDays(tuesday, 1), "Europe/Berlin"));
    await page.getByRole("button", { name: "Keep" }).tap();
    await assertCount(page.getByRole("dialog"), 0);
  },

  "a day that was swiped to stays while the phone is turned and turned back": async (stage) => {
    const { page, tuesday } = stage;
    const friday = addDays(tuesday, 3);
    await page.locator(`a[href="#day-${friday}"]`).tap();
    await settled(page);
    assert.deepEqual(await shownDays(page), [friday]);
    await page.setViewportSize({ width: 844, height: 390 });
    await page.waitForFunction(() => {
      const week = document.querySelector(".week")!;
      return week.scrollWidth === week.clientWidth;
    });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.waitForFunction((id) => {
      const day = document.getElementById(id)!.getBoundingClientRect();
      const hours = document.querySelector(".hours")!.getBoundingClientRect();
      return Math.abs(day.left - hours.right) < 1;
    }, `day-${friday}`);
    assert.deepEqual(await shownDays(page), [friday]);
    await page.locator(`a[href="#day-${tuesday}"]`).tap();
    await settled(page);
  },

  "a tap opens the card, which leads to the booking": async ({ page, meeting, at }) => {
    await at.tap();
    await page.getByRole("dialog").getByRole("link", { name: "Open booking" }).tap();
    await page.waitForURL(`/dashboard/bookings/${meeting.id}`);
    await page.goBack();
  },
};

Deno.test("the week by touch, with the titles of a calendar", requires("chromium"), async (t) => {
  await using browser = await openBrowser();
  let session = "", monday = "", meeting = {} as Booking;
  await using program = await startWithHost({}, async (app, host) => {
    await addMeetingType(app, host);
    monday = mondayAhead(app.now(), host.zone);
    meeting = await agreedMeeting(app, host, addDays(monday, 1), 10);
    const noon = startOfDay(addDays(monday, 1), host.zone) + 12 * HOUR;
    await connectCalendar(app, host, [
      { start: noon, end: noon + HOUR, title: "Zahnarzt <Dr. Weiß>" },
      { start: noon + 2 * HOUR, end: noon + 3 * HOUR, title: null },
    ]);
    session = await signedIn(app, host);
  });
  await using host = await enter(browser, program.address, session);
  const { page } = host;
  const tuesday = addDays(monday, 1);
  await page.goto(`/dashboard/calendar?date=${tuesday}`);
  await hydrated(page);
  const finger = await host.context.newCDPSession(page);
  const at = page.locator(`#day-${tuesday} .confirmed`);

  await t.step("busy time has its title, a private one says that it is", async () => {
    const busy = await page.locator(`#day-${tuesday} .item.busy`).allInnerTexts();
    assert.match(busy[0]!, /^Zahnarzt <Dr\. Weiß>\s+12:00–13:00\s+Work/);
    assert.match(busy[1]!, /^Busy\s+14:00–15:00\s+Private · Work/);
    const first = page.locator(`#day-${tuesday} .item.busy`).first();
    assert.equal(await first.getAttribute("title"), "Zahnarzt <Dr. Weiß> · Work");
    await page.getByText("Touch and hold a meeting to move it.").waitFor();
    await assertClean(host);
  });
  for (const [name, act] of Object.entries(steps)) {
    await t.step(name, () => act({ page, finger, tuesday, meeting, at }));
  }
  assert.deepEqual(host.problems, []);
});

async function enter(browser: Browser, address: string, session: string) {
  return await visit(browser, { address, session, width: 390, hasTouch: true });
}

/** The page has come to rest: a finger that stops it in its course holds nothing. */
function settled(page: Page): Promise<void> {
  return page.evaluate(() =>
    new Promise<void>((rested) => {
      let last = "", frames = 0;
      const look = () => {
        const now = `${scrollY} ${document.querySelector(".week")?.scrollLeft}`;
        frames = now === last ? frames + 1 : 0;
        last = now;
        if (frames === 20) rested();
        else requestAnimationFrame(look);
      };
      look();
    })
  );
}

/** The days of which more than a pixel is beside the hours. */
function shownDays(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const week = document.querySelector(".week")!.getBoundingClientRect();
    const { right } = document.querySelector(".hours")!.getBoundingClientRect();
    return [...document.querySelectorAll(".week .day")].filter((day) => {
      const box = day.getBoundingClientRect();
      return box.right > right + 1 && box.left < week.right - 2;
    }).map(({ id }) => id.replace("day-", ""));
  });
}
