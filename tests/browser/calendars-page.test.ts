import assert from "node:assert/strict";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { deleteSyncProgress, setSyncProgress } from "$lib/server/store/sync-progress.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import {
  assertClean,
  assertCount,
  openBrowser,
  visit,
  type VisitOptions,
} from "../support/browser.ts";
import { addAccount, keyOfCalendar } from "../support/calendar-states.ts";
import { requires } from "../support/required-programs.ts";
import { type RunningWithHost, startWithHost } from "../support/running-program.ts";
import { signedIn } from "../support/seeded-town.ts";
import type { TestApp } from "../support/test-app.ts";
import { addHost } from "../support/town.ts";

/** Where pictures go when somebody wants to look: `SHOTS=folder`. */
const shots = Deno.env.get("SHOTS");

interface Stage {
  browser: Browser;
  program: RunningWithHost;
  dataDir: string;
  /** Sessions of hosts in a state each. */
  sessions: Record<string, string>;
  reading: { hostId: string; key: string };
}

const failure = (app: TestApp, reason: string, kind: "signed-out" | "try-again") => ({
  failure: { kind, reason, detail: "", since: app.now() - 3 * HOUR, isHostNotified: true },
});

/** A host for every state of the page. */
async function furnish(app: TestApp, stage: Pick<Stage, "sessions" | "reading">) {
  const newHost = async (name: string) => {
    const email = `${name}@example.org`;
    const host = await addHost(app, { preferredUsername: name, email, name });
    stage.sessions[name] = await signedIn(app, host);
    return host;
  };
  await newHost("none");

  const reading = await newHost("reading");
  const first = await addAccount(app, reading, { label: "ada · cloud.example.org" }, [
    { name: "Work", colour: "#2f6bc0" },
    { name: "Family" },
  ]);
  stage.reading = { hostId: reading.id, key: keyOfCalendar(first, 0) };

  const both = await newHost("connected");
  await addAccount(app, both, { label: "ada · cloud.example.org" }, [
    { name: "Work", colour: "#2f6bc0", events: 412 },
    { name: "Birthdays", colour: "#b07408", blocks: false, writable: false },
  ]);
  await addAccount(app, both, { label: "Choir · example.org", provider: "ics" }, [
    { name: "Choir", events: 24, writable: false },
  ]);

  const refused = await newHost("refused");
  await addAccount(app, refused, { label: "ada · icloud.com" }, [
    { name: "Home", events: 90, state: failure(app, "wrong-password", "signed-out") },
  ]);
  await addAccount(app, refused, { label: "ada · fastmail.com" }, [{ name: "Work", events: 8 }]);

  const unreachable = await newHost("unreachable");
  await addAccount(app, unreachable, { label: "ada · nas.example.org" }, [{
    name: "Private",
    events: 31,
    state: { ...failure(app, "unreachable", "try-again"), syncedAt: app.now() - 2 * HOUR },
  }]);

  const feeds = await newHost("feeds");
  await addAccount(app, feeds, { label: "Choir · example.org", provider: "ics" }, [
    { name: "Choir", events: 24, writable: false },
  ]);

  const many = await newHost("many");
  for (let n = 1; n <= 3; n++) {
    await addAccount(
      app,
      many,
      {
        label:
          `an.address.that.is.rather.long.${n} · calendars.department-of-mathematics.example.org`,
      },
      Array.from({ length: 6 }, (_, m) => ({
        name: m % 3 === 0
          ? `Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft ${m}`
          : m % 3 === 1
          ? `تقويم الاجتماعات ${m}`
          : `Team ${m}`,
        events: m * 1_371,
        blocks: m !== 5,
        writable: m !== 4,
        ...(m === 2 ? { owner: "a.colleague@example.org" } : {}),
      })),
    );
  }
}

Deno.test("calendars page in every state", requires("chromium"), async (t) => {
  await using browser = await openBrowser();
  const dataDir = await Deno.makeTempDir({ prefix: "invito-" });
  const seeded = { sessions: {}, reading: { hostId: "", key: "" } };
  await using program = await startWithHost({ dataDir }, (app) => furnish(app, seeded));
  const stage: Stage = { browser, program, dataDir, ...seeded };
  for (const [name, act] of Object.entries(steps)) await t.step(name, () => act(stage));
});

/** The page of the host in a state. */
async function enter(
  { browser, program, sessions }: Stage,
  state: string,
  look: Partial<VisitOptions> = {},
  path = "/dashboard/calendars",
) {
  const host = await visit(browser, {
    address: program.address,
    session: sessions[state]!,
    ...look,
  });
  await host.page.goto(path);
  return host;
}

