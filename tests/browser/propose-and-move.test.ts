import assert from "node:assert/strict";
import {
  assertClean,
  assertCount,
  type BrowserVisit,
  openBrowser,
  visit,
} from "../support/browser.ts";
import { startWithHost } from "../support/running-program.ts";
import { seedTown } from "../support/seeded-town.ts";
import { requires } from "../support/required-programs.ts";

Deno.test(
  "a host proposes times of several days and moves a meeting with the picker, with and without scripts",
  requires("chromium"),
  async (t) => {
    await using program = await startWithHost({}, seedTown);
    await using browser = await openBrowser();
    const { date, session, ids, guest, host } = program.seeded;

    const enter = async (scripts: boolean, width: number): Promise<BrowserVisit> => {
      const ada = await visit(browser, { address: program.address, session, scripts, width });
      ada.page.setDefaultTimeout(15_000);
      return ada;
    };
    // Where scripts are off, the page is asked nothing.
    const fits = (ada: BrowserVisit) =>
      ada.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

    for (const scripts of [false, true]) {
      await t.step(
        `scripts ${scripts}: three times on two days, one of them taken back`,
        async () => {
          await using ada = await enter(scripts, scripts ? 320 : 390);
          const { page } = ada;
          await page.goto(`/dashboard/bookings/${ids.pending}`);
          await page.getByRole("link", { name: "Choose times" }).click();
          await page.getByRole("heading", { name: "Propose other times" }).waitFor();
          await page.locator(`[data-date="${date}"]`).click();
          const times = page.locator("[data-times] a[data-slot]");
          await times.nth(0).click();
          await page.getByText("1 of 5 chosen").first().waitFor();
          await times.nth(2).click();
          await page.getByText("2 of 5 chosen").first().waitFor();
          const later = page.locator(`[data-days] a:not([data-date="${date}"])`).last();
          await later.click();
          await page.locator('[data-days] a[aria-current="true"]:not(' + `[data-date="${date}"])`)
            .waitFor();
          await times.nth(1).click();
          await page.getByText("3 of 5 chosen").first().waitFor();
          if (scripts) {
            const focused = () =>
              page.evaluate(() => document.activeElement?.getAttribute("data-slot"));
            assert.equal(await focused(), await times.nth(1).getAttribute("data-slot"));
          }
          if (scripts) {
            assert(await fits(ada));
            await assertClean(ada);
          }
          await page.getByRole("link", { name: /^Remove / }).first().click();
          await page.getByText("2 of 5 chosen").first().waitFor();
          await page.getByRole("link", { name: "Continue" }).click();
          await page.getByLabel("Message for Grace Hopper").fill("Would one of these suit you?");
          if (scripts) assert(await fits(ada));
          await page.getByRole("button", { name: "Propose times" }).click();
          await page.getByText(/^Proposed: /).waitFor();

          await page.goto(guest.pending);
          const days = page.locator(".proposed-day");
          await assertCount(days, 2);
          if (scripts) assert.doesNotMatch(await days.first().innerText(), /\d:\d/);
        },
      );
    }

    await t.step(
      "the guest sees them first, and who has no email saves the page's link",
      async () => {
        await using grace = await visit(browser, { address: program.address, width: 390 });
        const { page } = grace;
        await page.goto(guest.pending);
        await page.getByRole("heading", { level: 1, name: "Ada Beck proposed other times" })
          .waitFor();
        const top = async (text: string) => (await page.getByText(text).first().boundingBox())!.y;
        const proposed = (await page.locator(".proposed-day").last().boundingBox())!.y;
        assert(proposed < await top("Save this page’s link"));
        assert(await top("Save this page’s link") < await top("Expires"));
        await assertClean(grace);
      },
    );

    await t.step("by the link of the email, without a sign-in, with the keyboard", async () => {
      await using ada = await visit(browser, { address: program.address, width: 390 });
      const { page } = ada;
      await page.goto(`${host.pending}/confirm`);
      await page.getByRole("link", { name: "Propose other times" }).press("Enter");
      await page.locator("[data-times] a[data-slot]").first().press("Enter");
      await page.getByText("1 of 5 chosen").first().waitFor();
      await assertClean(ada);
      await page.getByRole("link", { name: "Continue" }).press("Enter");
      await page.getByRole("button", { name: "Propose times" }).press("Enter");
      await page.getByText("Other times proposed. Grace Hopper can see them on the booking page.")
        .waitFor();
      const asGuest = await page.goto(`${guest.pending}/propose`);
      assert.equal(asGuest?.status(), 404);
    });

    await t.step(
      "the guest reads which time is theirs, and takes one that was proposed",
      async () => {
        await using grace = await visit(browser, {
          address: program.address,
          scripts: false,
          width: 390,
        });
        const { page } = grace;
        await page.goto(`${guest.pending}/reschedule`);
        await page.getByRole("heading", { level: 1, name: "Choose another time" }).waitFor();
        await assertCount(page.locator("[data-times] a", { hasText: "Current time" }), 1);
        const proposed = page.getByRole("link", { name: /^\d+:\d\d [AP]M Proposed, / });
        await assertCount(proposed, 1);
        await page.goto(guest.pending);
        await page.locator(".proposed-day + p a").first().click();
        await page.getByText("Ada Beck proposed this time").waitFor();
        await page.getByRole("button", { name: "Confirm this time" }).click();
        await page.locator('[data-state="confirmed"]').waitFor();
        await assertCount(page.locator(".proposed-day"), 0);

        await using ada = await enter(false, 390);
        await ada.page.goto(`/dashboard/bookings/${ids.pending}`);
        await ada.page.getByText("Confirmed at a time that Ada Beck proposed").waitFor();
      },
    );

    for (const scripts of [false, true]) {
      await t.step(`scripts ${scripts}: a meeting is moved, with its day beside`, async () => {
        await using ada = await enter(scripts, scripts ? 1280 : 390);
        const { page } = ada;
        await page.goto(`/dashboard/bookings/${ids.confirmed}/reschedule`);
        await page.getByRole("group", { name: /^This day|^Your day|:/ }).first().waitFor();
        const times = page.locator("[data-times] a[data-slot]");
        await (scripts ? times.first() : times.last()).click();
        await page.getByRole("heading", { name: "New time" }).waitFor();
        await page.locator(".proposed").first().waitFor();
        if (scripts) {
          assert(await fits(ada));
          await assertClean(ada);
        }
        await page.getByRole("button", { name: "Reschedule to this time" }).click();
        await page.getByText("Meeting rescheduled.").waitFor();
      });
    }
  },
);
