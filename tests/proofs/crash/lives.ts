/** The lives of a program that is killed: how one ends, and what the next one finds and does. */
import { MINUTE } from "$lib/scheduling/durations.ts";
import type { Job } from "$lib/server/store/job.ts";
import { keys } from "$lib/server/kv/keys.ts";
import { root } from "../../../src/tasks/root.ts";
import { type Program, startProgram } from "../../support/program.ts";
import { withFolderApp } from "../../support/proof/proof-hosts.ts";
import type { Proof } from "../../support/proof/run-proof.ts";
import type { TestApp } from "../../support/test-app.ts";
import { until } from "../../support/until.ts";

/** What a program is started with, over and over. */
export interface Setting {
  dataDir: string;
  env: Record<string, string>;
}

/** Something that is done while the program is killed, and done again by the next one. */
export interface Deed {
  /** Does it, or what is left of it; may be repeated. */
  act(address: string): Promise<void>;
  /** Notes whatever is missing once it is done. */
  check(app: TestApp, point: string): Promise<void>;
}

/**
 * The program begins the deeds and dies at a point of `kill-at-commit.ts`, or as `kill` says; the next one is asked again,
 * does all that is due, and everything that must be there is looked for.
 */
export async function diesAndLives(
  proof: Proof,
  setting: Setting,
  point: string,
  deeds: readonly Deed[],
  kill?: (program: Program) => void,
): Promise<void> {
  const begin = async (program: Program) => {
    kill?.(program);
    await Promise.all(deeds.map((deed) => unanswered(deed.act(program.address))));
  };
  await diesAt(proof, setting, point, begin);
  await using program = await startProgram(setting);
  for (const deed of deeds) await deed.act(program.address);
  await until("every job is done", () => withFolderApp(setting.dataDir, isQuiet), 2 * MINUTE);
  await withFolderApp(setting.dataDir, async (app) => {
    for (const deed of deeds) await deed.check(app, point);
  });
  proof.checkLog(program.output().log, `after ${point}`);
}

/** Lives until the program dies by itself at a point; where nothing is begun, that may be while it comes up. */
export async function diesAt(
  proof: Proof,
  { dataDir, env }: Setting,
  point: string,
  begin: (program: Program) => Promise<void> | void,
): Promise<void> {
  await using program = await startProgram({
    dataDir,
    env: { ...env, CRASH_AT: point },
    preload: `${root}/tests/proofs/crash/kill-at-commit.ts`,
  }).catch(diedEarly);
  if (!program) return;
  await begin(program);
  await endsBy(proof, program, `it dies at ${point}`);
}

/** What was due from the life before can kill the program while it is still coming up. */
function diedEarly(error: unknown): null {
  if (error instanceof Error && /ended with 137/.test(error.message)) return null;
  throw error;
}

/** The answer may never come. */
export async function unanswered(deed: Promise<unknown>): Promise<void> {
  await deed.catch((error) => {
    if (!(error instanceof TypeError)) throw error;
  });
}

/** Waits until the program has ended; nothing went wrong in it before. */
export async function endsBy(proof: Proof, program: Program, what: string): Promise<void> {
  const late = Promise.withResolvers<"late">();
  const timer = setTimeout(() => late.resolve("late"), 2 * MINUTE);
  if (await Promise.race([program.ended(), late.promise]) === "late") {
    proof.fail(`waited in vain: ${what}`);
  }
  clearTimeout(timer);
  proof.checkLog(program.output().log, `until ${what}`);
}

/**
 * Whether nothing is due any more but what comes by itself: requests have run out, emails are sent, calendars written.
 * In one batch, as of one instant: a job that another makes at its end is seen with it.
 */
export async function isQuiet({ kv }: TestApp): Promise<boolean> {
  for await (const { value } of kv.list<Job>({ prefix: keys.jobs() }, { batchSize: 1_000 })) {
    const isOpen = value.state === "waiting" || value.state === "running";
    if (isOpen && !["sync", "purge", "count-bookings"].includes(value.work.kind)) return false;
  }
  return true;
}
