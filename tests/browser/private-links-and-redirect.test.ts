import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { assertClean, assertCount, visit } from "../support/browser.ts";
import { eachStep, enter, type Stage, thanks } from "../support/questions-stage.ts";
import { requires } from "../support/required-programs.ts";

Deno.test(
  "private links and the redirect after booking, in a browser",
  requires("chromium"),
  (t) => eachStep(t, steps),
);

const steps: Record<string, (stage: Stage) => Promise<void>> = {
  "a private link: created, used once, then explained, and seen by its host": async (stage) => {
    const { program, browser, date } = stage;
    await using host = await enter(stage, { width: 390 });
    await host.page.goto(`/dashboard/event-types/${stage.ids.closed}/links`);
    await host.page.fill("#label", "For Tilda");
    await host.page.getByRole("button", { name: "Create link" }).click();
    const field = host.page.getByLabel("Private link: For Tilda");
    const link = await field.inputValue();
    await assertClean(host);

    await using guest = await visit(browser, { address: program.address, scripts: false });
    const { page } = guest;
    for (const path of ["/calendar/ada/closed", "/widget/ada/closed"]) {
      assert.equal((await page.goto(path))?.status(), 404, path);
    }
    await page.goto("/calendar/ada/");
    await assertCount(page.getByText("closed"), 0);
    await page.goto(`${link}&date=${date}`);
    await page.locator(`[data-slot="${date}T10:00:00Z"]`).click();
    await page.fill("#name", "Tilda");
    await page.fill("#email", "tilda@example.net");
    await page.locator("button[name=slot]").click();
    await page.waitForURL(/\/booking\/[\w-]{43}$/);
    const own = page.url();
    await page.goto(link);
    await page.getByRole("heading", { name: "This link has already been used" }).waitFor();
    await assertPlain(page);
    await page.goto(`${own}/reschedule?date=${date}`);
    await assertCount(page.locator("[data-slot]"), { atLeast: 1 });

    await host.page.reload();
    await host.page.getByRole("link", { name: /^Tilda, / }).waitFor();
    await host.page.getByText("1 of 1 booking").waitFor();
    await host.page.getByRole("button", { name: /Revoke/ }).click();
    await host.page.getByText("Revoked", { exact: true }).waitFor();
    await page.goto(link);
    await page.getByRole("heading", { name: "This link is no longer valid" }).waitFor();
  },

  "links for several guests: pasted, refused as a whole, and created to be copied": async (
    stage,
  ) => {
    await using host = await enter(stage, { width: 390 });
    const { page } = host;
    await page.goto(`/dashboard/event-types/${stage.ids.closed}/links`);
    await page.getByText("Links for several guests").click();
    await page.getByLabel("Email addresses").fill("mary@example.net\nnobody");
    await page.getByRole("button", { name: "Create links" }).click();
    await page.getByText("One of these isn’t a valid email address.").waitFor();
    assert.equal(await page.getByLabel("Email addresses").inputValue(), "mary@example.net\nnobody");
    await page.getByLabel("Email addresses").fill("mary@example.net, ida@example.net");
    await page.getByRole("button", { name: "Create links" }).click();
    const lines = page.getByRole("textbox", { name: "The new links, one per line" });
    const made = (await lines.inputValue()).split("\n");
    assert.deepEqual(
      made.map((line) => line.split("\t")[0]).sort(),
      ["ida@example.net", "mary@example.net"],
    );
    await page.getByLabel("Private link: mary@example.net").waitFor();
    await assertClean(host);
  },

  "after booking: redirected with the booking, and no secret": async (
    { program, browser, date },
  ) => {
    for (const [scripts, time] of [[true, "11:00"], [false, "11:30"]] as const) {
      await using guest = await visit(browser, { address: program.address, scripts });
      const { page } = guest;
      const requested = await answerThanks(page);
      await page.goto(
        `/calendar/ada/onward?slot=${date}T${time}:00Z&name=T&email=t@example.net&firm=X`,
      );
      await page.locator("button[name=slot]").click();
      await page.waitForURL((url) => url.origin === thanks);
      const { searchParams } = new URL(page.url());
      assert.equal(searchParams.get("from"), "invito");
      assert.equal(searchParams.get("status"), "CONFIRMED");
      assert.equal(searchParams.get("startsAt"), `${date}T${time}:00.000Z`);
      assert.doesNotMatch(page.url(), /[\w-]{43}|example\.net/);
      assert.deepEqual(requested.map(({ referer }) => referer), [undefined]);
      assert.deepEqual(guest.problems, []);
    }
  },

  "in a widget: the embedding page gets the redirect, and follows it unless prevented": async (
    { program, browser, date },
  ) => {
    for (const [prevents, time] of [[true, "13:00"], [false, "13:30"]] as const) {
      await using around = servePage(`
        <div data-invito="ada/onward" data-slot="${date}T${time}:00Z" data-name="T"
          data-email="t@example.net" data-answers="firm=Example+%26+Sons"></div>
        <script>
          addEventListener("invito:redirect", (e) => {
            document.title = e.detail.url;
            if (${prevents}) e.preventDefault();
          });
        </script>
        <script src="${program.address}/widget.js"></script>`);
      await using guest = await visit(browser, {
        address: program.address,
        known: [around.origin],
      });
      const { page } = guest;
      await answerThanks(page);
      await page.goto(around.origin);
      const frame = page.frameLocator("iframe");
      assert.equal(await frame.locator("#answer-firm").inputValue(), "Example & Sons");
      await frame.locator("button[name=slot]").click();
      if (prevents) {
        await page.waitForFunction((thanks) => document.title.startsWith(thanks), thanks);
        const link = page.frameLocator("iframe").getByRole("link", { name: /Continue to/ });
        assert.equal(await link.getAttribute("target"), "_top");
        assert.equal(page.url(), `${around.origin}/`);
      } else await page.waitForURL((url) => url.origin === thanks);
      assert.doesNotMatch(await page.title(), /[\w-]{43}/);
    }
  },
};

/** Nothing of a form on a page that only tells. */
async function assertPlain(page: Page): Promise<void> {
  await assertCount(page.locator("[data-picker]"), 0);
}

/** The host's own page, as it were; answers with what its visitors sent along. */
async function answerThanks(page: Page): Promise<Record<string, string>[]> {
  const requested: Record<string, string>[] = [];
  await page.context().route(`${thanks}/**`, async (route) => {
    if (route.request().isNavigationRequest()) requested.push(route.request().headers());
    await route.fulfill({ contentType: "text/html", body: "<!doctype html><p>Thank you" });
  });
  return requested;
}

/** A page on an origin that is not ours. */
function servePage(body: string) {
  const html = `<!doctype html><html lang="en"><title>Foreign</title><body>${body}</body></html>`;
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen() {} },
    () => new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } }),
  );
  return {
    origin: `http://localhost:${server.addr.port}`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
