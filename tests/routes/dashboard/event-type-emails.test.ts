import assert from "node:assert/strict";
import { assertCount, openBrowser, visit } from "../../support/browser.ts";
import { startWithHost } from "../../support/running-program.ts";
import { type SeededTown, seedTown } from "../../support/seeded-town.ts";
import { requires } from "../../support/required-programs.ts";

Deno.test(
  "emails of a type: reminders and templates are added, refused, shown and removed, without scripts",
  requires("chromium"),
  async (t) => {
    await using browser = await openBrowser();
    let town: SeededTown | null = null;
    await using program = await startWithHost({}, async (app, host) => {
      town = await seedTown(app, host);
    });
    await using ada = await visit(browser, {
      address: program.address,
      session: town!.session,
      scripts: false,
    });
    const { page } = ada;
    const rows = () => page.getByRole("group", { name: /^Reminder \d/ });
    const row = (n: number) => page.getByRole("group", { name: `Reminder ${n}` });
    const press = (name: string) => page.getByRole("button", { name, exact: true }).click();

    await t.step("rows are added and taken away without being saved", async () => {
      await page.goto(`/dashboard/event-types/${town!.ids.oldType}`);
      await page.getByRole("link", { name: "Confirmation and emails" }).click();
      await assertCount(rows(), 2);
      await press("Add reminder");
      await row(3).getByLabel("How long").fill("8");
      await row(3).getByLabel("When").selectOption("after it ends");
      await press("Remove reminder 1");
      await assertCount(rows(), 2);
      assert.equal(await row(2).getByLabel("How long").inputValue(), "8");
    });

    await t.step("a week is the most, and the entered values stay", async () => {
      await press("Save");
      await page.getByText("Enter a time from one minute to seven days.").waitFor();
      assert.equal(await row(2).getByLabel("How long").inputValue(), "8");
      await row(2).getByLabel("Unit").selectOption("hours");
      await page.getByLabel("Alert in my own calendar").fill("15");
      await press("Save");
      await page.getByText("Saved.").waitFor();
      assert.equal(await row(2).getByLabel("Unit").inputValue(), "hours");
      assert.equal(await page.getByLabel("Alert in my own calendar").inputValue(), "15");
    });

    await t.step("a second window does not write over what was saved meanwhile", async () => {
      const other = await ada.context.newPage();
      await other.goto(page.url());
      await page.getByLabel("Alert in my own calendar").fill("20");
      await press("Save");
      await page.getByText("Saved.").waitFor();
      await other.getByLabel("Alert in my own calendar").fill("99");
      await other.getByRole("button", { name: "Save", exact: true }).click();
      await other.getByText("This was changed in another window").waitFor();
      assert.equal(await other.getByLabel("Alert in my own calendar").inputValue(), "99");
      await other.getByRole("button", { name: "Overwrite with my changes" }).click();
      await other.getByText("Saved.").waitFor();
      await other.close();
    });

    await t.step(
      "an email begins with the host's own text; an unknown placeholder is refused by name",
      async () => {
        await page.getByRole("link", { name: "Edit: Confirmed" }).click();
        await page.getByLabel("Subject").fill("Yes, {guets}!");
        await page.getByLabel("Opening text").fill("I look forward to it.");
        await press("Save");
        await page.getByText("This email doesn’t support {guets}.").waitFor();
        assert.equal(await page.getByLabel("Opening text").inputValue(), "I look forward to it.");
        await page.getByLabel("Subject").fill("Yes, {guest}!");
        await press("Show preview");
        const email = page.frameLocator("iframe");
        await email.getByText("I look forward to it.", { exact: true }).waitFor();
        await page.goto(page.url().split("?")[0]!);
        assert.equal(
          await page.getByLabel("Subject").inputValue(),
          "",
          "the preview saves nothing",
        );
        await page.getByLabel("Subject").fill("Yes, {guest}!");
        await press("Save");
        await page.getByText("Saved.").waitFor();
        await page.getByRole("link", { name: /All emails for/ }).click();
        await page.getByText("Customized").waitFor();
      },
    );

    await t.step(
      "each language has a text of its own, refused and shown in that language",
      async () => {
        await page.getByRole("link", { name: "Edit: Confirmed" }).click();
        const tabs = page.getByRole("navigation", { name: "Language of the email" });
        await tabs.getByRole("link", { name: "English (Customized)" }).waitFor();
        await tabs.getByRole("link", { name: "Deutsch", exact: true }).click();
        assert.equal(await page.getByLabel("Subject").inputValue(), "");
        await page.getByText("Default: Bestätigt:").waitFor();
        await page.getByLabel("Subject").fill("Ja, {gast}!");
        await press("Save");
        await page.getByText("This email doesn’t support {gast}.").waitFor();
        assert.equal(await page.getByLabel("Subject").inputValue(), "Ja, {gast}!");
        await page.getByLabel("Subject").fill("Ja, {guest}!");
        await press("Show preview");
        await page.frameLocator("iframe").getByText("Guten Tag").first().waitFor();
        await press("Save");
        await page.getByText("Saved.").waitFor();
        await tabs.getByRole("link", { name: "Deutsch (Customized)" }).waitFor();
        assert.equal(await page.getByLabel("Subject").inputValue(), "Ja, {guest}!");
        await tabs.getByRole("link", { name: "English" }).click();
        assert.equal(await page.getByLabel("Subject").inputValue(), "Yes, {guest}!");
        await page.getByRole("link", { name: /All emails for/ }).click();
        await page.getByText("English · Deutsch").waitFor();
      },
    );

    await t.step("typed text is not lost on the way to another language", async () => {
      await using scripted = await visit(browser, {
        address: program.address,
        session: town!.session,
      });
      const { page } = scripted;
      await page.goto("/dashboard/settings/emails/guest-confirmed?language=fr");
      await page.waitForFunction(() => globalThis.earlyInput === undefined);
      await page.getByLabel("Opening text").fill("À bientôt !");
      const question = page.waitForEvent("dialog").then((dialog) => dialog.dismiss());
      await page.getByRole("link", { name: "Deutsch" }).click();
      await question;
      assert.equal(await page.getByLabel("Opening text").inputValue(), "À bientôt !");
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await page.getByRole("link", { name: "Français (Customized)" }).waitFor();
      await page.getByRole("link", { name: "Deutsch" }).click();
      await page.waitForURL(/language=de/);
      assert.equal(await page.getByLabel("Opening text").inputValue(), "");
    });

    await t.step("and returns to the standard text", async () => {
      await page.getByRole("link", { name: "Edit: Confirmed" }).click();
      await press("Restore default text");
      await page.getByText("Default text restored.").waitFor();
      assert.equal(await page.getByLabel("Subject").inputValue(), "");
      await page.getByText("Default: Confirmed: An older kind of meeting with Ada Beck")
        .waitFor();
    });
  },
);
