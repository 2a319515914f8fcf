import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { dateAt, startOfDay } from "$lib/scheduling/day.ts";
import { HOUR } from "$lib/scheduling/durations.ts";
import { assertClean, assertCount, openBrowser, visit } from "../support/browser.ts";
import { requires } from "../support/required-programs.ts";
import { startWithHost } from "../support/running-program.ts";
import { signedIn, weekdayAfter } from "../support/seeded-town.ts";
import { agree, ask } from "../support/town.ts";

const guests = ["Grace Hopper", "Barbara Liskov", "Radia Perlman"];

Deno.test("requests on the dashboard", requires("chromium"), async (t) => {
  await using browser = await openBrowser();
  let session = "";
  await using program = await startWithHost({}, async (app, host) => {
    session = await signedIn(app, host);
    const day = startOfDay(weekdayAfter(dateAt(app.now(), host.zone), 3), host.zone);
    const note = "I would like to talk about compilers, and bring a colleague.";
    for (const [n, name] of guests.entries()) {
      await ask(app, { start: day + (10 + n) * HOUR, guest: { name, note } });
    }
    const { booking } = await ask(app, { start: day + 15 * HOUR, guest: { name: "Alan Turing" } });
    await agree(app, booking);
  });
  const enter = (width: number) => visit(browser, { address: program.address, session, width });

  await t.step("on a phone the first can be answered without scrolling", async () => {
    await using host = await enter(390);
    const { page } = host;
    await page.goto("/dashboard");
    const box = await page.getByRole("button", { name: "Confirm: Grace Hopper" }).boundingBox();
    assert(box && box.y + box.height <= 480, `Confirm ends at ${box && box.y + box.height} px`);
    assert((await page.getByRole("navigation", { name: "Views" }).boundingBox())!.height >= 44);
    const written = (await page.locator("blockquote").first().boundingBox())!;
    assert(written.y + written.height <= box.y, "the note is read before it is answered");
    await assertClean(host);
    await page.getByRole("link", { name: "Propose other times: Grace Hopper" }).click();
    await page.getByRole("heading", { name: "Propose other times" }).waitFor();
  });

  await t.step("on a wide screen what is next stands beside them", async () => {
    await using host = await enter(1280);
    const { page } = host;
    await page.goto("/dashboard");
    const request = (await page.getByRole("article").first().boundingBox())!;
    const next = (await page.getByRole("link", { name: "Alan Turing" }).boundingBox())!;
    assert(next.x > request.x + request.width);
    assert(next.y < request.y + request.height);
    await assertClean(host);
  });

  await t.step("lists, search and the form for a guest are behind icons with names", async () => {
    await using host = await enter(390);
    const { page } = host;
    await page.goto("/dashboard");
    await page.getByRole("link", { name: "Book for a guest" }).waitFor();
    await assertCount(page.getByRole("link", { name: "Past", exact: true }), 0);
    for (const name of ["Search", "Filter bookings"]) {
      const summary = page.locator("summary", { hasText: name });
      assert((await summary.boundingBox())!.height >= 44, name);
      await summary.click();
    }
    await assertClean(host);
    await page.getByRole("link", { name: "Past", exact: true }).click();
    await page.waitForURL("/dashboard?show=past");
    await page.getByRole("link", { name: "Past", exact: true }).waitFor();
  });

  await t.step("the skip links lead to the page and to the requests", async () => {
    await using host = await enter(1280);
    const { page } = host;
    await page.goto("/dashboard/teams");
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "Skip to main content");
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "To requests");
    await page.keyboard.press("Enter");
    await page.waitForURL("/dashboard#pending");
    await page.waitForFunction(() => document.activeElement?.id === "pending");
  });

  await t.step("notifications are offered until the offer is answered", async () => {
    await using host = await enter(390);
    const { page } = host;
    await page.goto("/dashboard");
    await page.getByRole("button", { name: "Not now" }).click();
    assert.equal(await focused(page), "Notify me of new requests");
    await page.reload();
    await page.getByRole("button", { name: "Notify me of new requests" }).waitFor();
    await assertCount(page.getByRole("button", { name: "Not now" }), 0);
  });

  await t.step(
    "after an answer the next request has the focus, after the last the page",
    async () => {
      await using host = await enter(390);
      const { page } = host;
      await page.goto("/dashboard");
      const answer = async (name: string, said: string) => {
        await page.getByRole("button", { name }).click();
        await page.getByText(said).waitFor();
      };
      await answer("Decline: Barbara Liskov", "Declined: Barbara Liskov");
      await page.waitForFunction(() => document.activeElement?.tagName === "ARTICLE");
      assert.match(await focused(page), /^Radia Perlman/);
      await answer("Confirm: Radia Perlman", "Confirmed: Radia Perlman");
      await page.waitForFunction(() =>
        document.activeElement?.textContent?.includes("Grace Hopper")
      );
      await answer("Confirm: Grace Hopper", "Confirmed: Grace Hopper");
      await page.waitForFunction(() => document.activeElement?.id === "content");
      await assertClean(host);
    },
  );
});

