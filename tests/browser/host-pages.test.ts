import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { DAY } from "$lib/scheduling/durations.ts";
import type { Host } from "$lib/scheduling/host.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import * as hostEmail from "$lib/server/auth/host-email.ts";
import * as profile from "$lib/server/hosts/profile.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import type { TestApp } from "../support/test-app.ts";
import {
  assertClean,
  assertCount,
  openBrowser,
  visit,
  type VisitOptions,
} from "../support/browser.ts";
import { freePort } from "../support/free-port.ts";
import { type RunningWithHost, startWithHost } from "../support/running-program.ts";
import { addHost, bookingRequest } from "../support/town.ts";
import { signedIn } from "../support/seeded-town.ts";
import { requires } from "../support/required-programs.ts";

interface Stage {
  browser: Browser;
  program: RunningWithHost;
  /** Of a host whose address waits to be confirmed. */
  session: string;
}

Deno.test("a host's pages in a browser", requires("chromium"), async (t) => {
  await using browser = await openBrowser();
  let session = "";
  // A mail server is named, so emails are promised; that it does not answer is not this test's matter.
  const env = { INVITO_SMTP_HOST: "127.0.0.1", INVITO_SMTP_PORT: String(freePort()) };
  await using program = await startWithHost(
    { env: { ...env, INVITO_SMTP_FROM: "invito@example.org" } },
    async (app) => {
      const host = await unconfirmed(app);
      session = await signedIn(app, host);
      const start = app.now() + 7 * DAY;
      const requested = await bookings.request(app, bookingRequest({ username: "berta", start }));
      // The hours of a week from now may be closed: what counts is the page, with a request or without.
      assert(requested.ok || requested.refusal.code === "not-offered");
    },
  );
  const stage: Stage = { browser, program, session };
  for (const [name, act] of Object.entries(steps)) await t.step(name, () => act(stage));
});

const steps: Record<string, (stage: Stage) => Promise<void>> = {
  "the dashboard says which address waits to be confirmed, sends again and leads to change it":
    async (stage) => {
      for (const width of [390, 1280]) {
        await using host = await enter(stage, { width });
        const { page } = host;
        await page.goto("/dashboard");
        const notice = page.locator(".notice", { hasText: "Confirm your email address" });
        assert.match(await notice.innerText(), /We sent a link to berta@example\.org/);
        await assertCount(page.getByText("You haven’t added an email address"), 0);
        await assertClean(host);
        await notice.getByRole("button", { name: "Send again" }).click();
        await page.getByText("We sent another link to berta@example.org").waitFor();
        await page.getByRole("link", { name: "Change address" }).click();
        await page.waitForURL(/\/dashboard\/settings#email$/);
        assert.equal(await page.inputValue("#email-field"), "berta@example.org");
        await page.getByText("We sent a link to berta@example.org. We’ll use the address")
          .waitFor();
        await assertClean(host);
      }
    },
};

/** Berta, whose address was typed and not yet confirmed. */
async function unconfirmed(app: TestApp): Promise<Host> {
  app.sendMail = () => Promise.resolve();
  const made = await addHost(app, {
    name: "Berta Bell",
    email: null,
    emailVerified: false,
    zone: "America/New_York",
    preferredUsername: "berta",
  });
  const { id, name, zone, revision } = made;
  assert((await profile.edit(app, id, revision, { name, zone, hourCycle: 12 })).ok);
  const host = (await getHost(app.kv, id))!;
  assert((await hostEmail.changeEmail(app, host, "berta@example.org")).ok);
  return host;
}

async function enter({ browser, program, session }: Stage, options: Partial<VisitOptions> = {}) {
  return await visit(browser, { address: program.address, session, ...options });
}
