import assert from "node:assert/strict";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { sessionCookie } from "$lib/server/auth/sessions.ts";
import { dateAt } from "$lib/scheduling/day.ts";
import {
  assertClean,
  assertCount,
  type BrowserVisit,
  openBrowser,
  visit,
} from "../support/browser.ts";
import { type Radicale, startRadicale } from "../support/caldav/radicale.ts";
import { type MailTown, startMailTown } from "../support/mail-server.ts";
import { requires } from "../support/required-programs.ts";
import { type RunningWithHost, startWithHost } from "../support/running-program.ts";
import { signedIn, weekdayAfter } from "../support/seeded-town.ts";
import { reloadUntil, until } from "../support/until.ts";
import { accept, startReceiver, status } from "../support/webhooks/receiver.ts";
import { subscribe } from "../support/webhooks/stage.ts";

/** Where pictures go when somebody wants to look: `SHOTS=folder`. */
const shots = Deno.env.get("SHOTS");
const path = "/dashboard/operations";

interface Stage {
  browser: Browser;
  program: RunningWithHost;
  session: string;
  mail: MailTown;
  radicale: Radicale;
  receiver: Awaited<ReturnType<typeof startReceiver>>;
  date: string;
}

Deno.test(
  "the status page: mail server, calendar and webhook break, are seen, understood and mended there",
  requires("chromium", "mail", "radicale"),
  async (t) => {
    await using browser = await openBrowser();
    const radicale = browser && await startRadicale();
    const mail = radicale && await startMailTown();
    if (!browser || !radicale || !mail) return;
    await using _ = mail;
    await using __ = radicale;
    await using receiver = await startReceiver();
    await radicale.makeCalendar("alice", "work");
    let session = "";
    const env = {
      INVITO_SYNC_INTERVAL: "20s",
      INVITO_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
      INVITO_SMTP_HOST: mail.host,
      INVITO_SMTP_PORT: String(mail.ports.submission),
      INVITO_SMTP_USER: mail.user,
      INVITO_SMTP_PASSWORD: mail.password,
      INVITO_SMTP_FROM: "Invito <invito@example.test>",
      DENO_CERT: mail.caFile,
    };
    await using program = await startWithHost({ env }, async (app, host) => {
      session = await signedIn(app, host);
      app.settings.allowPrivateHosts = ["127.0.0.1"];
      await subscribe(app, host.id, { url: receiver.url, description: "Guest list" });
    });
    const date = weekdayAfter(dateAt(Date.now(), "Europe/Berlin"), 10);
    const stage: Stage = { browser, program, session, mail, radicale, receiver, date };
    for (const [name, act] of Object.entries(steps)) await t.step(name, () => act(stage));
  },
);

const steps: Record<string, (stage: Stage) => Promise<void>> = {
  "with nothing connected nothing needs the host": async (stage) => {
    await using host = await enter(stage);
    await everythingWorks(host.page);
    await host.page.getByText("No calendar connected").waitFor();
    await look(host, "empty");
  },

  "all is well: calendars with what they can do, and what was done": async (stage) => {
    await connect(stage);
    await book(stage, "09:00", "Grace Hopper");
    await stage.mail.emails("grace@example.test");
    await using host = await enter(stage);
    await everythingWorks(host.page);
    const calendars = host.page.getByRole("region", { name: "Calendars" });
    await calendars.getByText("Up to date").waitFor();
    await calendars.getByText("What this server supports").click();
    await calendars.getByText(/The last sync took/).waitFor();
    await host.page.getByText(/\d confirmations? sent/).waitFor();
    await host.page.getByText(/Your calendars checked \d+ times?/).waitFor();
    await look(host, "fine");
  },

  "each is seen without a reload, in words": async (stage) => {
    await using host = await enter(stage);
    const { page } = host;
    await everythingWorks(page);
    await stage.mail.stop();
    await stage.radicale.setPassword("alice", "another-pw");
    stage.receiver.answer = status(500);
    await book(stage, "10:00", "Radia Perlman");
    const needs = page.getByRole("region", { name: "Needs your attention" });
    await needs.getByRole("heading", { name: /^\d emails haven’t arrived$/ }).waitFor(slow);
    await needs.getByText("The mail server can’t be reached").waitFor();
    await needs.getByRole("heading", { name: /^Guest list isn’t accepting/ }).waitFor(slow);
    await needs.getByText("Status 500").waitFor();
    await needs.getByRole("heading", { name: /: sign in again$/ }).waitFor(slow);
    await needs.getByText("didn’t accept this username and password").first().waitFor();
    await page.getByRole("link", { name: /^Status \d things need you/ }).waitFor();
    await look(host, "problems");
    await page.setViewportSize({ width: 320, height: 800 });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  },

  "each is mended there, without a terminal, and then everything works": async (stage) => {
    await using host = await enter(stage);
    const { page } = host;
    const need = (name: RegExp) =>
      page.getByRole("listitem").filter({ has: page.getByRole("heading", { name }) });

    const calendar = need(/: sign in again$/);
    await calendar.getByLabel("Password").fill("wrong-pw");
    await calendar.getByRole("button", { name: "Sign in again" }).click();
    await calendar.getByRole("alert").getByText("didn’t accept").waitFor();
    await calendar.getByLabel("Password").fill("another-pw");
    await calendar.getByRole("button", { name: "Sign in again" }).click();
    await page.getByText("Signed in.").waitFor(slow);
    await gone(calendar);

    await stage.mail.start();
    await need(/emails haven’t arrived$/).getByRole("button", { name: "Retry all" }).click();
    await stage.mail.emails("radia@example.test");

    stage.receiver.answer = accept;
    const before = stage.receiver.received.length;
    await need(/^Guest list/).getByRole("button", { name: /^Send again now/ }).click();
    await gone(need(/^Guest list/));
    assert(stage.receiver.received.length > before);
    await retryUntilEverythingWorks(page);
    await assertCount(page.getByRole("link", { name: /need/ }), 0);
    await assertClean(host);
  },

  "without scripts: run now, and drop after a question; the booking’s history says so": async (
    stage,
  ) => {
    await stage.mail.stop();
    await book(stage, "11:00", "Barbara Liskov");
    await using host = await enter(stage, { scripts: false });
    const { page } = host;
    const failing = page.getByRole("listitem").filter({ hasText: "Coffee with Barbara Liskov" })
      .filter({ hasText: "Trying again" });
    const areBothThere = async () => await failing.count() >= 2;
    await openUntil(page, areBothThere);
    await failing.first().getByRole("button", { name: /^Run now/ }).click();
    await page.getByText("It’s running now.").waitFor();
    await openUntil(page, areBothThere);
    await failing.first().getByText("Drop…").click();
    await failing.first().getByText("It will never be sent.").waitFor();
    await failing.first().getByRole("button", { name: /^Drop:/ }).click();
    await page.getByText("Dropped. It won’t be tried again.").waitFor();
    await failing.first().getByRole("link").click();
    await page.getByText("Email dropped").waitFor();
    await stage.mail.start();
  },

  "a webhook’s delivery that waits for its next try is dropped on its page": async (stage) => {
    stage.receiver.answer = status(500);
    await book(stage, "12:00", "Hedy Lamarr");
    await using host = await enter(stage, { scripts: false });
    const { page } = host;
    const failing = page.getByRole("listitem").filter({ hasText: "Retrying" });
    await page.getByRole("link", { name: /^Guest list/ }).click();
    await reloadUntil(
      page,
      "a delivery that is tried again",
      async () => await failing.count() > 0,
    );
    await failing.first().getByRole("link").click();
    await page.getByText("Drop…").click();
    await page.getByRole("button", { name: "Drop it" }).click();
    await page.getByText("Dropped. It won’t be tried again.").waitFor();
    await page.getByText("You dropped it.").waitFor();
    await page.getByRole("link", { name: "Open booking" }).click();
    await page.getByText("Webhook delivery dropped").waitFor();
  },
};

