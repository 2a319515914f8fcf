import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { dateAt } from "$lib/scheduling/day.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import * as schedules from "$lib/server/availability/schedules.ts";
import {
  assertClean,
  assertCount,
  openBrowser,
  visit,
  type VisitOptions,
} from "../support/browser.ts";
import { requires } from "../support/required-programs.ts";
import { type RunningWithHost, startWithHost } from "../support/running-program.ts";
import { signedIn, weekdayAfter } from "../support/seeded-town.ts";
import { connectCalendar } from "../support/stub-calendar.ts";
import { addMemberHost, addTeam } from "../support/team-town.ts";

interface Stage {
  browser: Browser;
  program: RunningWithHost;
  sessions: { ada: string; ben: string };
  teamId: string;
  /** A weekday on which Ben is busy from ten to eleven in Berlin. */
  date: string;
}

Deno.test("event types of a team in a browser", requires("chromium"), async (t) => {
  await using browser = await openBrowser();
  const sessions = { ada: "", ben: "" };
  let teamId = "";
  const date = weekdayAfter(dateAt(Date.now(), "Europe/Berlin"), 4);
  await using program = await startWithHost({}, async (app, ada) => {
    const ben = await addMemberHost(app, "ben"), cleo = await addMemberHost(app, "cleo");
    teamId = (await addTeam(app, [ada, ben, cleo])).id;
    sessions.ada = await signedIn(app, ada);
    sessions.ben = await signedIn(app, ben);
    assert((await schedules.create(app, ben.id, "Evenings")).ok);
    const start = Date.parse(`${date}T09:00:00Z`);
    await connectCalendar(app, ben, [{ start, end: start + HOUR }]);
  });
  const stage: Stage = { browser, program, sessions, teamId, date };
  for (const [name, act] of Object.entries(steps)) await t.step(name, () => act(stage));
});

