/**
 * The newcomer's way: an empty clone, `deno task start` with nothing configured, the link from the terminal, a name, the
 * page, a guest who asks, the host who says yes. In Chromium at the width of a phone, timed.
 *
 * Run: `deno run -A tests/proofs/first-booking.ts`
 */
import { join } from "node:path";
import { root } from "../../src/tasks/root.ts";
import { environmentFor } from "../../src/tasks/permissions.ts";
import { openBrowser } from "../support/browser.ts";
import { firstBooking, stopwatch } from "../support/first-booking.ts";
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
