/** A team from its first page to a cancelled booking: Chromium, a mail server and Radicale, two members and three guests. */
import assert from "node:assert/strict";
import { dateAt } from "$lib/scheduling/day.ts";
import { assertCount, openBrowser, reach, visit } from "../support/browser.ts";
import { startRadicale } from "../support/caldav/radicale.ts";
import { startMailTown } from "../support/mail-server.ts";
import { startProgram } from "../support/program.ts";
import { weekdayAfter } from "../support/seeded-town.ts";
import { requires } from "../support/required-programs.ts";
import {
  arrives,
  askedMember,
  awaitEmail,
  book,
  confirmFromEmail,
  connect,
  deliveredEmails,
  entriesOf,
  type GuestBooking,
  invitationTo,
  linkIn,
  looksRight,
  type Member,
  type TeamStory,
} from "../support/team-story.ts";

Deno.test(
  "a team's story: made on a phone, joined by email, booked, rescheduled, given away and cancelled",
  requires("chromium", "mail", "radicale"),
  async (t) => {
    const browser = await openBrowser();
    const mail = browser && await startMailTown();
    const radicale = mail && await startRadicale();
    if (!browser || !mail || !radicale) return;
    await using program = await startProgram({
      env: {
        INVITO_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
        INVITO_SMTP_HOST: mail.host,
        INVITO_SMTP_PORT: String(mail.ports.submission),
        INVITO_SMTP_USER: mail.user,
        INVITO_SMTP_PASSWORD: mail.password,
        INVITO_SMTP_FROM: "Invito <invito@example.test>",
        DENO_CERT: mail.caFile,
      },
    });
    const member = async (name: string, user: Member["user"], width: number): Promise<Member> => ({
      name,
      email: `${name.toLowerCase()}@example.test`,
      user,
      calendar: await radicale.makeCalendar(user, "work"),
      visit: await visit(browser, { address: program.address, zone: "Europe/Berlin", width }),
    });
    const story: TeamStory = {
      browser,
      program,
      mail,
      radicale,
      date: weekdayAfter(dateAt(Date.now(), "Europe/Berlin"), 7),
      ada: await member("Ada", "alice", 390),
      ben: await member("Ben", "bob", 1280),
    };
    try {
      await t.step("Ada makes a team on a phone and invites Ben by email", () => makeTeam(story));
      await t.step("Ben accepts from his email; both connect a calendar", () => join(story));
      await t.step("a round robin and a collective are made in the form", () => addTypes(story));
      await t.step("bookings", () => bookings(story));
    } finally {
      await browser.close();
      await radicale[Symbol.asyncDispose]();
      await mail[Symbol.asyncDispose]();
    }
  },
);

async function makeTeam({ program, mail, ada }: TeamStory): Promise<void> {
  const { page } = ada.visit;
  await page.goto(program.signInLink!);
  await page.getByLabel("Your name").fill("Ada");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL(/\/dashboard\/welcome$/);
  await page.getByLabel("Your email address").fill(ada.email);
  await page.getByLabel("Location").selectOption("Decided later");
  await page.getByRole("button", { name: "Create my page" }).click();
  await page.getByRole("heading", { name: /Your page is ready/ }).waitFor();
  const verify = await awaitEmail(mail, { to: ada.email, subject: /confirm your email/i });
  // Her mail is on a phone where she is not signed in.
  const phone = await page.context().browser()!.newContext();
  const mailPage = await phone.newPage();
  await mailPage.goto(linkIn(verify, /\/auth\/verify/));
  await mailPage.click("main form button.button");
  await mailPage.getByRole("heading", { name: "Your address is confirmed" }).waitFor();
  await phone.close();

  await page.goto("/dashboard/teams");
  await page.getByRole("heading", { name: "No teams yet" }).waitFor();
  await looksRight(ada.visit);
  await page.getByRole("link", { name: "New team" }).click();
  await page.getByRole("heading", { name: "New team" }).waitFor();
  await looksRight(ada.visit);
  await reach(page, "Name");
  await page.keyboard.type("The Bakery");
  await reach(page, "URL");
  await page.keyboard.type("bakery");
  await reach(page, "Create team");
  await page.keyboard.press("Enter");
  await page.getByText("Your team is ready. Invite its members.").waitFor();
  await looksRight(ada.visit);
  await page.getByLabel("Email address or username").fill("ben@example.test");
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await page.getByText("They become a member once they accept.").waitFor();
  await looksRight(ada.visit);
}

