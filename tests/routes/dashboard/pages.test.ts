import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import * as profile from "$lib/server/hosts/profile.ts";
import * as sessions from "$lib/server/auth/sessions.ts";
import { addConnection } from "$lib/server/store/connections.ts";
import { listBookings } from "$lib/server/store/bookings.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { type TestApp, testHost } from "../../support/test-app.ts";
import { assertCount, openBrowser, visit, type VisitOptions } from "../../support/browser.ts";
import { startWithHost } from "../../support/running-program.ts";
import { addHost, ask } from "../../support/town.ts";
import { type SeededTown, seedTown, weekdayAfter } from "../../support/seeded-town.ts";
import { requires } from "../../support/required-programs.ts";
import { sampleCalendar, sampleConnection } from "../../support/sample-connection.ts";

Deno.test(
  "dashboard: inbox, event types and hours in a browser",
  requires("chromium"),
  async (t) => {
    let town: SeededTown | null = null, stranger = "", bea = "", typeId = "", requestId = "";
    await using program = await startWithHost({}, async (app, host) => {
      town = await seedTown(app, host);
      const eve = await testHost(app, { username: "eve", name: "Eve" });
      stranger =
        (await sessions.start(app, eve.id, "magic-link", { agent: "", before: null })).secret;
      typeId = (await listEventTypes(app.kv, host.id))[0]!.id;
      bea = await behindDeadCalendar(app);
      requestId = (await listBookings(app.kv, host.id, "pending", { limit: 1 })).bookings[0]!.id;
    });
    await using browser = await openBrowser();
    const enter = enterer(browser, program.address);
    const ada = town!.session;

    await t.step("another host's booking and event type are not there", async () => {
      await using visit = await enter(stranger);
      for (const path of [`bookings/${requestId}`, `event-types/${typeId}`]) {
        assert.equal((await visit.page.goto(`/dashboard/${path}`))?.status(), 404, path);
      }
    });

    await t.step("weeks begin where the browser's language is from", async () => {
      const cookie = `${sessions.sessionCookie}=${ada}`;
      const daysOf = async (page: string, language: string) => {
        const headers = { cookie, "accept-language": language };
        const answer = await fetch(`${program.address}/dashboard/${page}`, { headers });
        const [, main] = (await answer.text()).split("<main");
        return main!.match(/\b(Sun|Mon)/)?.[0];
      };
      for (const page of ["availability", "availability/date-overrides", "calendar"]) {
        assert.deepEqual(
          [page, await daysOf(page, "en-US"), await daysOf(page, "en-GB")],
          [page, "Sun", "Mon"],
        );
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
      "an open request is confirmed with a message; an outdated tab is told so",
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
      "a calendar that does not respond is named once, and set aside with force",
      async () => {
        for (const scripts of [false, true]) {
          await using visit = await enter(bea, { scripts });
          await visit.page.goto("/dashboard");
          await visit.page.getByText("Add a message").first().click();
          await visit.page.getByRole("textbox").first().fill("Yes, gladly.");
          await visit.page.getByRole("button", { name: "Confirm" }).first().click();
          await visit.page.getByText("These calendars couldn’t be checked just now:").waitFor();
          await visit.page.getByText("Dead letters").waitFor();
          assert.equal(await visit.page.getByRole("textbox").first().inputValue(), "Yes, gladly.");
          await visit.page.getByRole("button", { name: "Confirm anyway" }).click();
          await visit.page.getByText("Confirmed: Grace Hopper").waitFor();
        }
      },
    );

    await t.step(
      "two tabs edit an event type: the second is refused, keeps its values, then saves",
      async () => {
        for (const scripts of [true, false]) {
          await using first = await enter(ada, { scripts });
          await using second = await enter(ada, { scripts });
          for (const { page } of [first, second]) {
            await page.goto(
              `/dashboard/event-types/${typeId}`,
            );
          }
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
          await second.page.getByRole("button", { name: "Overwrite with my changes" }).click();
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
        await page.getByLabel("Duration (minutes)").fill("90, 2");
        await page.locator("#locationKind").selectOption("Decided later");
        await page.getByRole("button", { name: "Create event type" }).click();
        await page.getByText("Enter a whole number").waitFor();
        assert.equal(await page.getByLabel("Title").inputValue(), "Long walk");
        await page.getByLabel("Duration (minutes)").fill("90");
        await page.getByRole("button", { name: "Create event type" }).click();
        await page.getByText("Long walk can be booked now").waitFor();
        await page.getByRole("link", { name: "Sharing", exact: true }).click();
        await page.locator(`main a[title="${program.address}/ada/long-walk"]`).waitFor();
        await page.goto("/dashboard/event-types");
        const accepts = (checked: boolean) =>
          page.getByRole("switch", { name: "Accept bookings: Long walk", checked });
        await accepts(true).click();
        await accepts(false).waitFor();
        await page.getByRole("link", { name: "Long walk", exact: true }).click();
        await page.getByText("Delete…").click();
        await page.getByRole("button", { name: "Delete permanently" }).click();
        await page.getByText("Existing bookings aren’t affected").waitFor();
        await assertCount(page.getByText("Long walk"), 0);
      },
    );

    await t.step(
      "hours are added, copied, and a wrong one is shown with its error, with and without scripts",
      async () => {
        for (const scripts of [true, false]) {
          await using visit = await enter(ada, { scripts });
          const { page } = visit;
          await page.goto("/dashboard/availability");
          await page.getByRole("button", { name: "Add hours on Sunday" }).click();
          await page.getByLabel("Sunday, time range 1, start").fill("22:00");
          await page.getByLabel("Sunday, time range 1, end").fill("late");
          await page.getByRole("button", { name: "Save hours" }).last().click();
          await page.getByText("Please enter a time such as 09:00").waitFor();
          const wrong = page.getByLabel("Sunday, time range 1, start");
          if (scripts) await wrong.and(page.locator(":focus")).waitFor();
          assert.equal(await page.getByLabel("Sunday, time range 1, end").inputValue(), "late");
          await page.getByLabel("Sunday, time range 1, end").fill("24");
          await page.getByLabel("Copy the hours of Sunday to other days").click();
          await page.getByLabel("Saturday", { exact: true }).last().check();
          await page.getByRole("button", { name: "Apply", exact: true }).last().click();
          assert.equal(await page.getByLabel("Saturday, time range 1, end").inputValue(), "24");
          await page.getByRole("button", { name: "Save hours" }).last().click();
          await page.getByText("Your booking page is up to date").waitFor();
          assert.equal(await page.getByLabel("Saturday, time range 1, end").inputValue(), "24:00");

          for (const day of ["Saturday", "Sunday"]) {
            await page.getByRole("button", { name: `Remove time range 1 on ${day}` }).click();
          }
          await page.getByRole("button", { name: "Save hours" }).last().click();
          await page.getByText("Your booking page is up to date").waitFor();
          await assertCount(page.getByLabel("Sunday, time range 1, end"), 0);
        }
      },
    );
  },
);

/** Bea, with two requests and a calendar at an address where nobody listens; answers her session. */
async function behindDeadCalendar(app: TestApp): Promise<string> {
  const made = await addHost(app, {
    name: "Bea",
    email: "bea@example.org",
    preferredUsername: "bea",
  });
  const { id, name, zone, hourCycle, revision } = made;
  assert((await profile.edit(app, id, revision, { name, zone, hourCycle })).ok);
  const date = weekdayAfter(dateAt(app.now(), zone), 3);
  for (const hour of [10, 12]) {
    const start = startOfDay(date, zone) + hour * HOUR;
    await ask(app, { username: "bea", start });
  }
  const op = app.kv.atomic();
  const connection = sampleConnection({
    id: "dead",
    hostId: id,
    label: "Dead letters",
    url: "http://127.0.0.1:1/",
    user: "bea",
    sealed: await app.sealer.seal("a password", "connection:dead"),
    calendars: [sampleCalendar({ id: "http://127.0.0.1:1/dead/", name: "Dead letters" })],
    createdAt: app.now(),
  });
  addConnection(op, connection);
  assert((await op.commit()).ok);
  return (await sessions.start(app, id, "magic-link", { agent: "", before: null })).secret;
}

function enterer(browser: Browser, address: string) {
  return async (session: string, options: Partial<VisitOptions> = {}) => {
    return await visit(browser, { address, session, locale: "en-GB", ...options });
  };
}