const steps: Record<string, (stage: Stage) => Promise<void>> = {
  "every state is clean at 320, and pictures are taken": async (stage) => {
    const states = Object.keys(stage.sessions).map((state) => [state, "/dashboard/calendars"]);
    for (const tile of ["google", "icloud", "nextcloud", "caldav", "ics"]) {
      states.push(["none", `/dashboard/calendars?connect=${tile}`]);
    }
    for (const [state = "", path = ""] of states) {
      await using host = await enter(stage, state, { width: 320 }, path);
      await assertClean(host);
      const wide = await host.page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 320, `${state} ${path} is ${wide} wide`);
      if (!shots) continue;
      for (const width of [390, 1280]) {
        for (const theme of ["light", "dark"] as const) {
          await using looked = await enter(stage, state, { width, theme }, path);
          const name = `${state}${path.split("=")[1] ?? ""}-${width}-${theme}.png`;
          await looked.page.screenshot({ path: join(shots, name), fullPage: true });
        }
      }
    }
  },

  "without a calendar, tiles come first; a refusal keeps what was typed, beside its reason": async (
    stage,
  ) => {
    for (const scripts of [true, false]) {
      await using host = await enter(stage, "none", { scripts });
      const { page } = host;
      await page.getByRole("link", { name: /^Nextcloud/ }).click();
      await page.getByLabel("Nextcloud address").fill("127.0.0.1:9");
      await page.getByLabel("Username").fill("ada");
      await page.getByLabel("App password").fill("secret");
      await page.getByRole("button", { name: "Connect" }).click();
      const field = page.getByLabel("Nextcloud address");
      await page.locator("#address-error").waitFor();
      assert.equal(await field.inputValue(), "127.0.0.1:9");
      assert.equal(await page.getByLabel("Username").inputValue(), "ada");
      assert.match(await page.innerText("#address-error"), /couldn’t find a calendar server/);
      await page.locator("#address:focus").waitFor();
      if (scripts) await assertClean(host);
    }
  },

  "Google without sign-in offers its secret address and the words to ask for it": async (stage) => {
    await using host = await enter(stage, "none");
    const { page, context } = host;
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("link", { name: /^Google Calendar/ }).click();
    await page.getByText("Secret address in iCal format").waitFor();
    await page.getByRole("button", { name: "Copy" }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(copied, /INVITO_GOOGLE_CLIENT_ID and INVITO_GOOGLE_CLIENT_SECRET/);
    assert.match(copied, /\/settings\/calendar\/google\/callback/);
    await page.getByLabel("Calendar address (ICS)").fill("nonsense://");
    await page.getByRole("button", { name: "Subscribe" }).click();
    await page.locator("#feed-error").waitFor();
    assert.equal(await page.getByLabel("Calendar address (ICS)").inputValue(), "nonsense://");
    await page.getByText("Secret address in iCal format").waitFor();
  },

  "one table chooses what counts as busy and where bookings go, with scripts and without": async (
    stage,
  ) => {
    for (const scripts of [true, false]) {
      await using host = await enter(stage, "connected", { scripts, width: 390 });
      const { page } = host;
      const busy = page.getByLabel("Counts as busy: Birthdays");
      await busy.setChecked(scripts);
      await page.getByLabel("Bookings are added: Work").check();
      await page.getByRole("button", { name: "Save" }).click();
      await page.getByText("Saved.").waitFor();
      assert.equal(await busy.isChecked(), scripts);
      assert.ok(await page.getByLabel("Bookings are added: Work").isChecked());
      await assertCount(page.getByLabel("Bookings are added: Choir"), 0);
    }
  },

  "a refused password is on top, with the field that mends it": async (stage) => {
    await using host = await enter(stage, "refused");
    const [first] = await host.page.getByRole("heading", { level: 2 }).allInnerTexts();
    assert.equal(first, "Needs your attention");
    await host.page.getByLabel("New password").waitFor();
  },

  "the first sync is followed with counts, and what is ticked meanwhile stays": async (stage) => {
    await using host = await enter(stage, "reading");
    const { page } = host;
    using kv = await Deno.openKv(join(stage.dataDir, "invito.db"));
    const { hostId, key } = stage.reading;
    await page.getByLabel("Counts as busy: Family").uncheck();
    const progress = (done: number) =>
      setSyncProgress(kv, hostId, key, { done, total: 5_000, updatedAt: Date.now() });
    await progress(1_200);
    await page.getByText("1,200 of 5,000 events read").first().waitFor();
    await assertClean(host);
    if (shots) await page.screenshot({ path: join(shots, "progress.png"), fullPage: true });
    await progress(2_400);
    await page.getByText("2,400 of 5,000 events read").first().waitFor();
    assert.equal(await page.getByLabel("Counts as busy: Family").isChecked(), false);
    await deleteSyncProgress(kv, hostId, key);
    await page.getByText("2,400 of 5,000").first().waitFor({ state: "detached" });
  },
};
