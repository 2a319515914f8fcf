/**
 * Must never be: an acknowledged booking lost, a time given twice, an email or a calendar entry lost, by a crash. The
 * program is killed with SIGKILL after named steps and at random moments, under load, and started again; then
 * everything that was promised is looked for.
 *
 * Run: `deno run -A tests/proofs/crash.ts`
 */
import { root } from "../../src/tasks/root.ts";
import { type Mailbox, openLetterbox } from "../support/proof/mail-sink.ts";
import { type Proof, prove } from "../support/proof/run-proof.ts";
import { until } from "../support/until.ts";
import { everyDay, seedHosts } from "../support/proof/proof-hosts.ts";
import { type Program, startProgram } from "../support/program.ts";
import { type Radicale, startRadicale } from "../support/caldav/radicale.ts";
import { isQuiet, verifyAfterCrash } from "./crash/verify-after-crash.ts";
import { startTraffic, type Traffic } from "./crash/traffic.ts";

const USERNAME = "mortal";

/** The steps of `crash/kill-at-commit.ts`, each side of each commit that a booking's path knows. */
const steps = ["request", "decide", "expire", "note write intent", "note entry"].concat(
  ["send-email", "write-calendar", "expire"].flatMap((kind) => [`claim ${kind}`, `finish ${kind}`]),
);
const points = steps.flatMap((step) => [`${step}:before`, `${step}:after`]);

await prove("crash", async (proof) => {
  await using radicale = await startRadicale();
  if (!radicale) return;
  const dataDir = await Deno.makeTempDir({ prefix: "invito-crash-" });
  try {
    await proveIn(proof, dataDir, radicale);
  } finally {
    await Deno.remove(dataDir, { recursive: true });
  }
});

async function proveIn(proof: Proof, dataDir: string, radicale: Radicale): Promise<void> {
  const calendar = await radicale.makeCalendar("alice", "work");
  await seedHosts(dataDir, [{
    username: USERNAME,
    zone: "UTC",
    rules: everyDay(0, 1440),
    types: [{ slug: "talk" }, { slug: "coffee", durations: [15], decision: "instant" }],
    calendar: { address: radicale.address, user: "alice", password: "alice-pw" },
  }]);
  await using box = await openLetterbox();
  const env = {
    INVITO_TRUSTED_PROXIES: "1",
    INVITO_BOOKING_TTL: "8s",
    INVITO_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
    ...box.settings,
  };
  const load = startTraffic(proof, box, USERNAME);
  await diesAtPoints(proof, load, dataDir, env);
  await dieInEmails(proof, load, box, dataDir, env);
  await diesAnyTime(proof, load, dataDir, env);

  await using program = await startProgram({ dataDir, env });
  load.at(program.address);
  const outcomes = await load.finish();
  await until("every job that waits for nothing else", () => isQuiet(dataDir), 120_000);
  const entries = await (await radicale.as("alice", "GET", calendar)).text();
  await verifyAfterCrash(proof, { place: dataDir, box, outcomes, entries });
}

/** Lives until the program dies by itself at the named step. */
async function diesAtPoints(
  proof: Proof,
  load: Traffic,
  dataDir: string,
  env: Record<string, string>,
): Promise<void> {
  const rounds = proof.count(1, 5);
  for (let round = 1; round <= rounds; round++) {
    for (const point of points) {
      const nth = round === 1 ? 1 : 1 + proof.below(3);
      await using program = await startProgram({
        dataDir,
        env: { ...env, CRASH_AT: `${point}:${nth}` },
        preload: `${root}/tests/proofs/crash/kill-at-commit.ts`,
      }).catch(diedEarly);
      if (program) await livesUntil(proof, load, program, `it dies at ${point}`, 120_000);
    }
  }
  proof.log(`killed at ${points.length} named points, ${rounds} times each`);
}

/** What was due from the life before can kill the program while it is still coming up. */
function diedEarly(error: unknown): null {
  if (error instanceof Error && /ended with 137/.test(error.message)) return null;
  throw error;
}

/** Dies when the mail server has an email in whole and has not yet said so. */
async function dieInEmails(
  proof: Proof,
  load: Traffic,
  box: Mailbox,
  dataDir: string,
  env: Record<string, string>,
): Promise<void> {
  const rounds = proof.count(2, 20);
  for (let round = 0; round < rounds; round++) {
    await using program = await startProgram({ dataDir, env });
    let left = 1 + proof.below(10);
    box.beforeAnswer = () => {
      if (--left === 0) void program.stop("SIGKILL");
    };
    await livesUntil(proof, load, program, "it dies in an email", 60_000);
    box.beforeAnswer = null;
  }
  proof.log(`killed between an email and its receipt, ${rounds} times`);
}

async function diesAnyTime(
  proof: Proof,
  load: Traffic,
  dataDir: string,
  env: Record<string, string>,
): Promise<void> {
  const rounds = proof.count(5, 100);
  for (let round = 0; round < rounds; round++) {
    await using program = await startProgram({ dataDir, env });
    setTimeout(() => void program.stop("SIGKILL"), 100 + proof.below(1200));
    await livesUntil(proof, load, program, "it is killed", 10_000);
  }
  proof.log(`killed at ${rounds} random moments under load`);
}

async function livesUntil(
  proof: Proof,
  load: Traffic,
  program: Program,
  what: string,
  withinMs: number,
): Promise<void> {
  load.at(program.address);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), withinMs);
  });
  if (await Promise.race([program.ended(), late]) === "late") {
    proof.fail(`waited in vain: ${what}`);
  }
  clearTimeout(timer);
  load.at(null);
  if (/"level":"error"/.test(program.output().log)) proof.fail(`faults in the log until ${what}`);
}