const steps: Record<string, (stage: Stage) => Promise<void>> = {
  "a collective on a phone: from an event type of the owner's, with a lead": async (stage) => {
    await using ada = await enter(stage, "ada", { width: 390 });
    const { page } = ada;
    await page.goto(listOf(stage));
    await page.getByText("No event types").or(page.getByText("This team has no event types"))
      .first().waitFor();
    await assertClean(ada);
    await page.getByRole("link", { name: "New event type" }).click();
    await page.selectOption("#from", { label: "Coffee" });
    await page.getByRole("button", { name: "Start" }).click();
    await page.waitForURL(/from=/);
    assert.equal(await page.inputValue("#title"), "Coffee");
    await page.fill("#title", "Board meeting");
    await page.fill("#slug", "");
    await page.getByLabel("Weight of Ben Moor").waitFor();
    await page.getByRole("radio", { name: /Collective/ }).check();
    await page.getByLabel("Weight of Ben Moor").waitFor({ state: "hidden" });
    await page.getByLabel("Attendance of Ada Beck").selectOption("required");
    await page.getByLabel("Attendance of Ben Moor").selectOption("lead");
    await page.getByLabel("Attendance of Cleo Moor").selectOption("optional");
    await assertClean(ada);
    await assertFits(page);
    await page.getByRole("button", { name: "Create event type" }).click();
    await page.getByText("Board meeting can be booked now").waitFor();
    await page.getByRole("link", { name: "Members", exact: true }).last().click();
    await page.locator("[name=member]").first().waitFor();
    const rows = page.locator("[name=member]");
    const names = await Promise.all(
      (await rows.all()).map((row) => row.locator("xpath=..").innerText()),
    );
    assert.equal(names[0], "Ben Moor", "the lead is first");
    assert.equal(await page.getByLabel("Attendance of Cleo Moor").inputValue(), "optional");
    await assertClean(ada);
    await page.goto(listOf(stage));
    await page.getByText(/^Collective with Ben Moor, (Ada Beck|Cleo Moor), /).waitFor();
    await assertClean(ada);
    await assertFits(page);
  },

  "a round robin without scripts: what was entered stays when it is refused": async (stage) => {
    await using ada = await enter(stage, "ada", { width: 390, scripts: false });
    const { page } = ada;
    await page.goto(`${listOf(stage)}/new`);
    await page.fill("#title", "Support");
    await page.locator("#locationKind").selectOption("Decided later");
    await page.getByLabel("Weight of Ben Moor").selectOption("3");
    await page.getByLabel("Priority of Cleo Moor").selectOption("2");
    await page.getByRole("checkbox", { name: "Ada Beck" }).uncheck();
    const assertKept = async () => {
      assert.equal(await page.getByLabel("Weight of Ben Moor").inputValue(), "3");
      assert.equal(await page.getByLabel("Priority of Cleo Moor").inputValue(), "2");
      assert(!await page.getByRole("checkbox", { name: "Ada Beck" }).isChecked());
    };
    await page.fill("#durations", "4");
    await page.getByRole("button", { name: "Create event type" }).click();
    await page.getByText("Enter a whole number").waitFor();
    await assertKept();
    await page.fill("#durations", "30");
    await page.getByRole("checkbox", { name: "Ben Moor" }).uncheck();
    await page.getByRole("checkbox", { name: "Cleo Moor" }).uncheck();
    await page.getByRole("button", { name: "Create event type" }).click();
    await page.getByText("Please select at least one member.").waitFor();
    await page.getByRole("checkbox", { name: "Ben Moor" }).check();
    await page.getByRole("button", { name: "Create event type" }).click();
    await page.getByText("Support can be booked now").waitFor();
    await page.getByRole("link", { name: "Availability and limits" }).click();
    await page.fill("#seats", "5");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Several spots need a collective event type.").waitFor();
    assert.equal(await page.inputValue("#seats"), "5");
  },

  "a member reads, and chooses a schedule of their own": async (stage) => {
    for (const scripts of [true, false]) {
      await using ben = await enter(stage, "ben", { width: 390, scripts });
      const { page } = ben;
      await page.goto(listOf(stage));
      await assertCount(page.getByRole("link", { name: "New event type" }), 0);
      await assertCount(page.getByRole("switch"), 0);
      await page.getByRole("link", { name: "Board meeting", exact: true }).click();
      await page.getByText("Only owners and admins of the team can change this.").waitFor();
      await assertCount(page.getByLabel("Title"), 0);
      await page.getByLabel("Schedule", { exact: true }).selectOption({
        label: scripts ? "Evenings" : "Working hours",
      });
      await page.getByRole("button", { name: "Save schedule" }).click();
      await page.getByText("Your schedule was saved.").waitFor();
      if (scripts) await assertClean(ben);
      for (const path of ["/new", ""]) {
        const { status } = await page.request.get(`${listOf(stage)}${path}`).then((answer) => ({
          status: answer.status(),
        }));
        assert.equal(status, path ? 404 : 200);
      }
    }
  },

  "a day explained: everybody's row with times, and nothing of what is behind them": async (
    stage,
  ) => {
    await using ada = await enter(stage, "ada", { width: 390 });
    const { page } = ada;
    await page.goto(`/dashboard/teams/${stage.teamId}/troubleshoot?date=${stage.date}&time=10:00`);
    const ben = page.getByRole("listitem").filter({ hasText: "Ben Moor" }).first();
    await ben.getByText("Busy").first().waitFor();
    assert.doesNotMatch(await page.locator("main").innerText(), /Work|Private|calendar\.example/);
    await page.getByText("isn’t available").waitFor();
    await assertClean(ada);
    await assertFits(page);
    await page.getByRole("link", { name: "Next day" }).click();
    await page.waitForURL(/date=/);
  },

  "an own event type for teams only: no page, and still a base": async (stage) => {
    await using ada = await enter(stage, "ada", { width: 390, scripts: false });
    const { page } = ada;
    await page.goto("/dashboard/event-types");
    await page.getByRole("link", { name: "Coffee", exact: true }).click();
    await page.getByRole("link", { name: "Sharing", exact: true }).click();
    await page.getByRole("checkbox", { name: /For teams only/ }).check();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Saved.").waitFor();
    assert.equal((await page.request.get("/calendar/ada/coffee")).status(), 404);
    await page.goto("/dashboard/event-types");
    await page.getByText("It has no page of its own.").waitFor();
    await page.goto(`${listOf(stage)}/new`);
    await assertCount(page.locator("#from option", { hasText: "Coffee" }), 1);
  },

  "private links, emails and blocked guests of the team": async (stage) => {
    await using ada = await enter(stage, "ada", { width: 390 });
    const { page } = ada;
    await page.goto(listOf(stage));
    await page.getByRole("link", { name: "Board meeting", exact: true }).click();
    await page.getByRole("link", { name: "Sharing", exact: true }).click();
    await page.getByRole("link", { name: "Private links" }).click();
    await page.fill("#label", "For Tilda");
    await page.getByRole("button", { name: "Create link" }).click();
    const address = await page.getByLabel("Private link: For Tilda").inputValue();
    assert.match(address, /\/team\/mill\/board-meeting\?link=/);
    await assertClean(ada);
    await page.goto(`/dashboard/teams/${stage.teamId}/blocked`);
    await page.fill("#entries", "spam.example");
    await page.getByRole("button", { name: "Block" }).click();
    await page.getByText("1 entry blocked.").waitFor();
    await assertClean(ada);
  },
};

const listOf = ({ teamId }: Stage) => `/dashboard/teams/${teamId}/event-types`;

/** A window with a host's session. */
async function enter(
  { browser, program, sessions }: Stage,
  who: keyof Stage["sessions"],
  options: Partial<VisitOptions> = {},
) {
  return await visit(browser, {
    address: program.address,
    session: sessions[who],
    ...options,
  });
}

async function assertFits(page: Page): Promise<void> {
  const wider = await page.evaluate(() =>
    document.documentElement.scrollWidth - document.documentElement.clientWidth
  );
  assert.equal(wider, 0, "nothing is wider than the window");
}
