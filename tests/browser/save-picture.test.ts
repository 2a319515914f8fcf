import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { assertClean, assertCount, openBrowser, visit } from "../support/browser.ts";
import { requires } from "../support/required-programs.ts";
import { startWithHost } from "../support/running-program.ts";
import { pngOf } from "../support/sample-pictures.ts";
import { signedIn } from "../support/seeded-town.ts";

Deno.test(
  "Save picture says that it is saving, once, and the texts are saved beside it",
  requires("chromium"),
  async () => {
    await using browser = await openBrowser();
    await using program = await startWithHost({}, signedIn);
    const session = program.seeded;
    const { address } = program;
    await using host = await visit(browser, { address, session });
    const { page } = host;
    const held = Promise.withResolvers<void>(), sent = Promise.withResolvers<void>();
    let uploads = 0;
    await page.route(/\?\/upload/, async (route) => {
      uploads++;
      const response = await route.fetch();
      sent.resolve();
      await held.promise;
      await route.fulfill({ response });
    });
    await page.goto("/dashboard/settings/page");
    const buffer = Buffer.from(pngOf(300, 300));
    await page.locator("#picture-file").setInputFiles({
      name: "me.png",
      mimeType: "image/png",
      buffer,
    });
    await page.getByRole("button", { name: "Save picture" }).click();
    const saving = page.getByRole("button", { name: "Saving picture…" });
    await saving.waitFor();
    await page.getByRole("progressbar", { name: "Saving picture…" }).waitFor();
    await saving.click({ force: true });
    await sent.promise;
    await page.locator("#footer").fill("See you soon.");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Saved.").waitFor();
    held.resolve();
    await page.getByRole("button", { name: "Save picture" }).waitFor();
    await page.getByRole("img", { name: "Picture" }).waitFor();
    assert.equal(await page.locator("#footer").inputValue(), "See you soon.");
    assert.equal(uploads, 1);
    await assertCount(page.getByRole("progressbar"), 0);
  },
);

Deno.test(
  "the accent is one of the palette or typed as #rrggbb, without scripts too",
  requires("chromium"),
  async () => {
    await using browser = await openBrowser();
    await using program = await startWithHost({}, signedIn);
    const session = program.seeded;
    for (const scripts of [true, false]) {
      await using host = await visit(browser, { address: program.address, session, scripts });
      const { page } = host;
      const saved = async (colour: string) => {
        await page.getByRole("button", { name: "Save", exact: true }).click();
        await page.waitForURL(/saved/);
        await page.goto("/dashboard/settings/page");
        assert(await page.getByRole("radio", { name: colour }).isChecked());
      };
      const accent = page.getByLabel("Choose a colour");
      await page.goto("/dashboard/settings/page");
      await page.getByText("Violet", { exact: true }).click();
      await accent.waitFor({ state: "hidden" });
      await saved("Violet");
      await page.getByText("Own colour", { exact: true }).click();
      await accent.fill("reddish");
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await page.locator("#accent-error").waitFor();
      assert.equal(await accent.inputValue(), "reddish");
      await accent.fill("AA3355");
      await saved("Own colour");
      assert.equal(await accent.inputValue(), "#aa3355");
      if (scripts) await assertClean(host);
    }
  },
);
