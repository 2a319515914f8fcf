import assert from "node:assert/strict";
import {
  assertClean,
  assertCount,
  type BrowserVisit,
  openBrowser,
  visit,
} from "../support/browser.ts";
import { type MailTown, startMailTown } from "../support/mail-server.ts";
import { opened } from "../support/parse-email.ts";
import { type Program, startProgram } from "../support/program.ts";
import { requires } from "../support/required-programs.ts";

const phone = 390;

function settings(mail: MailTown) {
  return {
    INVITO_SMTP_HOST: mail.host,
    INVITO_SMTP_PORT: String(mail.ports.submission),
    INVITO_SMTP_USER: mail.user,
    INVITO_SMTP_PASSWORD: mail.password,
    INVITO_SMTP_FROM: "Invito <invito@example.test>",
    DENO_CERT: mail.caFile,
  };
}

Deno.test(
  "a team is made on a phone, its members invited by email and by username, in two other browsers",
  requires("chromium", "mail"),
  async (t) => {
    await using browser = await openBrowser();
    const mail = browser && await startMailTown();
    if (!browser || !mail) return;
    await using _ = mail;
    await using program = await startProgram({ env: settings(mail) });
    const { address } = program;
    await using ada = await visit(browser, { address, width: phone, zone: "Europe/Berlin" });
    await using nia = await visit(browser, { address, scripts: false, width: phone });

    await t.step("Ada makes a team and invites Nia by email", async () => {
      await signIn(ada, program, "Ada Beck");
      await makeTeam(ada);
      await ada.page.getByLabel("Email address or username").fill("nia@example.test");
      await ada.page.getByRole("button", { name: "Invite", exact: true }).click();
      await ada.page.getByText("They become a member once they accept").waitFor();
      await assertClean(ada);
    });

    await t.step("Nia, who has no account, reads it, accepts, and is a member", async () => {
      const { text } = await opened((await mail.emails("nia@example.test"))[0]!);
      const link = new URL(/http\S+\/team-invitation\/\S+/.exec(text)![0]);
      await nia.page.goto(link.pathname);
      await nia.page.getByRole("heading", { name: "Join The Mill" }).waitFor();
      await nia.page.getByLabel("Your name").fill("Nia Okri");
      await nia.page.getByRole("button", { name: "Accept and create my booking page" }).click();
      await nia.page.waitForURL(/\/dashboard\/teams\/.*notice=joined/);
      await nia.page.getByText("Welcome to The Mill.").waitFor();
      await assertCount(nia.page.getByLabel("Email address or username"), 0);
      const again = await nia.page.goto(link.pathname);
      assert.equal(again?.status(), 404, "the link is used");
      await nia.page.goto("/dashboard/teams");
      assert.deepEqual(nia.problems, []);
    });

    await t.step("Nia leaves, without scripts, and is invited again by her username", async () => {
      await nia.page.getByRole("link", { name: "The Mill" }).click();
      await nia.page.getByRole("link", { name: "Leave" }).click();
      await nia.page.getByRole("button", { name: "Leave team" }).click();
      await nia.page.getByText("You’ve left The Mill.").waitFor();

      await ada.page.getByLabel("Email address or username").fill("nobody");
      await ada.page.getByRole("button", { name: "Invite", exact: true }).click();
      await ada.page.getByText("We don’t know this username").waitFor();
      assert.equal(await ada.page.getByLabel("Email address or username").inputValue(), "nobody");
      await ada.page.getByLabel("Email address or username").fill("nia-okri");
      await ada.page.getByRole("button", { name: "Invite", exact: true }).click();
      await ada.page.getByText("They become a member once they accept").waitFor();

      await nia.page.goto("/dashboard");
      await nia.page.getByRole("link", { name: "Teams 1 pending" }).click();
      await nia.page.getByRole("button", { name: "Accept: The Mill" }).click();
      await nia.page.getByText("Welcome to The Mill.").waitFor();
      await nia.page.getByRole("link", { name: "Teams", exact: true }).first().waitFor();
    });

    await t.step("Ada makes Nia an admin and removes her", async () => {
      await ada.page.reload();
      await ada.page.getByRole("link", { name: "Manage: Nia Okri" }).click();
      await ada.page.getByLabel("Role").selectOption("admin");
      await assertClean(ada);
      await ada.page.getByRole("button", { name: "Change role" }).click();
      await ada.page.getByText("Role changed.").waitFor();
      await ada.page.getByRole("link", { name: "Manage: Nia Okri" }).click();
      await ada.page.getByRole("button", { name: "Remove from team" }).click();
      await ada.page.getByText("Nia Okri is no longer a member.").waitFor();
    });

    await t.step("Ada, the only owner, can delete the team but not her account", async () => {
      await ada.page.goto("/dashboard/settings/close");
      await ada.page.getByText("You are the only owner of these teams").waitFor();
      await assertClean(ada);
      await ada.page.getByRole("link", { name: "The Mill" }).click();
      for (const tab of ["Bookings", "Settings"]) {
        const tabs = ada.page.getByRole("navigation", { name: "Team", exact: true });
        await tabs.getByRole("link", { name: tab }).click();
        await tabs.locator('[aria-current="page"]', { hasText: tab }).waitFor();
        await assertClean(ada);
      }
      await ada.page.getByRole("link", { name: "Delete team" }).click();
      await assertClean(ada);
      await ada.page.getByLabel("Yes, delete the team").check();
      await ada.page.getByRole("button", { name: "Delete team" }).click();
      await ada.page.getByText("The Mill was deleted.").waitFor();
    });
  },
);

async function signIn({ page }: BrowserVisit, { signInLink }: Program, name: string) {
  await page.goto(signInLink!);
  await page.getByLabel("Your name").fill(name);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL(/\/dashboard/);
}

/** From the menu and the empty list; a reserved name keeps what was entered. */
async function makeTeam(visitor: BrowserVisit) {
  const { page } = visitor;
  await page.getByRole("navigation", { name: "Main menu" }).getByRole("link", { name: "Teams" })
    .click();
  await page.getByRole("heading", { name: "No teams yet" }).waitFor();
  await assertClean(visitor);
  await page.getByRole("link", { name: "New team" }).click();
  await page.getByLabel("Name", { exact: true }).fill("The Mill");
  await page.getByLabel("URL").fill("admin");
  await page.getByRole("button", { name: "Create team" }).click();
  await page.getByText("This name is reserved.").first().waitFor();
  await assertClean(visitor);
  assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "The Mill");
  await page.getByLabel("URL").fill("");
  await page.getByRole("button", { name: "Create team" }).click();
  await page.getByText("Your team is ready.").waitFor();
  assert.match(
    await page.getByLabel("Link to the page of The Mill").getAttribute("title") ?? "",
    /\/team\/the-mill$/,
  );
  await assertClean(visitor);
}
