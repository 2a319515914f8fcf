/** The main job from end to end against real servers: an OpenID provider, a mail server with mailboxes, Radicale, Chromium. */
import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { dateAt } from "$lib/scheduling/day.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { assertClean, assertCount, openBrowser, visit } from "../support/browser.ts";
import { readByOthers } from "../support/icalendar/icalendar-readers.ts";
import { type MailTown, startMailTown } from "../support/mail-server.ts";
import { client, startIssuer } from "../support/oidc-issuer.ts";
import { type Opened, opened } from "../support/parse-email.ts";
import { freePort } from "../support/free-port.ts";
import { type Program, startProgram } from "../support/program.ts";
import { type Radicale, startRadicale } from "../support/caldav/radicale.ts";
import { weekdayAfter } from "../support/seeded-town.ts";
import { requires } from "../support/required-programs.ts";
import { until } from "../support/until.ts";

const PATIENCE_MS = 90_000;

interface Stage {
  browser: Browser;
  program: Program;
  issuer: string;
  mail: MailTown;
  radicale: Radicale;
  /** The address of Alice's calendar. */
  calendar: string;
  /** A free weekday, in Berlin and in Kolkata. */
  date: string;
}

const host = "alice@example.test";

Deno.test(
  "whole product: a guest requests, the host confirms from the email, the calendar is written",
  requires("chromium", "mail", "radicale"),
  async (t) => {
    const browser = await openBrowser();
    const mail = browser && await startMailTown();
    const radicale = mail && await startRadicale();
    if (!browser || !mail || !radicale) return;
    const listen = freePort(), issuerPort = freePort();
    const issuer = `http://127.0.0.1:${issuerPort}`;
    const address = `http://127.0.0.1:${listen}`;
    await using _ = await startIssuer(
      [`${address}/auth/callback`],
      issuerPort,
    );
    const authority = await Deno.makeTempFile({ suffix: ".pem" });
    await Deno.writeTextFile(authority, mail.ca);
    await using program = await startProgram({
      env: {
        INVITO_BASE_URL: address,
        INVITO_LISTEN_ADDR: `127.0.0.1:${listen}`,
        INVITO_OIDC_ISSUER: issuer,
        INVITO_OIDC_CLIENT_ID: client.id,
        INVITO_OIDC_CLIENT_SECRET: client.secret,
        INVITO_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
        INVITO_SMTP_HOST: mail.host,
        INVITO_SMTP_PORT: String(mail.ports.submission),
        INVITO_SMTP_USER: mail.user,
        INVITO_SMTP_PASSWORD: mail.password,
        INVITO_SMTP_FROM: "Invito <invito@example.test>",
        DENO_CERT: authority,
      },
    });
    const calendar = await radicale.makeCalendar("alice", "work");
    const date = weekdayAfter(dateAt(Date.now(), "Europe/Berlin"), 7);
    const stage: Stage = { browser, program, issuer, mail, radicale, calendar, date };
    try {
      await t.step(
        "the host signs in with the OpenID provider and connects a calendar",
        () => settleIn(stage),
      );
      await t.step(
        "with scripts: requested, confirmed from the email, written; a second confirmation says so",
        () => askedAndConfirmed(stage, { scripts: true, guest: "tilda@example.test", hour: "09" }),
      );
      await t.step(
        "without scripts: the same",
        () =>
          askedAndConfirmed(stage, { scripts: false, guest: "konrad@example.test", hour: "10" }),
      );
      await t.step(
        "rejected from the email: the guest is notified, nothing is written",
        () => rejected(stage),
      );
      await t.step(
        "expired without a decision: the guest is notified once, the time is free again",
        () => expired(stage),
      );
    } finally {
      await browser.close();
      await radicale.stop();
      await mail[Symbol.asyncDispose]();
      await Deno.remove(authority);
    }
  },
);

