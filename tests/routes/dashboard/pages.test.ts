import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import * as sessions from "$lib/server/sessions.ts";
import { listBookings } from "$lib/server/store/bookings.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { testHost } from "../../support/app.ts";
import { assertClean, openBrowser, visit, type VisitOptions } from "../../support/browser.ts";
import { startFurnished } from "../../support/furnished.ts";
import { settle, type Town } from "../../support/town.ts";

Deno.test("dashboard: inbox, event types and hours in a browser", async (t) => {
  let town: Town | null = null, stranger = "", typeId = "", requestId = "";
  await using program = await startFurnished({}, async (app, host) => {
    town = await settle(app, host);
    const eve = await testHost(app, { username: "eve", name: "Eve" });
    stranger = (await sessions.start(app, eve.id, "mail", { agent: "", before: null })).secret;
    typeId = (await listEventTypes(app.kv, host.id))[0]!.id;
    requestId = (await listBookings(app.kv, host.id, "PENDING", { limit: 1 })).bookings[0]!.id;
  });
  const browser = await openBrowser();
  if (!browser) return;
  const enter = enterer(browser, program.address);
  const ada = town!.session;

  await t.step("every page is clean, light and dark, wide and narrow", async () => {
    for (const look of [{ theme: "light", width: 390 }, { theme: "dark" }] as const) {
      await using visit = await enter(ada, look);
      for (
        const path of [
          "/",
          "/dashboard",
          "/dashboard?show=cancelled",
          "/dashboard?show=past",
          `/dashboard/bookings/${requestId}`,
          "/dashboard/event-types",
          "/dashboard/event-types/new",
          `/dashboard/event-types/${typeId}`,
          "/dashboard/availability",
          "/dashboard/welcome",
        ]
      ) {
        await visit.page.goto(path);
        await assertClean(visit);
        const over = await visit.page.evaluate(() =>
          document.documentElement.scrollWidth - innerWidth
        );
        assert.equal(over, 0, `${path} scrolls sideways`);
      }
    }
  });

  await t.step("another host's booking and event type are not there", async () => {
    await using visit = await enter(stranger);
    for (const path of [`bookings/${requestId}`, `event-types/${typeId}`]) {
      assert.equal((await visit.page.goto(`/dashboard/${path}`))?.status(), 404, path);
    }
  });

  await t.step(
    "the tab shows the number of requests; opened elsewhere, the address is named",
    async () => {
      const elsewhere = program.address.replace("127.0.0.1", "localhost");
      await using visit = await enter(ada, { known: [elsewhere] });
      await visit.page.goto("/dashboard");
      assert.match(await visit.page.title(), /^\(1\) Bookings/);
      await visit.context.addCookies([{
        name: sessions.sessionCookie,
        value: ada,
        url: elsewhere,
      }]);
      await visit.page.goto(`${elsewhere}/dashboard`);
      await visit.page.getByText("Set INVITO_BASE_URL").waitFor();
    },
  );

  await t.step(
    "an open request is confirmed with a message; a tab that is late is told",
    async () => {
      await using late = await enter(ada, { scripts: false });
      await late.page.goto(`/dashboard/bookings/${requestId}`);
      await using visit = await enter(ada);
      await visit.page.goto("/dashboard");
      await visit.page.getByText("Add a message for Grace Hopper").click();
      await visit.page.getByRole("textbox").fill("See you then.");
      await visit.page.getByRole("button", { name: "Confirm" }).click();
      await visit.page.getByText("Confirmed: Grace Hopper").waitFor();
      await visit.page.getByRole("link", { name: "Grace Hopper" }).click();
      await visit.page.getByText("See you then.").first().waitFor();

      await late.page.getByRole("button", { name: "Decline" }).click();
      await late.page.getByText("This booking is already confirmed.").waitFor();
    },
  );

  await t.step(
    "two tabs edit an event type: the second is told, keeps its words, then saves",
    async () => {
      for (const scripts of [true, false]) {
        await using first = await enter(ada, { scripts });
        await using second = await enter(ada, { scripts });
        for (const { page } of [first, second]) await page.goto(`/dashboard/event-types/${typeId}`);
        await first.page.getByLabel("Title").fill("From the first tab");
        await first.page.getByRole("button", { name: "Save", exact: true }).click();
        await first.page.getByText("Saved.").waitFor();

        const title = second.page.getByLabel("Title");
        await title.fill("From the second tab");
        await second.page.getByRole("button", { name: "Save", exact: true }).click();
        await second.page.getByText("changed in another window").waitFor();
        assert.equal(await title.inputValue(), "From the second tab");
        await first.page.reload();
        assert.equal(await first.page.getByLabel("Title").inputValue(), "From the first tab");
        await second.page.getByRole("button", { name: "Save mine over it" }).click();
        await second.page.getByRole("heading", { name: "From the second tab" }).waitFor();
      }
    },
  );

  await t.step(
    "an event type is made, refused with a field named, switched off, and deleted",
    async () => {
      await using visit = await enter(ada, { scripts: false });
      const { page } = visit;
      await page.goto("/dashboard/event-types/new");
      await page.getByLabel("Title").fill("Long walk");
      await page.getByLabel("Length in minutes").fill("90, 2");
      await page.getByRole("button", { name: "Create event type" }).click();
      await page.getByText("A length is a whole number").waitFor();
      assert.equal(await page.getByLabel("Title").inputValue(), "Long walk");
      await page.getByLabel("Length in minutes").fill("90");
      await page.getByRole("button", { name: "Create event type" }).click();
      await page.getByText("Long walk can be booked now").waitFor();
      assert.equal(
        await page.getByLabel("Link", { exact: true }).inputValue(),
        `${program.address}/calendar/ada/long-walk`,
      );
      await page.goto("/dashboard/event-types");
      await page.getByRole("button", { name: "Switch off: Long walk" }).click();
      await page.getByRole("button", { name: "Switch on: Long walk" }).waitFor();
      await page.getByRole("link", { name: "Long walk", exact: true }).click();
      await page.getByText("Delete …").click();
      await page.getByRole("button", { name: "Delete for good" }).click();
      await page.getByText("Bookings made with it stay").waitFor();
      assert.equal(await page.getByText("Long walk").count(), 0);
    },
  );

  await t.step(
    "hours are added, copied, and a wrong one is kept with its trouble, scripts or not",
    async () => {
      for (const scripts of [true, false]) {
        await using visit = await enter(ada, { scripts });
        const { page } = visit;
        await page.goto("/dashboard/availability");
        await page.getByRole("button", { name: "Add hours on Sunday" }).click();
        await page.getByLabel("Sunday, window 1, from").fill("22:00");
        await page.getByLabel("Sunday, window 1, to").fill("late");
        await page.getByRole("button", { name: "Save hours" }).last().click();
        await page.getByText("Please give a time such as 09:00").waitFor();
        assert.equal(await page.getByLabel("Sunday, window 1, to").inputValue(), "late");
        await page.getByLabel("Sunday, window 1, to").fill("24");
        await page.getByLabel("Copy the hours of Sunday to other days").click();
        await page.getByLabel("Saturday", { exact: true }).last().check();
        await page.getByRole("button", { name: "Copy", exact: true }).last().click();
        assert.equal(await page.getByLabel("Saturday, window 1, to").inputValue(), "24");
        await page.getByRole("button", { name: "Save hours" }).last().click();
        await page.getByText("Your booking page follows at once").waitFor();
        assert.equal(await page.getByLabel("Saturday, window 1, to").inputValue(), "24:00");

        for (const day of ["Saturday", "Sunday"]) {
          await page.getByRole("button", { name: `Remove window 1 of ${day}` }).click();
        }
        await page.getByRole("button", { name: "Save hours" }).last().click();
        await page.getByText("Your booking page follows at once").waitFor();
        assert.equal(await page.getByLabel("Sunday, window 1, to").count(), 0);
      }
    },
  );

  await browser.close();
});

function enterer(browser: Browser, address: string) {
  return async (session: string, options: Partial<VisitOptions> = {}) => {
    const entered = await visit(browser, { address, ...options });
    await entered.context.addCookies([
      { name: sessions.sessionCookie, value: session, url: address },
    ]);
    return entered;
  };
}
