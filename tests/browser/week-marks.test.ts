/** What the week says at a glance: days with something in them, requests elsewhere, blocks that fit, busy time, and few stops of the Tab key. */
import assert from "node:assert/strict";
import { addDays } from "$lib/scheduling/day.ts";
import { assertClean, assertCount } from "../support/browser.ts";
import { agreedMeeting } from "../support/busy-week.ts";
import { requires } from "../support/required-programs.ts";
import { connectCalendar } from "../support/stub-calendar.ts";
import { ask } from "../support/town.ts";
import { type EmptyWeek, enterWeek, takeSteps, type WeekStage } from "../support/week-stage.ts";

Deno.test("the week at a glance", requires("chromium"), async (t) => {
  await takeSteps(t, fill, steps);
});

/** A meeting on its first day, a request on the second, and an hour at the dentist on the fourth. */
async function fill({ app, host, monday, at }: EmptyWeek): Promise<void> {
  await agreedMeeting(app, host, monday, 10);
  await ask(app, { start: at(1, 14) });
  await connectCalendar(app, host, [{ start: at(3, 12), end: at(3, 13), title: "Dentist" }]);
}

const steps: Record<string, (stage: WeekStage) => Promise<void>> = {
  "a phone marks the open day and the days that have something": async (stage) => {
    await using host = await enterWeek(stage, { width: 390 });
    const { page } = host;
    const strip = page.getByRole("navigation", { name: "Days of this week" });
    await strip.getByRole("link", { name: /^Monday.*, 1 booking$/ }).waitFor();
    const tuesday = strip.getByRole("link", { name: /^Tuesday.*, 1 request$/ });
    await assertCount(strip.locator("i"), 2);
    const open = strip.locator("[aria-current=true]");
    assert.equal(await open.getAttribute("href"), `#day-${stage.monday}`);
    await tuesday.click();
    await strip.locator("[aria-current=true]", { hasText: "Tue" }).waitFor();
    await assertClean(host);
    await page.emulateMedia({ forcedColors: "active" });
    const look = (link: string) =>
      strip.locator(link).first().evaluate((at) => getComputedStyle(at).backgroundColor);
    assert.notEqual(await look("[aria-current=true]"), await look("a:not([aria-current])"));
  },

  "requests of other weeks are said and linked": async (stage) => {
    await using host = await enterWeek(stage, {}, "");
    const { page } = host;
    await page.getByText("Nothing is booked this week.").waitFor();
    await page.getByRole("link", { name: "1 request in a later week" }).click();
    await page.locator(".item.requested").waitFor();
    await assertCount(page.getByRole("link", { name: /request in/ }), 0);
    await page.goto(`/dashboard/calendar?date=${addDays(stage.monday, 7)}`);
    await page.getByRole("link", { name: "1 request in an earlier week" }).waitFor();
  },

  "half an hour shows its name and time whole, and is named in full": async (stage) => {
    await using host = await enterWeek(stage);
    const { page } = host;
    await page.getByRole("link", {
      name: /^Grace Hopper 14:00–14:30 Intro call · Answer by .* · Request$/,
    })
      .waitFor();
    const block = page.locator(".item.requested");
    const box = (await block.boundingBox())!;
    const parts = await block.locator("span:not(.visually-hidden)").all();
    assert.equal(parts.length, 2);
    for (const part of parts) {
      const { y, height } = (await part.boundingBox())!;
      assert(y >= box.y && y + height <= box.y + box.height + 0.5, await part.innerText());
    }
  },

  "the first block is a few presses of Tab from the top; a request says what to do instead of moving":
    async (stage) => {
      await using host = await enterWeek(stage);
      const { page } = host;
      const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? "");
      let presses = 0;
      for (; presses < 4 && await focused() !== "To the week"; presses++) {
        await page.keyboard.press("Tab");
      }
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      assert.match(await focused(), /Radia Perlman/);
      assert(presses < 4, `${presses} presses`);
      // One stop: the next is behind the week, and back is where it was.
      await page.keyboard.press("ArrowRight");
      assert.match(await focused(), /Grace Hopper/);
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement?.closest(".week")), null);
      await page.keyboard.press("Shift+Tab");
      assert.match(await focused(), /Grace Hopper/);
      await page.keyboard.press("Shift+ArrowDown");
      await page.getByRole("status").getByText(/^Requests can’t be moved\. Use Enter/).waitFor({
        state: "attached",
      });
      await assertCount(page.locator(".ghost"), 0);
    },

  "busy time opens a card with its calendar, and nothing to change": async (stage) => {
    await using host = await enterWeek(stage);
    const { page } = host;
    const card = page.getByRole("dialog", { name: "Dentist" });
    const block = page.getByRole("button", { name: /Dentist/ });
    await block.click();
    assert.match(await card.innerText(), /Busy[^]*Thursday[^]*12:00–13:00[^]*Work/);
    await card.getByRole("link", { name: "View calendars" }).waitFor();
    await assertCount(card.getByRole("button"), 1);
    await assertClean(host);
    await page.keyboard.press("Escape");
    await assertCount(card, 0);
    await page.keyboard.press("Enter");
    await card.waitFor();
    await page.getByRole("heading", { level: 1 }).click();
    await assertCount(card, 0);
    await block.click();
    await card.waitFor();
    await page.locator("[data-movable]").focus();
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: /^Move to / }).waitFor();
    await page.keyboard.press("Escape");
    await assertCount(page.getByRole("dialog"), 0);
    await block.click();
    await card.waitFor();
    await page.getByRole("link", { name: "Next week" }).click();
    await page.getByText("Nothing is booked this week.").waitFor();
    await assertCount(card, 0);
  },

  "a month beside it leads to each week": async (stage) => {
    await using host = await enterWeek(stage, {}, "");
    const { page } = host;
    const month = page.getByRole("navigation", { name: "Month" });
    await assertCount(month.locator("[aria-current=date]"), 1);
    const box = (await month.boundingBox())!;
    const week = (await page.locator(".week").boundingBox())!;
    assert(box.y + box.height <= week.y, "it stands above the week");
    await page.goto(`/dashboard/calendar?date=${stage.monday}`);
    await month.locator("[aria-current=date]").or(month.locator("a[href]")).first().waitFor();
    const asked = month.getByRole("link", { name: /, Request$/ });
    await assertCount(asked, 1);
    await month.getByRole("link", { name: "Next month" }).click();
    await page.waitForURL(/date=....-..-01$/);
    await month.locator("tbody a").nth(20).click();
    await page.waitForURL(/date=....-..-(?!01)..$/);
    await assertClean(host);
  },

  "on paper there is a list with its dates and whose it is, and no buttons": async (
    stage,
  ) => {
    for (const scripts of [true, false]) {
      await using host = await enterWeek(stage, { theme: "dark", scripts });
      const { page } = host;
      await page.emulateMedia({ media: "print" });
      if (scripts) await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
      const paper = await page.locator("body").innerText();
      assert.match(paper, /Ada Beck · Times are in your time zone: Europe.Berlin/);
      const heading = await page.getByRole("heading", { level: 2 }).innerText();
      assert.match(heading, /\d{4}\b/);
      assert.match(
        paper,
        /10:00–10:30\s+Radia Perlman[^]*14:00–14:30\s+Grace Hopper[^]*12:00–13:00\s+Dentist/,
      );
      for (const role of ["button", "navigation", "textbox"] as const) {
        await assertCount(page.getByRole(role), 0);
      }
      const scheme = await page.evaluate(() => getComputedStyle(document.body).colorScheme);
      assert.equal(scheme, "light");
      const pdf = await page.pdf({ format: "A4", landscape: true });
      assert(pdf.byteLength > 5_000);
      if (!scripts) continue;
      await page.evaluate(() => dispatchEvent(new Event("afterprint")));
      await assertCount(page.locator("table.table"), 0);
    }
  },
};