async function join(story: TeamStory): Promise<void> {
  const { mail, ada, ben } = story;
  const invitation = await awaitEmail(mail, {
    to: ben.email,
    subject: /Ada invites you to The Bakery/,
  });
  const { page } = ben.visit;
  await page.goto(linkIn(invitation, /\/team-invitation\//));
  await looksRight(ben.visit);
  await page.getByLabel("Your name").fill("Ben");
  await page.getByRole("button", { name: "Accept and create my booking page" }).click();
  await page.getByText("Welcome to The Bakery.").waitFor();
  await looksRight(ben.visit);
  await connect(story, ada);
  await connect(story, ben);
  await ada.visit.page.goto("/dashboard/teams");
  await ada.visit.page.getByRole("link", { name: "The Bakery" }).click();
  await ada.visit.page.getByText("Calendar up to date").nth(1).waitFor();
  await looksRight(ada.visit);
}

async function addTypes({ ada, ben }: TeamStory): Promise<void> {
  const { page } = ada.visit;
  await page.getByRole("link", { name: "Event types" }).last().click();
  await page.getByRole("heading", { name: "This team has no event types yet." }).waitFor();
  await looksRight(ada.visit);
  const types = page.url();
  for (const [title, mode] of [["Visit", "Round robin"], ["Panel", "Collective"]] as const) {
    await page.goto(`${types}/new`);
    await page.getByLabel("Title", { exact: true }).fill(title);
    await page.getByRole("radio", { name: mode }).check();
    await page.locator("#locationKind").selectOption("Decided later");
    if (mode === "Collective") {
      await page.getByLabel("Requests need confirmation by").selectOption("all");
    }
    await looksRight(ada.visit);
    await page.getByRole("button", { name: "Create", exact: false }).last().click();
    await page.waitForURL(/notice=created/);
    await looksRight(ada.visit);
  }
  await ben.visit.page.goto(types);
  await ben.visit.page.getByRole("link", { name: "Visit", exact: true }).waitFor();
  await assertCount(ben.visit.page.getByRole("link", { name: "New event type" }), 0);
  await looksRight(ben.visit);
}

async function bookings(story: TeamStory): Promise<void> {
  const tilda = await book(story, "visit", { name: "Tilda", hour: "09" });
  const asked = await askedMember(story, tilda.email);
  const konrad = await book(story, "visit", { name: "Konrad", hour: "10", scripts: false });
  const other = await askedMember(story, konrad.email);
  assert.notEqual(other, asked, "the second booking is the other member's turn");
  const edsger = await book(story, "panel", { name: "Edsger", hour: "12" });

  await confirmed(story, tilda, asked);
  await confirmed(story, konrad, other);
  await both(story, edsger);
  await reschedule(story, tilda, asked);
  await give(story, asked === story.ada ? tilda : konrad);
  await cancelByGuest(story, edsger);
  for (const { visit } of [tilda, konrad, edsger]) await visit[Symbol.asyncDispose]();
}

async function confirmed(story: TeamStory, guest: GuestBooking, member: Member): Promise<void> {
  assert.match(await confirmFromEmail(story, member.email, guest.email), /confirmed/i);
  await entriesOf(story, member, guest.email, 1);
  const toGuest = await invitationTo(story, guest.email, /^Confirmed/);
  assert.match(toGuest.text, new RegExp(`ATTENDEE.*${member.email}`));
  assert.match(toGuest.text, /ORGANIZER.*The Bakery.*invito@example\.test/);
}

async function both(story: TeamStory, guest: GuestBooking): Promise<void> {
  const { ada, ben } = story;
  const about = guest.email;
  assert.match(await confirmFromEmail(story, ben.email, about), /Ada/);
  await confirmFromEmail(story, ada.email, about);
  await guest.visit.page.waitForSelector("[data-state=confirmed]");
  await looksRight(guest.visit);
  for (const member of [ada, ben]) {
    const [entry] = await entriesOf(story, member, about, 1);
    for (const { email } of [ada, ben]) assert.match(entry!, new RegExp(`ATTENDEE[^]*${email}`));
  }
}

async function reschedule(story: TeamStory, guest: GuestBooking, member: Member): Promise<void> {
  const { page } = guest.visit;
  await page.waitForSelector("[data-state=confirmed]");
  await page.click('a[href$="/reschedule"]');
  await page.waitForURL(/\/reschedule/);
  await page.goto(`${guest.link}/reschedule?date=${story.date}&tz=UTC&hours=24`);
  await looksRight(guest.visit);
  await page.click(`[data-slot="${story.date}T14:00:00Z"]`);
  await page.click("form[data-once] button[name=slot]");
  await page.waitForURL(/\/booking\/[\w-]{43}$/);
  await confirmFromEmail(story, member.email, guest.email, /asks to reschedule/i);
  const moved = await invitationTo(story, guest.email, /^Rescheduled/);
  const first = await invitationTo(story, guest.email, /^Confirmed/);
  assert.equal(moved.uid, first.uid);
  assert.ok(moved.sequence > first.sequence);
  const [entry] = await entriesOf(story, member, guest.email, 1);
  assert.match(entry!, /DTSTART[^\n]*T1[56]0000/);
}

async function give(story: TeamStory, guest: GuestBooking): Promise<void> {
  const { ada, ben, mail } = story;
  const { page } = ada.visit;
  await page.goto("/dashboard");
  await page.getByRole("link", { name: guest.name, exact: true }).first().click();
  await page.getByRole("heading", { name: guest.name, level: 1 }).waitFor();
  await looksRight(ada.visit);
  await reach(page, "Reassign");
  await page.keyboard.press("Enter");
  await reach(page, "Reassign to");
  await page.keyboard.type("Ben");
  await reach(page, "Reassign booking");
  await page.keyboard.press("Enter");
  await arrives(page, /notice=reassigned/);
  await looksRight(ada.visit);

  const lost = await invitationTo(story, ada.email, /^No longer yours/, guest.name);
  const gained = await invitationTo(story, ben.email, /^New meeting/, guest.name);
  const told = await invitationTo(story, guest.email, /You’ll now meet Ben/);
  assert.deepEqual([lost.method, gained.method, told.method], ["CANCEL", "REQUEST", "REQUEST"]);
  assert.equal(new Set([lost.uid, gained.uid, told.uid]).size, 1);
  await entriesOf(story, ben, guest.email, 1);
  await entriesOf(story, ada, guest.email, 0);
  const toGuest = { to: guest.email, subject: /You’ll now meet/ };
  assert.equal((await deliveredEmails(mail, toGuest)).length, 1);
  await guest.visit.page.goto(guest.link);
  assert.match(await guest.visit.page.innerText("article"), /Ben/);
}

async function cancelByGuest(story: TeamStory, guest: GuestBooking): Promise<void> {
  const { page } = guest.visit;
  await page.goto(`${guest.link}/cancel`);
  await looksRight(guest.visit);
  await page.click("article button");
  await page.waitForSelector("[data-state=cancelled]");
  await looksRight(guest.visit);
  for (const member of [story.ada, story.ben]) {
    const cancelled = await invitationTo(story, member.email, /^Cancelled/, guest.name);
    assert.equal(cancelled.method, "CANCEL");
    await entriesOf(story, member, guest.email, 0);
  }
}
