import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { assertClean, assertCount } from "../support/browser.ts";
import { eachStep, enter, type Stage } from "../support/questions-stage.ts";
import { requires } from "../support/required-programs.ts";
import { until } from "../support/until.ts";

Deno.test(
  "the editor of an event type, in a browser",
  requires("chromium"),
  (t) => eachStep(t, steps),
);

const steps: Record<string, (stage: Stage) => Promise<void>> = {
  "the list: rows that are moved by the menu and dragged by their handle": async (stage) => {
    for (const scripts of [true, false]) {
      await using host = await enter(stage, { scripts, width: scripts ? 1280 : 390 });
      const { page } = host;
      const titles = () => page.locator("main li h2").allInnerTexts();
      const isFirst = (title: string) =>
        until(`${title} first`, async () => (await titles())[0] === title);
      await page.goto("/dashboard/event-types");
      const [first, second, third, ...rest] = await titles();
      const { height } = (await page.locator("main li").first().boundingBox())!;
      assert(height <= (scripts ? 64 : 110), `${height}`);
      await page.getByRole("button", { name: `More: ${first}`, exact: true }).click();
      if (scripts) await assertClean(host);
      await page.getByRole("button", { name: `Move down: ${first}`, exact: true }).click();
      await isFirst(second!);
      if (scripts) {
        await page.waitForFunction(() =>
          document.activeElement?.getAttribute("aria-label")?.startsWith("More: ")
        );
        const row = (n: number) => page.locator("main li").nth(n);
        await row(2).locator("[draggable]").dragTo(row(0));
        await isFirst(third!);
        assert.deepEqual(await titles(), [third, second, first, ...rest]);
        await row(0).locator("[draggable]").dragTo(row(1));
        await isFirst(second!);
        await row(1).locator("[draggable]").dragTo(row(2));
        await until(`${first} second`, async () => (await titles())[1] === first);
      }
      await page.getByRole("button", { name: `More: ${first}`, exact: true }).click();
      await page.getByRole("button", { name: `Move up: ${first}`, exact: true }).click();
      await isFirst(first!);
      assert.deepEqual(await titles(), [first, second, third, ...rest]);
    }
  },

  "two windows save different sections; of one section the second is refused and keeps its values":
    async (stage) => {
      for (const scripts of [true, false]) {
        await using first = await enter(stage, { scripts });
        await using second = await enter(stage, { scripts });
        await using third = await enter(stage, { scripts });
        await first.page.goto(`${pathOf(stage)}/availability`);
        await second.page.goto(`${pathOf(stage)}/availability`);
        await third.page.goto(pathOf(stage));
        await first.page.fill("#bufferAfter", scripts ? "10" : "20");
        await save(first.page);
        await first.page.getByText("Saved.", { exact: true }).waitFor();
        await third.page.fill("#title", `Scripts: ${scripts}`);
        await save(third.page);
        await third.page.getByText("Saved.", { exact: true }).waitFor();

        await second.page.fill("#bufferBefore", "15");
        await save(second.page);
        await second.page.getByText("This was changed in another window").waitFor();
        assert.equal(await second.page.inputValue("#bufferBefore"), "15");
        // A form that is still busy with its answer is not sent again.
        await second.page.locator('form[aria-busy="true"]').waitFor({ state: "detached" });
        const refused = second.page.waitForResponse((it) => it.request().method() === "POST");
        await save(second.page);
        await refused;
        await second.page.locator('form[aria-busy="true"]').waitFor({ state: "detached" });
        await second.page.getByText("This was changed in another window").waitFor();
        await second.page.getByRole("button", { name: "Overwrite with my changes" }).click();
        await second.page.getByText("Saved.", { exact: true }).waitFor();
        assert.equal(await second.page.inputValue("#bufferAfter"), "0");
        await second.page.getByRole("heading", { name: `Scripts: ${scripts}` }).first().waitFor();
      }
    },

  "Save chosen twice saves once": async (stage) => {
    await using host = await enter(stage);
    const sent: string[] = [];
    host.page.on("request", (request) => {
      if (request.method() === "POST") sent.push(request.url());
    });
    await host.page.goto(`${pathOf(stage)}/availability`);
    await host.page.fill("#bufferAfter", "25");
    await host.page.getByText("Unsaved changes").waitFor();
    await host.page.getByRole("button", { name: "Save", exact: true }).dblclick();
    await host.page.getByText("Saved.", { exact: true }).waitFor();
    assert.equal(sent.length, 1);
  },

  "unsaved text asks before it is lost, saved text does not": async (stage) => {
    await using host = await enter(stage);
    const { page } = host;
    const asked: string[] = [];
    let stays = true;
    page.on("dialog", async (dialog) => {
      asked.push(dialog.type());
      await (stays ? dialog.dismiss() : dialog.accept());
    });
    await page.goto(pathOf(stage));
    await page.getByRole("link", { name: "Location", exact: true }).click();
    await page.waitForURL(/\/location$/);
    assert.deepEqual(asked, []);

    await page.selectOption("#locationKind", "address");
    await page.fill("#locationValue", "Lindenweg 3");
    await page.getByText("Unsaved changes").waitFor();
    await assertClean(host);
    const question = page.waitForEvent("dialog");
    await page.getByRole("link", { name: "Questions", exact: true }).click();
    await question;
    assert.deepEqual(asked, ["confirm"]);
    assert.equal(await page.inputValue("#locationValue"), "Lindenweg 3");
    await page.close({ runBeforeUnload: true });
    await until("the browser's question", () => asked.length > 1);
    assert.deepEqual(asked, ["confirm", "beforeunload"]);

    await save(page);
    await page.getByText("Saved.", { exact: true }).waitFor();
    await assertCount(page.getByText("Unsaved changes"), 0);
    await page.getByRole("link", { name: "Questions", exact: true }).click();
    await page.waitForURL(/\/questions$/);
    await page.getByRole("button", { name: "Add question" }).click();
    await page.getByText("Unsaved changes").waitFor();
    stays = false;
    await page.getByRole("link", { name: "Basics", exact: true }).click();
    await page.locator("#title").waitFor();
    assert.deepEqual(asked, ["confirm", "beforeunload", "confirm"]);
  },

  "the preview shows what is typed before it is saved, and what is saved without scripts": async (
    stage,
  ) => {
    await using host = await enter(stage);
    const { page } = host;
    await page.goto("/dashboard/event-types");
    await page.goto(pathOf(stage));
    const preview = page.frameLocator("iframe");
    await preview.getByRole("heading", { level: 1 }).waitFor({ state: "attached" });
    await page.fill("#title", "Not yet <saved>");
    await page.fill("#durations", "15, 45");
    await preview.getByText("Not yet <saved>").first().waitFor({ state: "attached" });
    await preview.getByText("45 min").first().waitFor({ state: "attached" });
    await page.fill("#durations", "4");
    await preview.getByText("Not yet <saved>").waitFor({ state: "detached" });
    assert.deepEqual(host.problems, []);
    page.once("dialog", (dialog) => dialog.accept());
    await page.goBack();
    await page.waitForURL(/\/dashboard\/event-types$/);

    await using plain = await enter(stage, { scripts: false });
    await plain.page.goto(`${pathOf(stage)}/questions`);
    await plain.page.getByRole("button", { name: "Add question" }).click();
    await plain.page.fill("#question-new-1-label", "Which shoe size?");
    await save(plain.page);
    await plain.page.getByText("Saved.", { exact: true }).waitFor();
    await plain.page.frameLocator("iframe").getByText("Which shoe size?").waitFor({
      state: "attached",
    });
  },
};

function pathOf({ ids }: Stage): string {
  return `/dashboard/event-types/${ids.survey}`;
}

async function save(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Save", exact: true }).click();
}
