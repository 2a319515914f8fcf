import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { assertClean, openBrowser, visit } from "../support/browser.ts";
import { readQrCode } from "../support/read-qr-code.ts";
import { requires } from "../support/required-programs.ts";
import { startWithHost } from "../support/running-program.ts";
import { signedIn } from "../support/seeded-town.ts";
import { addMemberHost, addTeam } from "../support/team-town.ts";
import { addEventType } from "../support/town.ts";

Deno.test(
  "the QR code of a link is read as the screen shows it, and is nobody else’s",
  requires("chromium"),
  async () => {
    await using browser = await openBrowser();
    let session = "", foreign = "", typeId = "", closedId = "", teamId = "";
    await using program = await startWithHost({}, async (app, ada) => {
      session = await signedIn(app, ada);
      typeId = (await addEventType(app, ada, { slug: "intro", title: "Intro" })).id;
      closedId = (await addEventType(app, ada, { slug: "closed", privateLinkOnly: true })).id;
      teamId = (await addTeam(app, [ada], { slug: "core" })).id;
      foreign = await signedIn(app, await addMemberHost(app, "ben"));
    });
    const { address } = program,
      types = "/dashboard/event-types",
      team = `/dashboard/teams/${teamId}`;
    const places = [
      { path: `${types}/${typeId}/sharing`, link: `${address}/ada/intro` },
      { path: "/dashboard/settings/page", link: `${address}/ada` },
      { path: `${team}/page`, link: `${address}/team/core` },
    ];
    for (const theme of ["light", "dark"] as const) {
      for (const width of [390, 1280]) {
        await using host = await visit(browser, { address, session, theme, width });
        const { page } = host;
        for (const { path, link } of places) {
          await page.goto(path);
          const name = `QR code for ${link.replace(/^https?:\/\//, "")}`;
          const code = page.getByRole("img", { name, exact: true });
          assert.equal(await readShown(page, await code.screenshot()), link, `${path} ${theme}`);
          await assertClean(host);
          const shots = Deno.env.get("SHOTS");
          if (shots) {
            const file = `${shots}/${link.split("/").at(-1)}-${width}-${theme}.png`;
            await page.screenshot({ path: file, fullPage: true });
          }
          const download = page.waitForEvent("download");
          await page.getByRole("link", { name: /^Download QR code: / }).click();
          assert.match((await download).suggestedFilename(), /^[\w.-]+\.svg$/);
        }
      }
    }
    const asked = async (path: string, secret: string) => {
      await using someone = await visit(browser, { address, session: secret });
      return (await someone.context.request.get(path)).status();
    };
    const code = `${types}/${typeId}/qr-code.svg`;
    assert.equal(await asked(code, session), 200);
    assert.equal(await asked(code, foreign), 404);
    assert.equal(await asked(`${team}/page/qr-code.svg`, foreign), 404);
    assert.equal(await asked(`${types}/${closedId}/qr-code.svg`, session), 404);
  },
);

/** What a reader of others reads in a screenshot. */
async function readShown(page: Page, png: Uint8Array): Promise<string | null> {
  const { data, width, height } = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const { width, height } = bitmap;
    const canvas = new OffscreenCanvas(width, height).getContext("2d")!;
    canvas.drawImage(bitmap, 0, 0);
    return { data: [...canvas.getImageData(0, 0, width, height).data], width, height };
  }, Buffer.from(png).toString("base64"));
  return readQrCode(new Uint8ClampedArray(data), width, height);
}