async function settleIn({ browser, program, issuer, radicale }: Stage) {
  await using visitor = await visit(browser, {
    address: program.address,
    zone: "Europe/Berlin",
    known: [issuer],
  });
  const { page } = visitor;
  await page.goto("/dashboard");
  await page.waitForURL(/\/auth\/sign-in/);
  await page.click('form[action="?/startOidc"] button');
  await page.waitForURL(`${issuer}/**`);
  await page.fill("input[name=login]", "alice");
  await page.fill("input[name=password]", "x");
  await page.click("button[type=submit]");
  await page.waitForSelector("input[name=prompt][value=consent]", { state: "attached" });
  await page.click("button[type=submit]");
  await page.waitForURL(`${program.address}/dashboard**`);
  await page.goto("/dashboard/calendars?connect=caldav");
  await page.fill("input[name=address]", radicale.address);
  await page.fill("input[name=user]", "alice");
  await page.fill("input[name=password]", "alice-pw");
  await page.click('form[action*="connect"] button');
  await page.waitForSelector("input[name=blocks]");
  await assertCount(page.locator("input[name=blocks]:checked"), 1);
  await assertClean(visitor);
}

async function askedAndConfirmed(
  stage: Stage,
  way: { scripts: boolean; guest: string; hour: string },
) {
  const { browser, program, mail, radicale, calendar, date } = stage;
  const start = Date.parse(`${date}T${way.hour}:00:00Z`);
  const { guest, link } = await ask(stage, way);
  await using _ = guest;

  const please = await letter(mail, host, /approval required/i, way.guest);
  assert.match(please.text, new RegExp(way.guest));
  assert.match(please.text, /Europe\/Berlin/);
  assert.equal(please.replyTo, way.guest);
  const decide = new RegExp(`${program.address}/booking/[\\w-]{43}/confirm`).exec(please.text)?.[0];
  assert(decide, please.text);
  for (const path of ["confirm", "reject"]) {
    const foreign = await fetch(`${link}/${path}`);
    await foreign.body?.cancel();
    assert.equal(foreign.status, 404, `the guest's own link with /${path}`);
  }

  await using office = await visit(browser, {
    address: program.address,
    scripts: way.scripts,
    zone: "Europe/Berlin",
  });
  const { page } = office;
  assert.equal((await page.goto(decide))?.headers()["referrer-policy"], "no-referrer");
  if (way.scripts) await assertClean(office);
  await page.click("form button.button");
  await page.waitForLoadState("networkidle");
  assert.match(await page.innerText("main"), /confirmed/i);
  await page.goto(decide);
  assert.match(await page.innerText("main"), /already confirmed/i);

  if (way.scripts) await guest.page.waitForSelector("[data-state=confirmed]");
  else await guest.page.reload();
  assert.match(await guest.page.innerText("article"), /confirmed/i);
  const file = await fetch(`${link}/event.ics`);
  assert.equal(file.status, 200);

  const emails = [
    await letter(mail, way.guest, /confirmed/i),
    await letter(mail, host, /confirmed/i, way.guest),
  ];
  const invitations = emails.map(({ calendars }) => calendars[0]?.content ?? "");
  const written = await onRadicale(radicale, calendar, way.guest);
  const read = await readByOthers([...invitations, await file.text(), written]);
  for (const [seen, byLibical] of read ?? []) {
    assert.deepEqual(seen.errors, []);
    assert.equal(seen.start, start);
    assert.equal(byLibical.start, start);
    assert.equal(seen.end, start + 30 * MINUTE);
    assert.equal(seen.uid, read![0]![0].uid);
  }
  assert.deepEqual(read?.slice(0, 2).map(([seen]) => seen.method), ["REQUEST", "REQUEST"]);
  assert.equal(read?.[3]?.[0].method, null);
  assert.deepEqual([...guest.foreign, ...office.foreign], []);
  assert.deepEqual([...guest.problems, ...office.problems], []);
}

