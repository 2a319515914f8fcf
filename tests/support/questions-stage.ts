/** A running program with event types that ask questions, and a browser in front of it. */
import type { Browser } from "playwright-core";
import { dateAt } from "$lib/scheduling/day.ts";
import { openBrowser, visit, type VisitOptions } from "./browser.ts";
import { freePort } from "./free-port.ts";
import { type RunningWithHost, startWithHost } from "./running-program.ts";
import { addEventType } from "./town.ts";
import { signedIn, weekdayAfter } from "./seeded-town.ts";

/** Where the event type `onward` redirects to. */
export const thanks = "https://thanks.example";

export interface Stage {
  browser: Browser;
  program: RunningWithHost;
  session: string;
  ids: { survey: string; closed: string };
  /** A weekday with free times, as a date in Berlin. */
  date: string;
}

/** Carries out each step of a test, one after the other, with one browser and one program. */
export async function eachStep(
  t: Deno.TestContext,
  steps: Record<string, (stage: Stage) => Promise<void>>,
): Promise<void> {
  await using browser = await openBrowser();
  let session = "";
  const ids = { survey: "", closed: "" };
  // A mail server is named, so emails are promised; that it does not answer is not this test's matter.
  const env = { INVITO_SMTP_HOST: "127.0.0.1", INVITO_SMTP_PORT: String(freePort()) };
  await using program = await startWithHost(
    { env: { ...env, INVITO_SMTP_FROM: "invito@example.org" } },
    async (app, host) => {
      session = await signedIn(app, host);
      ids.survey = (await addEventType(app, host, { slug: "survey", title: "Survey" })).id;
      ids.closed = (await addEventType(app, host, { slug: "closed", privateLinkOnly: true })).id;
      const redirect = { url: `${thanks}/done?from=invito`, withGuest: false };
      const firm = {
        slug: "firm",
        label: "Firm?",
        kind: "short" as const,
        required: true,
        options: [],
      };
      await addEventType(app, host, {
        slug: "onward",
        decision: "instant",
        redirect,
        questions: [firm],
      });
    },
  );
  const date = weekdayAfter(dateAt(Date.now(), "Europe/Berlin"), 6);
  const stage: Stage = { browser, program, session, ids, date };
  for (const [name, act] of Object.entries(steps)) await t.step(name, () => act(stage));
}

/** A window with the host's session. */
export async function enter(
  { browser, program, session }: Stage,
  options: Partial<VisitOptions> = {},
) {
  return await visit(browser, { address: program.address, session, ...options });
}
