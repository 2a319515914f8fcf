/** Ada's week in a browser, two weeks ahead, with what a test needs in it. */
import type { Browser } from "playwright-core";
import { addDays, startOfDay } from "$lib/scheduling/day.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { type BrowserVisit, openBrowser, visit, type VisitOptions } from "./browser.ts";
import { addMeetingType, mondayAhead } from "./busy-week.ts";
import { hydrated } from "./hydration.ts";
import { startWithHost } from "./running-program.ts";
import { signedIn } from "./seeded-town.ts";
import type { TestApp } from "./test-app.ts";

export interface WeekStage {
  browser: Browser;
  address: string;
  session: string;
  monday: string;
}

/** The week to be filled, and the instant of an hour so many days after its Monday. */
export interface EmptyWeek {
  app: TestApp;
  host: Host;
  monday: string;
  at(days: number, hour: number): number;
}

/** Takes the steps of a test one after the other. */
export async function takeSteps<Filled>(
  t: Deno.TestContext,
  fill: (week: EmptyWeek) => Promise<Filled>,
  steps: Record<string, (stage: WeekStage & Filled) => Promise<void>>,
): Promise<void> {
  await using browser = await openBrowser();
  await using program = await startWithHost({}, async (app, host) => {
    await addMeetingType(app, host);
    const monday = mondayAhead(app.now(), host.zone);
    const at = (days: number, hour: number) =>
      startOfDay(addDays(monday, days), host.zone) + hour * HOUR;
    const filled = await fill({ app, host, monday, at });
    return { ...filled, monday, session: await signedIn(app, host) };
  });
  const stage = { browser, address: program.address, ...program.seeded };
  for (const [name, act] of Object.entries(steps)) await t.step(name, () => act(stage));
}

/** Ada on the week of a date, with her scripts running; her weeks begin on Monday. */
export async function enterWeek(
  { browser, address, session, monday }: WeekStage,
  options: Partial<VisitOptions> = {},
  query = `?date=${monday}`,
): Promise<BrowserVisit> {
  const host = await visit(browser, { address, session, locale: "en-GB", ...options });
  await host.page.goto(`/dashboard/calendar${query}`);
  if (options.scripts !== false) await hydrated(host.page);
  return host;
}