async function rejected(stage: Stage) {
  const email = "edsger@example.test";
  const { guest } = await ask(stage, { scripts: true, guest: email, hour: "12" });
  await using _ = guest;
  const please = await letter(stage.mail, host, /approval required/i, email);
  const decide = new RegExp(`${stage.program.address}/booking/[\\w-]{43}/reject`).exec(please.text)
    ?.[0];
  assert(decide, please.text);
  await using office = await visit(stage.browser, { address: stage.program.address });
  await office.page.goto(decide);
  await office.page.fill("textarea[name=message]", "I am away that day.");
  await office.page.click("form button.button-danger");
  await guest.page.waitForSelector("[data-state=rejected]");
  const no = await letter(stage.mail, email, /./, "I am away that day.");
  assert.equal(no.calendars.length, 0);
  const events = await stage.radicale.as("alice", "PROPFIND", new URL(stage.calendar).pathname);
  assert.equal((await events.text()).match(/\.ics<\/href>/g)?.length, 2);
}

async function expired(stage: Stage) {
  const { program, mail, browser } = stage;
  await program.restart({ INVITO_BOOKING_TTL: "6s" });
  const email = "ada@example.test";
  const { guest, link } = await ask(stage, { scripts: true, guest: email, hour: "13" });
  await using _ = guest;
  const please = await letter(mail, host, /approval required/i, email);
  const decide = new RegExp(`${program.address}/booking/[\\w-]{43}/confirm`).exec(please.text)?.[0];
  assert(decide, please.text);
  await guest.page.waitForSelector("[data-state=expired]");
  await letter(mail, email, /./, link.slice(0, program.address.length));
  const notified = async () => {
    const all = await Promise.all((await mail.emails(email)).map(opened));
    return all.filter(({ messageId }) => messageId.includes("expired")).length;
  };
  await until("an email that the request has expired", notified, PATIENCE_MS);
  assert.equal(await notified(), 1);

  await using office = await visit(browser, { address: program.address });
  await office.page.goto(decide);
  assert.match(await office.page.innerText("main"), /already closed/i);
  await assertCount(office.page.locator("form button.button"), 0);
  await office.page.goto(`/calendar/alice/intro-call?date=${stage.date}&tz=Asia/Kolkata`);
  await office.page.waitForSelector(`[data-slot="${stage.date}T13:00:00Z"]`);
}

/** A guest in Kolkata books at an hour of UTC, and stays on their page. */
async function ask(
  { browser, program, date }: Stage,
  way: { scripts: boolean; guest: string; hour: string },
) {
  const guest = await visit(browser, {
    address: program.address,
    zone: "Asia/Kolkata",
    scripts: way.scripts,
  });
  const { page } = guest;
  await page.goto(`/calendar/alice/intro-call?date=${date}&tz=Asia/Kolkata`);
  await page.click(`[data-slot="${date}T${way.hour}:00:00Z"]`);
  await page.waitForSelector("input[name=email]");
  await page.fill("input[name=name]", "Tilda <Example>, Ph.D.");
  await page.fill("input[name=email]", way.guest);
  await page.fill("textarea[name=note]", "Grüße & „Fragen“\n<b>two lines</b>");
  await page.click("button[name=slot]");
  await page.waitForURL(/\/booking\/[\w-]{43}$/);
  assert.match(await page.innerText("article"), new RegExp(way.guest.replace(".", "\\.")));
  if (way.scripts) await assertClean(guest);
  return { guest, link: page.url() };
}

/** The newest email to somebody whose subject fits and which speaks of something; waits for the mail server to deliver it. */
function letter(mail: MailTown, to: string, subject: RegExp, about = ""): Promise<Opened> {
  return until(`an email to ${to} about ${about} with ${subject}`, async () => {
    for (const raw of (await mail.emails(to)).toReversed()) {
      const each = await opened(raw);
      if (subject.test(each.subject) && each.text.includes(about)) return each;
    }
    return null;
  }, PATIENCE_MS);
}

/** The event that stands in the calendar for a guest; waits for it to be written. */
function onRadicale(radicale: Radicale, calendar: string, guest: string): Promise<string> {
  const path = new URL(calendar).pathname;
  return until(`an event of ${guest} in the calendar`, async () => {
    const listing = await (await radicale.as("alice", "PROPFIND", path)).text();
    for (const [, href] of listing.matchAll(/<href>([^<]+\.ics)<\/href>/g)) {
      const event = await (await radicale.as("alice", "GET", href!)).text();
      if (event.includes(guest)) return event;
    }
    return null;
  }, PATIENCE_MS);
}
