/** Pages that are there for a moment only: an erasure and an export under way, a limit, and the product away. */
import assert from "node:assert/strict";
import { directionOf, languages, withLanguage } from "$lib/scheduling/language.ts";
import { sessionCookie } from "$lib/server/auth/sessions.ts";
import { base64url } from "$lib/server/runtime/secrets.ts";
import { startExportProgress } from "$lib/server/store/export-progress.ts";
import { keys } from "$lib/server/kv/keys.ts";
import {
  assertClean,
  assertCount,
  type BrowserVisit,
  openBrowser,
  visit,
} from "../support/browser.ts";
import { newClient } from "../support/proof/guest-client.ts";
import { requires } from "../support/required-programs.ts";
import { startWithHost } from "../support/running-program.ts";
import { signedIn } from "../support/seeded-town.ts";
import type { TestApp } from "../support/test-app.ts";
import { addHost } from "../support/town.ts";
import { englishPieces } from "../support/untranslated.ts";

const looks = [{ theme: "light", width: 320 }, { theme: "dark", width: 1280 }] as const;

Deno.test(
  "pages in between: axe finds nothing, nothing sticks out, each language has its words",
  requires("chromium"),
  async (t) => {
    await using browser = await openBrowser();
    let session = "", closed = "";
    const behindProxy = { env: { INVITO_TRUSTED_PROXIES: "1" } };
    await using program = await startWithHost(behindProxy, async (app, host) => {
      session = await signedIn(app, host);
      closed = await closing(app);
      const progress = { id: "one", state: "running", done: 40, total: 90 } as const;
      await startExportProgress(app.kv, host.id, { ...progress, updatedAt: app.now() });
    });
    const { address } = program;
    for (const look of looks) {
      for (const language of languages) {
        await using host = await visit(browser, { address, locale: language, ...look });
        await using other = await visit(browser, { address, locale: language, ...look });
        await host.context.addCookies([
          { name: sessionCookie, value: session, url: address },
          { name: "invito_closed_account", value: closed, url: address },
        ]);
        const step = (name: string, run: () => Promise<void>) =>
          t.step(`${name} in ${language}, ${look.theme} at ${look.width}`, run);
        await step("closing", async () => {
          await open(host, withLanguage("/auth/closed", language));
          await assertCount(host.page.locator("[aria-current=step]"), 1);
          await fits(host, language);
        });
        await step("limited", async () => {
          await open(other, "/auth/sign-in");
          await other.context.setExtraHTTPHeaders({ "x-forwarded-for": await limited(address) });
          const [answer] = await Promise.all([
            other.page.waitForResponse((each) => each.request().method() === "POST"),
            other.page.evaluate((lang) => {
              const form = document.createElement("form");
              Object.assign(form, { method: "post", action: `/auth/verify?lang=${lang}` });
              document.body.append(form);
              form.submit();
            }, language),
          ]);
          assert.equal(answer.status(), 429);
          await other.page.waitForURL(/auth\/verify/);
          await other.page.waitForLoadState("load");
          await fits(other, language);
        });
        if (language !== "en") continue;
        await step("export", async () => {
          await open(host, "/dashboard/settings/data");
          await host.page.locator("section", { hasText: "40 of 90" }).waitFor();
          await fits(host, language);
        });
        for (const file of ["unavailable", "unavailable-form"]) {
          await step(file, async () => {
            const text = await Deno.readTextFile(
              new URL(`../../static/${file}.html`, import.meta.url),
            );
            await other.page.goto("about:blank");
            // Whoever reads it for longer than five seconds reads the same page again.
            await other.page.setContent(text.replace(/<meta http-equiv="refresh".*?>/, ""));
            await assertCount(other.page.locator("[lang]:not(html)"), 4);
            await fits(other, language);
          });
        }
      }
    }
  },
);

/** Another host whose account was closed a moment ago; the cookie of the browser that did it. */
async function closing(app: TestApp): Promise<string> {
  const host = await addHost(app, { preferredUsername: "cleo", email: "cleo@example.org" });
  await app.kv.set(keys.host(host.id), { ...host, closure: { at: app.now(), message: "" } });
  const text = base64url(
    new TextEncoder().encode(JSON.stringify({ hostId: host.id, upcoming: 3 })),
  );
  return `${text}.${await app.sealer.sign(text, "closed-account")}`;
}

/** A client that may ask for nothing more for some seconds. */
async function limited(address: string): Promise<string> {
  const client = newClient();
  const verify = { method: "POST", headers: { "x-forwarded-for": client, origin: address } };
  for (let n = 0; n < 40; n++) {
    await (await fetch(`${address}/auth/verify`, { ...verify, body: "token=x" })).body?.cancel();
  }
  return client;
}

async function open({ page, context }: BrowserVisit, path: string): Promise<void> {
  await context.setExtraHTTPHeaders({ "x-forwarded-for": newClient() });
  await page.goto(path);
  await page.waitForLoadState("load");
}

async function fits(seen: BrowserVisit, language: (typeof languages)[number]): Promise<void> {
  const { lang, dir, over, text } = await seen.page.evaluate(() => {
    const { lang, dir, scrollWidth, clientWidth } = document.documentElement;
    return { lang, dir, over: scrollWidth - clientWidth, text: document.body.innerText };
  });
  assert.deepEqual([lang, dir || "ltr"], [language, directionOf(language)]);
  const pieces = language === "en" ? [] : englishPieces(language);
  assert.deepEqual(pieces.filter((piece) => text.includes(piece)), [], "is in English");
  assert.equal(over, 0, "something sticks out");
  await assertClean(seen);
}
