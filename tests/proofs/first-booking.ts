/**
 * The newcomer's way: an empty clone, `deno task start` with nothing configured, the link from the terminal, a name, the
 * page, a guest who asks, the host who says yes. In Chromium at the width of a phone, timed.
 *
 * Run: `deno run -A tests/proofs/first-booking.ts`
 */
import { chosenZone } from "../support/zone-field.ts";
import assert from "node:assert/strict";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { root } from "../../src/tasks/root.ts";
import { environmentFor } from "../../src/tasks/permissions.ts";
import { openBrowser, violations, visit } from "../support/browser.ts";
import { freePort } from "../support/free-port.ts";
import { type Proof, prove } from "../support/proof/run-proof.ts";
import { until } from "../support/until.ts";

/** A new user has a bookable page, and its first booking, within three minutes of the program answering. */
const LIMIT_S = 180;

await prove("first booking", async (proof) => {
  const browser = await openBrowser();
  if (!browser) return;
  const folder = await Deno.makeTempDir({ prefix: "invito-clone-" });
  await git("clone", "--quiet", "--local", root, join(folder, "invito"));
  const clock = stopwatch();
  const started = await startIn(proof, join(folder, "invito"));
  try {
    proof.log(`installed, built and answering after ${clock()} s: ${started.address}`);
    const seconds = await firstBooking(proof, browser, started);
    proof.log(`from opening the printed link to a confirmed booking: ${seconds} s`);
    if (Number(seconds) > LIMIT_S) proof.fail(`it took longer than ${LIMIT_S} s`);
  } finally {
    await browser.close();
    started.child.kill("SIGTERM");
    await started.child.status;
    await Deno.remove(folder, { recursive: true });
  }
});

/** Walks the whole way as host and as guest; answers the seconds it took. */
async function firstBooking(proof: Proof, browser: Browser, started: Started): Promise<string> {
  const { address, link } = started;
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

interface Started {
  child: Deno.ChildProcess;
  address: string;
  /** The one-time sign-in link that was printed. */
  link: string;
}

/** Runs the start command as a person would, and reads the terminal for the two things it must say. */
async function startIn(proof: Proof, folder: string): Promise<Started> {
  // Both outputs as one, as a terminal shows them.
  const child = new Deno.Command("sh", {
    args: ["-c", 'exec "$0" task start 2>&1', Deno.execPath()],
    cwd: folder,
    clearEnv: true,
    env: {
      ...environmentFor(Deno.env.toObject()),
      INVITO_LISTEN_ADDR: `127.0.0.1:${freePort()}`,
    },
    stdout: "piped",
  }).spawn();
  let output = "";
  child.stdout.pipeThrough(new TextDecoderStream()).pipeTo(
    new WritableStream({
      write(text) {
        output += text;
      },
    }),
  );
  const link = await until("the sign-in link in the terminal", () => {
    return /\S+\/auth\/verify\?token=\S+/.exec(output)?.[0];
  }, 300_000);
  await new Promise((wake) => setTimeout(wake, 1_000));
  const last = output.trimEnd().split("\n").at(-1);
  if (last !== link) proof.fail(`the last line in the terminal is not the link: ${last}`);
  return { child, link, address: new URL(link).origin };
}

async function git(...args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command("git", { args }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}

function stopwatch(): () => string {
  const from = performance.now();
  return () => ((performance.now() - from) / 1000).toFixed(1);
}
