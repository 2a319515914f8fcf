import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { assertClean, visit } from "../support/browser.ts";
import { startVisit as visitPlainly } from "../support/http-visitor.ts";
import { eachStep, enter, type Stage } from "../support/questions-stage.ts";
import { requires } from "../support/required-programs.ts";

Deno.test(
  "questions of an event type, in a browser",
  requires("chromium"),
  (t) => eachStep(t, steps),
);

const steps: Record<string, (stage: Stage) => Promise<void>> = {
  "without scripts: questions are added, corrected, reordered and saved; a second tab is refused":
    async (
      stage,
    ) => {
      await using late = await enter(stage, { scripts: false });
      await late.page.goto(`/dashboard/event-types/${stage.ids.survey}/questions`);
      await using host = await enter(stage, { scripts: false });
      const { page } = host;
      await page.goto(`/dashboard/event-types/${stage.ids.survey}/questions`);
      await page.getByRole("button", { name: "Add question" }).click();
      await page.fill("#question-new-1-label", "Which company are you with?");
      await page.check("[name='question.new-1.required']");
      await page.getByRole("button", { name: "Add question" }).click();
      await page.locator("#question-new-2-label:focus").waitFor();
      await page.fill("#question-new-2-label", "How many are you?");
      await page.selectOption("#question-new-2-kind", "choice");
      await save(page);
      await page.getByText("Please enter at least one option").waitFor();
      await page.locator("#question-new-2-options:focus").waitFor();
      assert.equal(await page.inputValue("#question-new-1-label"), "Which company are you with?");
      await page.fill("#question-new-2-options", "One\nTwo to five");
      await page.getByRole("button", { name: "Move question 2 up" }).click();
      await page.locator("#question-new-2-down:focus").waitFor();
      await save(page);
      await page.getByText("Saved.", { exact: true }).waitFor();
      assert.deepEqual(await labels(page), ["How many are you?", "Which company are you with?"]);

      await late.page.getByRole("button", { name: "Add question" }).click();
      await late.page.fill("#question-new-1-label", "Late?");
      await save(late.page);
      await late.page.getByText("This was changed in another window").waitFor();
      assert.deepEqual(await labels(late.page), ["Late?"]);
    },

  "with the keyboard: a new or reordered row has the focus, Enter saves": async (
    stage,
  ) => {
    await using host = await enter(stage, { width: 390 });
    const { page } = host;
    await page.goto(`/dashboard/event-types/${stage.ids.survey}/questions`);
    await page.getByRole("button", { name: "Add question" }).press("Enter");
    await page.waitForFunction(() => document.activeElement?.id === "question-new-1-label");
    await page.keyboard.type("Have you read the sheet?");
    await page.selectOption("#question-new-1-kind", "checkbox");
    await page.getByRole("button", { name: "Move question 3 up" }).press("Enter");
    await page.waitForFunction(() =>
      document.querySelectorAll(".question")[1]?.contains(document.activeElement)
    );
    await page.getByRole("button", { name: "Move question 2 up" }).press("Enter");
    await page.waitForFunction(() => document.activeElement?.id === "question-new-1-down");
    await assertClean(host);
    await page.locator("#question-new-1-label").press("Enter");
    await page.getByText("Saved.", { exact: true }).waitFor();
    assert.deepEqual(await labels(page), [
      "Have you read the sheet?",
      "How many are you?",
      "Which company are you with?",
    ]);
  },

  "a guest: prefilled by the link, refused with all values, answered, and shown to both": async (
    stage,
  ) => {
    const { program, browser, date } = stage;
    const query = new URLSearchParams({
      slot: `${date}T09:00:00Z`,
      name: "Tilda",
      "which-company-are-you": "<b>Example</b> & Sons",
      "have-you-read-the": "yes",
      key: "k".repeat(22),
      tz: "Europe/Berlin",
    });
    const address = `/calendar/ada/survey?${query}`;
    const refused = await visitPlainly(program.address).post(address, {
      slot: `${date}T09:00:00Z`,
      name: "Tilda",
      email: "tilda@example.net",
      tz: "Europe/Berlin",
      hours: "24",
      "answer.how-many-are-you": "Ninety",
      "answer.which-company-are-you": "Kept <i>",
      "answer.gone": "asked no more",
    });
    assert.equal(refused.status, 422);
    assert.match(refused.text, /value="Kept &lt;i>"/);
    assert.match(refused.text, /Please select one of the options/);
    assert.match(refused.text, /has changed these questions/);

    await using guest = await visit(browser, { address: program.address, width: 390 });
    const { page } = guest;
    await page.goto(address);
    assert.equal(
      await page.inputValue("#answer-which-company-are-you"),
      "<b>Example</b> & Sons",
    );
    assert.equal(await page.isChecked("#answer-have-you-read-the"), true);
    await assertClean(guest);
    await page.fill("#email", "tilda@example.net");
    await page.selectOption("#answer-how-many-are-you", "Two to five");
    await page.locator("button[name=slot]").click();
    await page.waitForURL(/\/booking\/[\w-]{43}/);
    assert.match(await page.innerText("article"), /How many are you\?\s+Two to five/);
    assert.match(await page.innerText("article"), /<b>Example<\/b> & Sons/);

    await using host = await enter(stage);
    await host.page.goto("/dashboard");
    await host.page.getByRole("link", { name: "Tilda" }).first().click();
    await host.page.getByText("<b>Example</b> & Sons").waitFor();
    const csv = await host.page.request.get("/dashboard/bookings.csv");
    assert.match(await csv.text(), /"Have you read the sheet\?: Yes\nHow many are you\?: Two/);
  },
};

async function save(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Save", exact: true }).click();
}

async function labels(page: Page): Promise<string[]> {
  const fields = await page.locator(".question .words input").all();
  return await Promise.all(fields.map((field) => field.inputValue()));
}
