/** How many decisions lie between an empty data folder and a confirmed booking with a place, on a phone. */
import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { openBrowser, visit } from "../support/browser.ts";
import { startProgram } from "../support/program.ts";
import { requires } from "../support/required-programs.ts";

/** One's own name and address are known, not decided. */
const MOST_DECISIONS = 10;

Deno.test(
  "a newcomer on a phone reaches a confirmed booking with a place in ten decisions at most",
  requires("chromium"),
  async () => {
    await using browser = await openBrowser();
    await using program = await startProgram();
    const options = { address: program.address, width: 390, zone: "Europe/Berlin" };
    await using host = await visit(browser, options);
    await using guest = await visit(browser, options);
    const began = performance.now(), decisions: string[] = [];
    const decide = async (what: string, step: Promise<unknown>) => {
      decisions.push(what);
      await step;
    };

    await host.page.goto(program.signInLink!);
    await host.page.getByLabel("Your name").fill("Nora Newcomer");
    await decide("create the page", press(host.page, "Continue"));
    await decide(
      "where to meet",
      host.page.getByLabel("Location").selectOption("Phone: I call my guest"),
    );
    await decide("keep the defaults", press(host.page, "Create my page"));
    const link = host.page.getByLabel("Your booking page link");
    const address = await link.getAttribute("href");

    await guest.page.goto(address!);
    await decide("event type", guest.page.getByRole("link", { name: /30/ }).first().click());
    await guest.page.locator("[data-picker]").waitFor();
    await decide("time", guest.page.locator("[data-times] a").last().click());
    await guest.page.getByLabel("Your name").fill("Gil Guest");
    await guest.page.getByLabel("Your email").fill("gil@example.org");
    await guest.page.getByLabel("Phone number").fill("+49 30 1234567");
    await decide("book", press(guest.page, "Send request"));
    await guest.page.getByRole("heading", { name: /request|sent/i }).first().waitFor();

    await host.page.goto("/dashboard");
    await decide("confirm", press(host.page, "Confirm"));
    await guest.page.getByRole("heading", { name: /confirmed/i }).first().waitFor();
    const booking = await guest.page.innerText("main");
    assert.match(booking, /confirmed/i);
    assert.match(booking, /You’ll be called at \+49 30 1234567/);

    const seconds = Math.round((performance.now() - began) / 1000);
    console.log(`${decisions.length} decisions in ${seconds} s: ${decisions.join(", ")}`);
    assert.ok(decisions.length <= MOST_DECISIONS);
  },
);

function press(page: Page, name: string | RegExp): Promise<void> {
  const button: Locator = page.getByRole("button", { name });
  return button.first().click();
}
