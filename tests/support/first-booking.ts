/** A new host's way from the printed link to a confirmed booking, in Chromium at the width of a phone. */
import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { violations, visit } from "./browser.ts";
import type { Proof } from "./proof/run-proof.ts";
import { chosenZone } from "./zone-field.ts";

/** Walks the whole way as host and as guest; answers the seconds it took. */
export async function firstBooking(
  proof: Proof,
  browser: Browser,
  { address, link }: { address: string; link: string },
): Promise<string> {
  const clock = stopwatch();
  await using host = await visit(browser, { address, width: 390, zone: "Europe/Berlin" });
  await using guest = await visit(browser, { address, width: 390, zone: "America/New_York" });

  await host.page.goto(link);
  if (await host.page.getByLabel("Your name").count()) {
    await host.page.getByLabel("Your name").fill("Nora Newcomer");
  }
  await host.page.locator("main form button").click();
  await host.page.getByRole("heading", { name: "Welcome" }).waitFor();
  await clean(proof, host.page);
  await host.page.locator("summary", { hasText: "About you" }).click();
  await host.page.getByLabel("Username").fill("nora");
  assert.equal(await chosenZone(host.page, "zone"), "Europe/Berlin");
  await host.page.getByLabel("Location").selectOption("Decided later");
  await host.page.getByRole("button", { name: "Create my page" }).click();
  const shared = host.page.getByLabel("Your booking page link");
  const page = (await shared.getAttribute("href"))!;
  proof.log(`the link to share after ${clock()} s: ${page}`);

  await guest.page.goto(page);
  await guest.page.getByRole("link", { name: /Intro call/ }).click();
  await guest.page.waitForURL(/\/nora\/intro-call/);
  await firstFreeTime(guest.page);
  await guest.page.getByLabel("Name").fill("Gus Guest");
  await guest.page.getByLabel(/mail/i).first().fill("gus@example.com");
  await guest.page.locator("main form[method=post] button").last().click();
  await guest.page.waitForURL(/\/booking\//);
  proof.log(`a guest has asked after ${clock()} s`);

  await host.page.goto("/dashboard");
  await host.page.getByRole("button", { name: "Confirm" }).click();
  await host.page.getByText("Confirmed: Gus Guest").waitFor();
  await guest.page.getByRole("heading", { name: "Your booking is confirmed" }).waitFor();
  const seconds = clock();
  for (const { foreign, problems } of [host, guest]) {
    for (const each of [...foreign, ...problems]) proof.fail(each);
  }
  return seconds;
}

/** Takes the first free day, in this month or the next that has one, and its first time. */
async function firstFreeTime(page: Page): Promise<void> {
  const time = page.locator("a[href*='slot=']").first();
  const day = page.locator("a[href*='date=']").first();
  if (!await time.count()) await day.click();
  await time.click();
  await page.waitForURL(/slot=/);
}

async function clean(proof: Proof, page: Page): Promise<void> {
  for (const found of await violations(page)) proof.fail(found);
}

/** The seconds since it was made, at each call. */
export function stopwatch(): () => string {
  const from = performance.now();
  return () => ((performance.now() - from) / 1000).toFixed(1);
}
