import assert from "node:assert/strict";
import { firstEventIdOf } from "$lib/server/calendars/google/event.ts";
import { assertClean, assertCount, openBrowser, visit } from "../support/browser.ts";
import { consentClient } from "../support/oauth-server.ts";
import { startFeed } from "../support/ics-server.ts";
import { startWithHost } from "../support/running-program.ts";
import { startGoogle } from "../support/google/calendar-server.ts";
import { startGraph } from "../support/microsoft/calendar-server.ts";
import { signedIn } from "../support/seeded-town.ts";
import { requires } from "../support/required-programs.ts";

/** Where pictures go when somebody wants to look: `SHOTS=folder`. */
const shots = Deno.env.get("SHOTS");

Deno.test(
  "calendars page: accounts by consent and a feed, with scripts and without; each refusal is explained",
  requires("chromium"),
  async (t) => {
    await using browser = await openBrowser();
    const google = startGoogle(firstEventIdOf), graph = startGraph();
    await using feed = startFeed();
    feed.name = "Choir";
    google.addCalendar("Team");
    google.calendars.set("Ada@Example.org", { events: new Map(), timeZone: "Europe/Berlin" });
    graph.addCalendar("Kalender");
    let session = "";
    await using program = await startWithHost({
      env: {
        INVITO_GOOGLE_CLIENT_ID: consentClient.clientId,
        INVITO_GOOGLE_CLIENT_SECRET: consentClient.clientSecret,
        INVITO_GOOGLE_BASE_URL: google.address,
        INVITO_MICROSOFT_CLIENT_ID: consentClient.clientId,
        INVITO_MICROSOFT_CLIENT_SECRET: consentClient.clientSecret,
        INVITO_MICROSOFT_BASE_URL: graph.address,
        INVITO_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
      },
    }, async (app, host) => {
      session = await signedIn(app, host);
    });
    const known = [google.address, new URL(graph.address).origin];
    const host = async (look: { scripts?: boolean; theme?: "light" | "dark"; width?: number }) => {
      const visitor = await visit(browser, { address: program.address, session, known, ...look });
      await visitor.page.goto("/dashboard/calendars");
      return visitor;
    };
    const picture = async (page: { screenshot(o: object): Promise<unknown> }, name: string) => {
      if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
    };

    await t.step("Google, with scripts", async () => {
      await using ada = await host({ width: 390 });
      await picture(ada.page, "providers-390-light");
      await ada.page.getByRole("link", { name: "Google Calendar" }).click();
      await ada.page.getByText("Connected.").waitFor();
      assert.equal(new URL(ada.page.url()).pathname, "/dashboard/calendars");
      await ada.page.getByRole("heading", { name: "ada@example.org · Google" }).waitFor();
      await assertClean(ada);
    });

    await t.step("Microsoft, without scripts, after a no", async () => {
      await using ada = await host({ scripts: false });
      graph.oauth.does.refuses = "access_denied";
      await ada.page.getByRole("link", { name: "Microsoft 365" }).click();
      await ada.page.getByText("You declined access at the provider").waitFor();
      await picture(ada.page, "refused-1280-light");
      graph.oauth.does.refuses = null;
      await ada.page.getByRole("link", { name: "Microsoft 365" }).click();
      await ada.page.getByRole("heading", { name: "ada@example.org · Microsoft" }).waitFor();
    });

    await t.step("a feed, without scripts, after a wrong address", async () => {
      await using ada = await host({ scripts: false });
      await ada.page.getByRole("link", { name: "ICS address" }).click();
      await ada.page.getByLabel("Calendar address (ICS)").fill("ftp://example.org/a.ics");
      await ada.page.getByRole("button", { name: "Subscribe" }).click();
      await ada.page.getByText("This address isn’t valid.").waitFor();
      const field = ada.page.getByLabel("Calendar address (ICS)");
      assert.equal(await field.inputValue(), "ftp://example.org/a.ics");
      await field.fill(feed.address);
      await ada.page.getByRole("button", { name: "Subscribe" }).click();
      await ada.page.getByRole("heading", { name: "Choir · 127.0.0.1" }).waitFor();
    });

    await t.step("a consent that was taken back is shown, and mended by one link", async () => {
      graph.oauth.revoke();
      for (
        const look of [{ theme: "dark", width: 320 }, { theme: "light", width: 1280 }] as const
      ) {
        await using ada = await host(look);
        await ada.page.getByRole("button", { name: /Sync now: ada@example.org · Microsoft/ })
          .click();
        await ada.page.getByText("We no longer have permission to access this account").first()
          .waitFor();
        await assertClean(ada);
        await picture(ada.page, `signed-out-${look.width}-${look.theme}`);
      }
      await using ada = await host({ theme: "dark" });
      await ada.page.getByRole("link", { name: "Reconnect" }).click();
      await ada.page.getByText("Connected.").waitFor();
      await assertCount(ada.page.getByRole("link", { name: "Reconnect" }), 0);
      await assertCount(ada.page.getByRole("heading", { name: /· Microsoft/ }), 1);
      await picture(ada.page, "connected-1280-dark");
    });

    await t.step(
      "a callback that nobody started, and one for a browser that is signed out",
      async () => {
        await using ada = await host({});
        await ada.page.goto("/settings/calendar/google/callback?code=x&state=y");
        await ada.page.getByText("wasn’t started here").waitFor();
        await ada.context.clearCookies();
        await ada.page.goto("/settings/calendar/google/callback?code=x&state=y");
        assert.equal(new URL(ada.page.url()).pathname, "/auth/sign-in");
      },
    );
    await google[Symbol.asyncDispose]();
    await graph[Symbol.asyncDispose]();
  },
);