/** The text of what has the focus. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent?.trim() ?? "");
}

Deno.test("several requests are answered at once", requires("chromium"), async (t) => {
  await using browser = await openBrowser();
  let session = "";
  const links = new Map<string, { token: string; revision: number }>();
  const names = ["Grace", "Barbara", "Radia", "Hedy", "Ada", "Joan", "Mary"];
  await using program = await startWithHost({}, async (app, host) => {
    session = await signedIn(app, host);
    const day = startOfDay(weekdayAfter(dateAt(app.now(), host.zone), 3), host.zone);
    for (const [n, name] of names.entries()) {
      const request = { start: day + (9 + n) * HOUR, guest: { name } };
      const { token, booking: { revision } } = await ask(app, request);
      links.set(name, { token, revision });
    }
  });
  const enter = (scripts: boolean) =>
    visit(browser, { address: program.address, session, width: 390, scripts });
  const withdraw = async (name: string) => {
    const { token, revision } = links.get(name)!;
    const body = new FormData();
    body.set("revision", String(revision));
    const headers = { origin: program.address, accept: "text/html" };
    const path = `${program.address}/booking/${token}/cancel`;
    const answer = await fetch(path, { method: "POST", body, headers, redirect: "manual" });
    await answer.body?.cancel();
    assert.equal(answer.status, 303);
  };
  const choose = (page: Page, name: string) =>
    page.getByRole("checkbox", { name: `Select ${name}` }).check();

  await t.step("one that its guest withdraws meanwhile does not stop the others", async () => {
    await using host = await enter(true);
    const { page } = host;
    await page.goto("/dashboard");
    const first = await page.getByRole("button", { name: "Confirm: Grace" }).boundingBox();
    assert(first && first.y + first.height <= 480, `Confirm ends at ${first && first.y} px`);
    await assertCount(page.getByRole("button", { name: "Confirm 1" }), 0);
    for (const name of ["Grace", "Barbara", "Radia"]) await choose(page, name);
    await page.getByText("Add a message for Grace").click();
    await page.getByRole("textbox", { name: "Add a message for Grace" }).fill("See you there");
    const confirm = page.getByRole("button", { name: "Confirm 3" });
    await confirm.waitFor();
    await assertClean(host);
    // The answer is under way when the request is withdrawn.
    await page.route("**/dashboard?/confirmSeveral", async (route) => {
      await withdraw("Barbara");
      await route.continue();
    });
    await confirm.click();
    await page.getByText("2 confirmed. 1 wasn’t answered:").waitFor();
    await page.getByText("Barbara: This booking was already cancelled.").waitFor();
    await assertCount(page.getByRole("article"), names.length - 3);
    await assertClean(host);
    await page.getByRole("link", { name: "Grace", exact: true }).first().click();
    await page.locator("dd", { hasText: "See you there" }).waitFor();
  });

  await t.step("without scripts", async () => {
    await using host = await enter(false);
    const { page } = host;
    await page.goto("/dashboard");
    const decline = page.getByRole("button", { name: "Decline selected" });
    await assertCount(decline, 0);
    for (const name of ["Hedy", "Ada", "Joan"]) await choose(page, name);
    await withdraw("Joan");
    await decline.click();
    await page.getByText("2 declined. 1 wasn’t answered:").waitFor();
    await page.getByText("Joan: This booking was already cancelled.").waitFor();
    await page.getByRole("button", { name: "Confirm: Mary" }).waitFor();
    // One alone has nothing to be chosen with.
    await assertCount(page.getByRole("checkbox"), 0);
  });
});
