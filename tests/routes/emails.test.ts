import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import * as sessions from "$lib/server/auth/sessions.ts";
import { assertClean, assertCount, openBrowser, visit } from "../support/browser.ts";
import { startWithHost } from "../support/running-program.ts";
import { testHost } from "../support/test-app.ts";
import { type SeededTown, seedTown } from "../support/seeded-town.ts";
import { requires } from "../support/required-programs.ts";
import { reloadUntil } from "../support/until.ts";

Deno.test(
  "outbox: without a mail server every email can be viewed, its links copied, and dismissed",
  requires("chromium"),
  async (t) => {
    let town: SeededTown | null = null, strangerSession = "";
    await using program = await startWithHost({}, async (app, host) => {
      town = await seedTown(app, host);
      const stranger = await testHost(app, { username: "eve", name: "Eve", email: null });
      const browser = { agent: "", before: null };
      strangerSession = (await sessions.start(app, stranger.id, "magic-link", browser)).secret;
    });
    await using browser = await openBrowser();
    const { session, host, guest } = town!;

    const enter = (session: string, scripts = true) =>
      visit(browser, { address: program.address, session, scripts });
    const open = async (page: Page, kind: string, guest: string) => {
      await page.goto("/dashboard/emails");
      const email = page.locator("li", { hasText: guest })
        .filter({ hasText: "Not sent (no mail server)" })
        .getByRole("link").filter({ hasText: kind });
      await reloadUntil(page, `${kind}, not sent`, async () => await email.count() > 0);
      await email.first().click();
      await page.locator("p.back a").waitFor();
    };

    await t.step(
      "the decision email holds the host's links, works in its sandbox, and is clean",
      async () => {
        await using visit = await enter(session);
        const { page } = visit;
        await open(page, "Approval required", "Grace Hopper");
        const link = page.getByRole("textbox", { name: "Confirm" });
        assert.equal(await link.inputValue(), `${program.address}${host.pending}/confirm`);
        const email = page.frameLocator("iframe");
        assert.match(
          await email.locator("h1").innerText(),
          /Grace Hopper has requested a meeting/,
        );
        assert.equal(
          await email.locator(".card").evaluate((card) => getComputedStyle(card).borderTopWidth),
          "1px",
        );
        await assertClean(visit);
        await page.goto("/dashboard/emails");
        await assertClean(visit);
      },
    );

    await t.step("the guest's email holds the guest's link and no host's", async () => {
      await using visit = await enter(session);
      const { page } = visit;
      await open(page, "Confirmed", "To Radia Perlman");
      const source = await page.content();
      assert.ok(source.includes(guest.confirmed));
      assert.ok(!source.includes(host.confirmed));
    });

    await t.step("an unsent email is dismissed, without scripts too", async () => {
      await using visit = await enter(session, false);
      const { page } = visit;
      await page.goto("/dashboard/emails");
      const before = await page.locator("li", { hasText: "Not sent (no mail server)" }).count();
      await open(page, "Declined", "Edsger Dijkstra");
      await page.getByRole("button", { name: "Dismiss" }).click();
      await page.getByText("Email dismissed.").waitFor();
      await assertCount(
        page.locator("li", { hasText: "Not sent (no mail server)" }),
        before - 1,
      );
    });

    await t.step("that nothing is sent is said once, in the same words everywhere", async () => {
      await using visit = await enter(session);
      const { page } = visit;
      for (const path of ["/dashboard", "/dashboard/operations", "/dashboard/emails"]) {
        await page.goto(path);
        const notice = page.locator(".notice", { hasText: "No mail server set up" });
        assert.match(await notice.innerText(), /set INVITO_SMTP_HOST.*share them yourself\./);
        await assertCount(notice, 1);
      }
      await page.goto("/dashboard/operations");
      await assertCount(page.getByText("Everything works"), 0);
      const unsent = page.getByRole("listitem").filter({ hasText: "Not sent" });
      await assertCount(unsent, 0);
      await page.getByRole("link", { name: "Not sent" }).click();
      await unsent.first().waitFor();
      await assertClean(visit);
    });

    await t.step("another host's email is 404, as page and as frame", async () => {
      await using visit = await enter(session);
      await open(visit.page, "Approval required", "Grace Hopper");
      const path = new URL(visit.page.url()).pathname;
      await using stranger = await enter(strangerSession);
      for (const end of ["", "/html"]) {
        const answer = await stranger.page.goto(path + end);
        assert.equal(answer?.status(), 404, end);
      }
    });

    await t.step(
      "the guest takes the confirmed booking as a file; a pending one has none",
      async () => {
        await using visit = await enter(session);
        const file = await visit.context.request.get(`${guest.confirmed}/event.ics`);
        assert.match(file.headers()["content-type"] ?? "", /^text\/calendar/);
        assert.match(await file.text(), /METHOD:PUBLISH\r\n/);
        const none = await visit.context.request.get(`${guest.pending}/event.ics`);
        assert.equal(none.status(), 404);
      },
    );
  },
);