const slow = { timeout: 90_000 };

async function enter(
  { browser, program, session }: Stage,
  options: { scripts?: boolean } = {},
): Promise<BrowserVisit> {
  const zone = "Europe/Berlin";
  const host = await visit(browser, { address: program.address, session, zone, ...options });
  await host.page.goto(path);
  return host;
}

async function everythingWorks(page: Page): Promise<void> {
  await page.getByText("Everything works").waitFor(slow);
  await assertCount(page.getByRole("region", { name: "Needs your attention" }), 0);
}

/** What was being tried while its server was still down is retried once more, by the button that the page offers for it. */
async function retryUntilEverythingWorks(page: Page): Promise<void> {
  const again = page.getByRole("button", { name: /^(Retry all|Send again now|Sync now)/ }).first();
  const allWorks = page.getByText("Everything works");
  for (let n = 0; n < 9; n++) {
    if (await allWorks.waitFor({ timeout: 10_000 }).then(() => true, () => false)) return;
    await again.click({ timeout: 1_000 }).catch(() => {});
  }
  const needs = await page.getByRole("main").innerText();
  await page.goto(new URL("/dashboard/calendars", page.url()).href);
  const calendars = await page.getByRole("main").innerText();
  assert.fail(`not everything works:\n${needs}\n\nCalendars:\n${calendars}`);
}

async function gone(locator: Locator): Promise<void> {
  await locator.waitFor({ state: "detached", ...slow });
}

async function openUntil(page: Page, isShown: () => Promise<boolean>): Promise<void> {
  await until("the page", async () => await isShown() || (await page.goto(path), false), 60_000);
}

/** Axe, and pictures at both widths in both themes where somebody wants to look. */
async function look(host: BrowserVisit, name: string): Promise<void> {
  await assertClean(host);
  if (!shots) return;
  const { page } = host;
  for (const width of [1280, 390]) {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      const file = join(shots, `status-${name}-${width}-${colorScheme}.png`);
      await page.screenshot({ path: file, fullPage: true });
    }
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.emulateMedia({ colorScheme: "light" });
}

async function send(
  { program, session }: Stage,
  to: string,
  body: unknown,
  key = "",
): Promise<void> {
  const answer = await fetch(`${program.address}${to}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      origin: program.address,
      cookie: `${sessionCookie}=${session}`,
      ...(key ? { "idempotency-key": key } : {}),
    },
    body: JSON.stringify(body),
  });
  assert(answer.ok, `${to}: ${answer.status} ${await answer.text()}`);
}

async function connect(stage: Stage): Promise<void> {
  const { address } = stage.radicale;
  await send(stage, "/v0/calendar/connections/caldav", {
    address: `${address}/alice/`,
    user: "alice",
    password: "alice-pw",
  });
}

/** A guest books coffee, which is confirmed at once. */
async function book(stage: Stage, time: string, name: string): Promise<void> {
  await send(stage, "/v0/bookings", {
    username: stage.program.host.username,
    eventSlug: "coffee",
    startsAt: `${stage.date}T${time}:00Z`,
    timezone: "Europe/Berlin",
    inviteeName: name,
    inviteeEmail: `${name.split(" ")[0]!.toLowerCase()}@example.test`,
  }, `status-page-${time}-${crypto.randomUUID()}`);
}
