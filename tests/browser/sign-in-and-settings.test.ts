import assert from "node:assert/strict";
import { startFaultyIssuer } from "../support/faulty-issuer.ts";
import { client } from "../support/oidc-issuer.ts";
import { assertClean, openBrowser, visit } from "../support/browser.ts";
import { startProgram } from "../support/program.ts";
import { chosenZone } from "../support/zone-field.ts";
import { requires } from "../support/required-programs.ts";

const signingInAt = (issuer: string) => ({
  INVITO_OIDC_ISSUER: issuer,
  INVITO_OIDC_CLIENT_ID: client.id,
  INVITO_OIDC_CLIENT_SECRET: client.secret,
  INVITO_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
});

Deno.test(
  "signing out in one tab shows in the others, and local storage holds a name and no secret",
  requires("chromium"),
  async () => {
    await using browser = await openBrowser();
    await using program = await startProgram();
    await using one = await visit(browser, { address: program.address });
    await one.page.goto(program.signInLink!);
    await one.page.getByLabel("Your name").fill("Ada Beck");
    await one.page.getByRole("button", { name: "Continue" }).click();
    await one.page.waitForURL(/\/dashboard/);
    await one.page.goto("/dashboard/settings");
    await one.page.waitForFunction(() => JSON.stringify(localStorage).includes("ada-beck"));
    const stored = await one.page.evaluate(() => JSON.stringify(localStorage));
    const secret = (await one.context.cookies()).find(({ name }) => name === "invito_session")!;
    assert(secret.httpOnly && secret.sameSite === "Lax");
    assert(!stored.includes(secret.value));
    assert.equal(await one.page.evaluate(() => document.cookie), "");

    const other = await one.context.newPage();
    await other.goto("/dashboard/availability");
    await other.waitForFunction(() => globalThis.earlyInput === undefined);
    await one.page.getByRole("button", { name: "Signed in as Ada Beck" }).click();
    await one.page.getByRole("button", { name: "Sign out", exact: true }).click();
    await other.waitForURL(/\/auth\/sign-in/);
  },
);

Deno.test(
  "sign-in with an issuer passes the content policy, with and without scripts, and reads the zone",
  requires("chromium"),
  async () => {
    await using browser = await openBrowser();
    await using issuer = startFaultyIssuer();
    await using program = await startProgram({ env: signingInAt(issuer.issuer) });
    for (const scripts of [true, false]) {
      const options = {
        address: program.address,
        scripts,
        zone: "Asia/Tokyo",
        known: [issuer.issuer],
      };
      await using person = await visit(browser, options);
      await person.page.goto("/auth/sign-in");
      if (scripts) {
        await person.page.waitForSelector('input[name=zone][value="Asia/Tokyo"]', {
          state: "attached",
        });
      }
      await person.page.getByRole("button", { name: /^Continue with/ }).click();
      await person.page.waitForURL(/\/dashboard/);
      await person.page.goto("/dashboard/settings");
      assert.equal(await chosenZone(person.page, "zone"), "Asia/Tokyo");
      assert.deepEqual(person.problems, []);
    }
  },
);

Deno.test(
  "pages of identity: axe finds nothing, in light and dark, narrow and wide",
  requires("chromium"),
  async (t) => {
    await using browser = await openBrowser();
    await using issuer = startFaultyIssuer();
    await using program = await startProgram({
      env: {
        ...signingInAt(issuer.issuer),
        INVITO_SMTP_HOST: "127.0.0.1",
        INVITO_SMTP_PORT: "9",
        INVITO_SMTP_FROM: "Invito <invito@example.org>",
      },
    });
    const first = new URL(program.signInLink!);
    const pages = [
      first.pathname + first.search,
      "/auth/sign-in",
      "/auth/sign-in?error=link-used",
    ];
    for (const look of [{ theme: "light", width: 320 }, { theme: "dark", width: 1280 }] as const) {
      await using person = await visit(browser, { address: program.address, ...look });
      for (const path of pages) {
        await t.step(`${path.split("=")[0]}, ${look.theme} at ${look.width}`, async () => {
          await person.page.goto(path);
          await assertClean(person);
        });
      }
      await t.step(`email sent, ${look.theme} at ${look.width}`, async () => {
        await person.page.getByLabel("Email address").fill("ada@example.org");
        await person.page.getByRole("button", { name: "Email me a link" }).click();
        await person.page.getByRole("heading", { name: "Check your email" }).waitFor();
        await assertClean(person);
      });
    }
  },
);
