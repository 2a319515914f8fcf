import assert from "node:assert/strict";
import { addDays, dateAt } from "$lib/scheduling/day.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import { assertClean, openBrowser, visit } from "../../support/browser.ts";
import { startWithHost } from "../../support/running-program.ts";
import { type SeededTown, seedTown, weekdayAfter } from "../../support/seeded-town.ts";
import * as sessions from "$lib/server/auth/sessions.ts";
import { requires } from "../../support/required-programs.ts";

Deno.test(
  "availability pages: overrides, time off, holidays, limits and troubleshooting, without scripts",
  requires("chromium"),
  async (t) => {
    let town: SeededTown | null = null;
    await using program = await startWithHost({}, async (app, host) => {
      town = await seedTown(app, host);
    });
    await using browser = await openBrowser();
    await using ada = await visit(browser, {
      address: program.address,
      session: town!.session,
      scripts: false,
    });
    const { page } = ada;
    const date = weekdayAfter(addDays(dateAt(Date.now(), "Europe/Berlin"), 0), 10);
    const why = (time: string) => page.goto(`/dashboard/troubleshoot?date=${date}&time=${time}`);
    const reasons = () => page.locator("ol .reason .font-semibold").allTextContents();

    await t.step("an available time is reported as available", async () => {
      await why("10:00");
      await page.getByRole("heading", { name: "10:00 is available" }).waitFor();
    });

    await t.step("a blocked part of a date is shown, explained, and taken back", async () => {
      await page.goto(`/dashboard/availability/date-overrides?date=${date}`);
      await page.getByLabel("From", { exact: true }).fill("10");
      await page.getByLabel("To", { exact: true }).fill("9");
      await page.getByRole("button", { name: "Add override" }).click();
      await page.getByText("The end time must be after the start time.").waitFor();
      assert.equal(await page.getByLabel("From", { exact: true }).inputValue(), "10");
      await page.getByLabel("To", { exact: true }).fill("11:30");
      await page.getByRole("button", { name: "Add override" }).click();
      await page.getByText("09:00 – 10:00, 11:30 – 17:00").waitFor();

      await why("10:00");
      assert.deepEqual(await reasons(), ["Blocked date"]);
      await page.getByRole("link", { name: "Change date override" }).click();
      await page.getByRole("button", { name: /^Remove/ }).first().click();
      await why("10:00");
      await page.getByRole("heading", { name: "is available" }).waitFor();
    });

    await t.step("without scripts: other hours on several dates at once", async () => {
      await using plain = await visit(browser, { address: program.address, scripts: false });
      await plain.context.addCookies(await ada.context.cookies());
      const also = addDays(date, 7);
      await plain.page.goto(`/dashboard/availability/date-overrides?date=${date}`);
      await plain.page.getByRole("radio", { name: /other hours/ }).check();
      await plain.page.getByLabel("From", { exact: true }).fill("14");
      await plain.page.getByLabel("To", { exact: true }).fill("15");
      await plain.page.getByText("Also on other dates").click();
      await plain.page.check(`[value="${also}"]`);
      await plain.page.getByRole("button", { name: "Add override" }).click();
      for (const each of [date, also]) {
        await plain.page.goto(`/dashboard/availability/date-overrides?date=${each}`);
        assert.match(await plain.page.innerText("dl"), /14:00 – 15:00$/);
        await plain.page.getByRole("button", { name: /^Remove/ }).first().click();
      }
      assert.match(await plain.page.innerText("dl"), /09:00 – 17:00\s*$/);
    });

    await t.step("a day off closes the date and is removed", async () => {
      await page.goto("/dashboard/availability/time-off");
      await page.getByLabel("First day", { exact: true }).fill(date);
      await page.getByLabel("Description").fill("At the sea");
      await page.getByLabel("Note for guests").fill("Back soon.");
      await page.getByRole("button", { name: "Add time off" }).click();
      await page.getByText("At the sea").waitFor();
      await page.getByText("Guests see: Back soon.").waitFor();
      await why("10:00");
      await page.getByText("You have time off on this day: At the sea.").waitFor();
      await page.goto("/dashboard/availability/time-off");
      await page.getByRole("button", { name: "Remove" }).click();
      await page.getByText("No time off yet.").waitFor();
    });

    await t.step(
      "holidays are shown first, then added; the second time there is nothing new",
      async () => {
        await page.goto("/dashboard/availability/holidays");
        await page.getByLabel("Country").selectOption("DE");
        await page.getByRole("button", { name: "Show holidays" }).click();
        await page.getByLabel("State or region").selectOption("BE");
        await page.getByRole("button", { name: "Show holidays" }).click();
        const women = page.getByText("International Women's Day").first();
        await women.waitFor();
        await page.getByRole("button", { name: "Add as time off" }).click();
        await page.getByText(/^\d+ holidays added\.$/).waitFor();
        await page.goto("/dashboard/availability/holidays?country=DE&state=BE");
        await page.getByText("All of these are already added.").waitFor();
      },
    );

    await t.step("an address that cannot be reached is reported as not responding", async () => {
      await page.goto("/dashboard/availability/holidays");
      await page.getByLabel("Calendar address").fill("http://127.0.0.1:9/days.ics");
      await page.getByRole("button", { name: "Show days" }).click();
      await page.getByText("We couldn’t read anything from this address.").waitFor();
    });

    await t.step(
      "an invalid limit is refused with a message, a valid one saved and named as the reason",
      async () => {
        await page.goto("/dashboard/availability/limits");
        await page.getByLabel("Per day").fill("1");
        await page.getByRole("button", { name: "Save limits" }).click();
        await page.getByText("Saved.").waitFor();
        await page.goto(`/dashboard/troubleshoot?date=${town!.date}&time=15:00`);
        assert.deepEqual(await reasons(), ["Daily limit"]);
        await page.getByText("limit of 1 per day for all event types").waitFor();
      },
    );

    await t.step(
      "a second set of hours is added, filled, chosen by a type, and then stays",
      async () => {
        await page.goto("/dashboard/availability/schedules");
        await page.getByLabel("Name of the new schedule").fill("Evenings");
        await page.getByRole("button", { name: "Add schedule" }).click();
        await page.getByRole("link", { name: "Evenings" }).click();
        await page.getByRole("button", { name: "Add hours on Monday" }).click();
        await page.getByLabel("Monday, time range 1, start").fill("18");
        await page.getByLabel("Monday, time range 1, end").fill("20");
        await page.getByRole("button", { name: "Save hours" }).last().click();
        await page.getByText("2 hours per week").waitFor();
        await page.goto("/dashboard/availability/schedules");
        await page.getByText("Mon 18:00–20:00").waitFor();
        await page.getByText("Mon–Fri 09:00–17:00").waitFor();
      },
    );

    await t.step(
      "changed dates, days off and every reason pass axe in light and dark",
      async () => {
        await page.goto(`/dashboard/availability/date-overrides?date=${date}`);
        await page.getByLabel("From", { exact: true }).fill("14");
        await page.getByRole("button", { name: "Add override" }).click();
        await page.goto("/dashboard/availability/time-off");
        await page.getByLabel("First day", { exact: true }).fill(addDays(date, 1));
        await page.getByRole("button", { name: "Add time off" }).click();
        for (const theme of ["light", "dark"] as const) {
          await using seeing = await visit(browser, { address: program.address, theme });
          await seeing.context.addCookies(await ada.context.cookies());
          const pages = [
            `availability/date-overrides?date=${date}`,
            `availability/date-overrides?date=${addDays(date, 1)}`,
            "availability/time-off",
            "availability/schedules",
            "availability/holidays?country=DE",
            `troubleshoot?date=${date}&time=15:00`,
          ];
          for (const path of pages) {
            await seeing.page.goto(`/dashboard/${path}`);
            await assertClean(seeing);
          }
        }
      },
    );

    await t.step("a guest gets the reason in general terms, as data", async () => {
      const base = `${program.address}/v0/users/ada/event-types/intro-call/availability`;
      const answer = await fetch(`${base}?start=${town!.date}&days=1&explain=1`);
      const { explained } = await answer.json();
      const taken = explained.find(({ startsAt }: { startsAt: string }) =>
        new Date(startsAt).getTime() === bookedAt(town!.date)
      );
      assert.equal(taken.offered, false);
      assert.deepEqual(taken.reasons[0], { code: "BOOKED", message: "This time is taken." });
      assert.equal((await fetch(`${base}?days=8&explain=1`)).status, 422);
      const own = await fetch(`${base}?start=${town!.date}&days=1&explain=1`, {
        headers: { cookie: `${sessions.sessionCookie}=${town!.session}` },
      });
      assert.match(await own.text(), /"bookings":\["/);
    });
  },
);

/** Eleven o'clock in Berlin, where Radia has her call. */
function bookedAt(date: string): number {
  const noon = new Date(`${date}T12:00Z`);
  const hours = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Berlin", hour: "2-digit" });
  return Date.parse(`${date}T11:00Z`) - (Number(hours.format(noon)) - 12) * HOUR;
}
