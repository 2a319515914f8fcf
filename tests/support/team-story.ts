import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { MINUTE } from "$lib/scheduling/durations.ts";
import { assertClean, type BrowserVisit, visit } from "./browser.ts";
import type { Radicale } from "./caldav/radicale.ts";
import type { MailTown } from "./mail-server.ts";
import type { Program } from "./program.ts";
import { type Opened, opened } from "./parse-email.ts";

/** A member with a mailbox and a calendar, and the browser they are signed in with. */
export interface Member {
  name: string;
  email: string;
  /** The user of the calendar server. */
  user: "alice" | "bob";
  calendar: string;
  visit: BrowserVisit;
}

/** The running parts of a team's story. */
export interface TeamStory {
  browser: Browser;
  program: Program;
  mail: MailTown;
  radicale: Radicale;
  /** A weekday in a week. */
  date: string;
  ada: Member;
  ben: Member;
}

/** A guest's booking and the page they keep open. */
export interface GuestBooking {
  name: string;
  email: string;
  link: string;
  visit: BrowserVisit;
}

/** Axe finds nothing and nothing is wider than the page. */
export async function looksRight(person: BrowserVisit): Promise<void> {
  await person.page.waitForLoadState("load");
  await assertClean(person);
  const wider = await person.page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  assert.equal(wider, 0, `${person.page.url()} is too wide`);
}

/** Waits for an address; fails with what the page says in its place. */
export async function arrives(page: Page, address: RegExp): Promise<void> {
  try {
    await page.waitForURL(address);
  } catch (cause) {
    throw new Error(`${page.url()} says: ${await page.innerText("main")}`, { cause });
  }
}

/** Connects a member's calendar in the form; its new events go there. */
export async function connect({ radicale }: TeamStory, member: Member): Promise<void> {
  const { page } = member.visit;
  await page.goto("/dashboard/calendars?connect=caldav");
  await page.fill("input[name=address]", radicale.address);
  await page.fill("input[name=user]", member.user);
  await page.fill("input[name=password]", `${member.user}-pw`);
  await page.click('form[action*="connect"] button');
  await page.waitForSelector("input[name=blocks]");
  await looksRight(member.visit);
}

/** Books a time of the team; the hour is in UTC. */
export async function book(
  { browser, program, date }: TeamStory,
  slug: string,
  { name, hour, scripts = true }: { name: string; hour: string; scripts?: boolean },
): Promise<GuestBooking> {
  const guest = await visit(browser, { address: program.address, zone: "Asia/Kolkata", scripts });
  const { page } = guest;
  const email = `${name.toLowerCase()}@example.test`;
  await page.goto(`/team/bakery/${slug}?date=${date}&tz=Asia/Kolkata`);
  if (scripts) await looksRight(guest);
  await page.click(`[data-slot="${date}T${hour}:00:00Z"]`);
  await page.waitForSelector("input[name=email]");
  await page.fill("input[name=name]", name);
  await page.fill("input[name=email]", email);
  await page.click("button[name=slot]");
  await page.waitForURL(/\/booking\/[\w-]{43}$/);
  if (scripts) await looksRight(guest);
  return { name, email, link: page.url(), visit: guest };
}

/** Which of two members was asked about a guest's request. */
export async function askedMember(
  { mail, ada, ben }: TeamStory,
  about: string,
): Promise<Member> {
  const subject = /approval required/i;
  const ask = (member: Member) =>
    awaitEmail(mail, { to: member.email, subject, about }).then(() => member);
  return await Promise.any([ask(ada), ask(ben)]);
}

/** Opens the link in a member's email and presses its button, in a browser that is signed in nowhere. */
export async function confirmFromEmail(
  { browser, program, mail }: TeamStory,
  to: string,
  about: string,
  subject = /approval required/i,
): Promise<string> {
  const link = linkIn(await awaitEmail(mail, { to, subject, about }), /\/confirm$/);
  await using office = await visit(browser, { address: program.address, width: 390 });
  await office.page.goto(link);
  await looksRight(office);
  await office.page.click("form button.button");
  await office.page.waitForLoadState("networkidle");
  return await office.page.innerText("main");
}

/** The events of a member's calendar that speak of a guest, once there are as many as wanted. */
export async function entriesOf(
  { radicale }: TeamStory,
  { user, calendar }: Member,
  about: string,
  wanted: number,
): Promise<string[]> {
  const path = new URL(calendar).pathname;
  const until = Date.now() + MINUTE;
  for (;;) {
    const listing = await (await radicale.as(user, "PROPFIND", path)).text();
    const hrefs = [...listing.matchAll(/<href>([^<]+\.ics)<\/href>/g)].map(([, href]) => href!);
    const events = await Promise.all(
      hrefs.map(async (href) => await (await radicale.as(user, "GET", href)).text()),
    );
    const found = events.filter((event) => event.includes(about));
    if (found.length === wanted) return found;
    if (Date.now() > until) assert.equal(found.length, wanted, `${about} in ${calendar}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** METHOD, SEQUENCE and UID of the invitation in the newest email that fits. */
export async function invitationTo(
  { mail }: TeamStory,
  to: string,
  subject: RegExp,
  about = "",
): Promise<{ method: string; sequence: number; uid: string; text: string }> {
  const email = await awaitEmail(mail, { to, subject, about });
  const content = (email.calendars[0]?.content ?? "").replaceAll(/\r\n[ \t]/g, "");
  return {
    method: /^METHOD:(.+?)\r?$/m.exec(content)?.[1] ?? "",
    sequence: Number(/^SEQUENCE:(\d+)/m.exec(content)?.[1]),
    uid: /^UID:(.+?)\r?$/m.exec(content)?.[1] ?? "",
    text: content,
  };
}

/** Which email a test waits for. */
interface WantedEmail {
  to: string;
  subject: RegExp;
  /** A part of its text. */
  about?: string;
}

/** The newest email that fits; waits for the mail server to deliver it. */
export async function awaitEmail(mail: MailTown, wanted: WantedEmail): Promise<Opened> {
  const until = Date.now() + 90_000;
  while (Date.now() < until) {
    const found = (await deliveredEmails(mail, wanted)).at(-1);
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`no email to ${wanted.to} about ${wanted.about} with ${wanted.subject}`);
}

/** All emails that fit and have been delivered, oldest first. */
export async function deliveredEmails(
  mail: MailTown,
  { to, subject, about = "" }: WantedEmail,
): Promise<Opened[]> {
  const all = await Promise.all((await mail.emails(to, 0)).map(opened));
  return all.filter((each) => subject.test(each.subject) && each.text.includes(about));
}

/** The first address in an email's text that fits. */
export function linkIn({ text }: Opened, path: RegExp): string {
  const link = text.match(/https?:\/\/\S+/g)?.find((each) => path.test(each));
  if (!link) throw new Error(`no link like ${path} in:\n${text}`);
  return link;
}
