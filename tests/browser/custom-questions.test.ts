import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { dateAt } from "$lib/scheduling/day.ts";
import { sessionCookie } from "$lib/server/auth/sessions.ts";
import { assertClean, openBrowser, visit, type VisitOptions } from "../support/browser.ts";
import { freePort } from "../support/free-port.ts";
import { type RunningWithHost, startWithHost } from "../support/running-program.ts";
import { addEventType } from "../support/configured-app.ts";
import { signedIn, weekdayAfter } from "../support/seeded-town.ts";
import { startVisit as visitPlainly } from "../support/http-visitor.ts";
import { requires } from "../support/required-programs.ts";

const thanks = "https://thanks.example";

interface Stage {
  browser: Browser;
  program: RunningWithHost;
  session: string;
  ids: { survey: string; closed: string };
  date: string;
}

Deno.test(
  "questions, private links and the way on, in a browser",
  requires("chromium"),
  async (t) => {
    const browser = await openBrowser();
    if (!browser) return;
    let session = "";
    const ids = { survey: "", closed: "" };
    // A mail server is named, so letters are promised; that it does not answer is not this test's matter.
    const env = { INVITO_SMTP_HOST: "127.0.0.1", INVITO_SMTP_PORT: String(freePort()) };
    await using program = await startWithHost(
      { env: { ...env, INVITO_SMTP_FROM: "invito@example.org" } },
      async (app, host) => {
        session = await signedIn(app, host);
        ids.survey = (await addEventType(app, host, { slug: "survey", title: "Survey" })).id;
        ids.closed = (await addEventType(app, host, { slug: "closed", privateLinkOnly: true })).id;
        const redirect = { url: `${thanks}/done?from=invito`, withGuest: false };
        const firm = {
          slug: "firm",
          label: "Firm?",
          kind: "short" as const,
          required: true,
          options: [],
        };
        await addEventType(app, host, {
          slug: "onward",
          decision: "instant",
          redirect,
          questions: [firm],
        });
      },
    );
    const date = weekdayAfter(dateAt(Date.now(), "Europe/Berlin"), 6);
    const stage: Stage = { browser, program, session, ids, date };
    for (const [name, act] of Object.entries(steps)) await t.step(name, () => act(stage));
    await browser.close();
  },
);

const steps: Record<string, (stage: Stage) => Promise<void>> = {
  "without scripts: questions are added, mended, moved and saved; a second tab is told": async (
    stage,
  ) => {
    await using late = await enter(stage, { scripts: false });
    await late.page.goto(`/dashboard/event-types/${stage.ids.survey}`);
    await using host = await enter(stage, { scripts: false });
    const { page } = host;
    await page.goto(`/dashboard/event-types/${stage.ids.survey}`);
    await page.fill("#title", "Survey, asked anew");
    await page.getByRole("button", { name: "Add question" }).click();
    assert.equal(await page.inputValue("#title"), "Survey, asked anew", "nothing typed is lost");
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
    assert.equal(await page.inputValue("#title"), "Survey, asked anew");

    await late.page.getByRole("button", { name: "Add question" }).click();
    await late.page.fill("#question-new-1-label", "Late?");
    await save(late.page);
    await late.page.getByText("This was changed in another window").waitFor();
    assert.deepEqual(await labels(late.page), ["Late?"]);
  },

  "with the keyboard: a new row has the focus, a moved one keeps it, Enter saves": async (
    stage,
  ) => {
    await using host = await enter(stage, { width: 390 });
    const { page } = host;
    await page.goto(`/dashboard/event-types/${stage.ids.survey}`);
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
    await page.locator("#title").press("Enter");
    await page.getByText("Saved.", { exact: true }).waitFor();
    assert.deepEqual(await labels(page), [
      "Have you read the sheet?",
      "How many are you?",
      "Which company are you with?",
    ]);
  },

  "a guest: filled in by the link, refused with everything kept, answered, and shown to both":
    async (stage) => {
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

  "a private link: made, used once, told kindly, and seen by its host": async (stage) => {
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
    assert.equal(await page.getByText("closed").count(), 0, "it is not listed");
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
    assert.ok(await page.locator("[data-slot]").count() > 0, "moved without the link");

    await host.page.reload();
    await host.page.getByRole("link", { name: /^Tilda, / }).waitFor();
    await host.page.getByText("1 of 1 booking").waitFor();
    await host.page.getByRole("button", { name: /Revoke/ }).click();
    await host.page.getByText("Revoked", { exact: true }).waitFor();
    await page.goto(link);
    await page.getByRole("heading", { name: "This link is no longer valid" }).waitFor();
  },

  "after booking: led on with what was booked, and no secret": async (
    { program, browser, date },
  ) => {
    for (const [scripts, time] of [[true, "11:00"], [false, "11:30"]] as const) {
      await using guest = await visit(browser, { address: program.address, scripts });
      const { page } = guest;
      const asked = await answerThanks(page);
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
      assert.deepEqual(asked.map(({ referer }) => referer), [undefined]);
      assert.deepEqual(guest.problems, []);
    }
  },

  "in a widget: the page around hears where to go, and goes unless it is prevented": async (
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
        const onward = page.frameLocator("iframe").getByRole("link", { name: /Continue to/ });
        assert.equal(await onward.getAttribute("target"), "_top");
        assert.equal(page.url(), `${around.origin}/`);
      } else await page.waitForURL((url) => url.origin === thanks);
      assert.doesNotMatch(await page.title(), /[\w-]{43}/);
    }
  },
};

async function enter({ browser, program, session }: Stage, options: Partial<VisitOptions> = {}) {
  const host = await visit(browser, { address: program.address, ...options });
  const cookie = { name: sessionCookie, value: session, url: program.address };
  await host.context.addCookies([cookie]);
  return host;
}

async function save(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Save", exact: true }).click();
}

async function labels(page: Page): Promise<string[]> {
  const fields = await page.locator(".question .words input").all();
  return await Promise.all(fields.map((field) => field.inputValue()));
}

/** Nothing of a form on a page that only tells. */
async function assertPlain(page: Page): Promise<void> {
  assert.equal(await page.locator("[data-picker]").count(), 0);
}

/** The host's own page, as it were; answers with what its visitors sent along. */
async function answerThanks(page: Page): Promise<Record<string, string>[]> {
  const asked: Record<string, string>[] = [];
  await page.context().route(`${thanks}/**`, async (route) => {
    if (route.request().isNavigationRequest()) asked.push(route.request().headers());
    await route.fulfill({ contentType: "text/html", body: "<!doctype html><p>Thank you" });
  });
  return asked;
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
