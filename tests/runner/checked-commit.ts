/** What `deno task ok` found out about a commit, kept in `.ok.json` beside the project, which git ignores. */
import { root } from "../../src/tasks/root.ts";
import { failuresOf } from "./conclude.ts";
import { git } from "./git.ts";
import type { RunResult } from "./run-all.ts";

export interface CheckedCommit {
  /** Null outside a git repository. */
  commit: string | null;
  /** Whether the files were those of the commit from begin to end. */
  clean: boolean;
  passed: number;
  failed: number;
  seconds: Record<string, number>;
  /** Summed over the processes of a kind of job. */
  kinds: Record<string, { seconds: number; cpuSeconds: number }>;
  flaky: RunResult["flaky"];
  /** File and test, or what did not run. */
  red: string[];
}

const place = `${root}/.ok.json`;

/** The commit that is checked out, and whether the files are those of it, but for one of them. */
export async function stateOfFiles(
  except?: string,
): Promise<{ commit: string | null; clean: boolean }> {
  const [commit, changes] = await Promise.all([
    git("rev-parse", "HEAD"),
    git("status", "--porcelain", ...(except ? ["--", ".", `:!${except}`] : [])),
  ]);
  return { commit: commit?.trim() ?? null, clean: changes === "" };
}

/** Writes it as JSON; `before` is the state when the check began. */
export async function writeChecked(
  before: { commit: string | null; clean: boolean },
  result: RunResult,
  seconds: Record<string, number>,
): Promise<void> {
  const after = await stateOfFiles();
  const failures = failuresOf(result);
  const checked: CheckedCommit = {
    commit: before.commit,
    clean: before.clean && after.clean && before.commit === after.commit,
    passed: result.passed,
    failed: failures.length,
    seconds: rounded(seconds),
    kinds: Object.fromEntries(
      [...result.kinds].map(([kind, { seconds, cpuSeconds }]) => [
        kind,
        { seconds: round(seconds), cpuSeconds: round(cpuSeconds) },
      ]),
    ),
    flaky: result.flaky,
    red: failures,
  };
  await Deno.writeTextFile(place, `${JSON.stringify(checked, null, 2)}\n`);
}

/** One line about the last check. */
export async function checkedLine(): Promise<string> {
  const text = await Deno.readTextFile(place).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  });
  if (text === null) return "`deno task ok` has not been run here.";
  const { commit, clean, passed, failed, seconds, flaky }: CheckedCommit = JSON.parse(text);
  const now = await stateOfFiles();
  const isSame = clean && now.clean && commit === now.commit;
  return `${commit?.slice(0, 8) ?? "no commit"}${
    clean ? "" : " with changes"
  }: ${passed} passed, ${failed} failed, ` +
    `${flaky.length} flaky, ${seconds.total} s; ${isSame ? "these files" : "not these files"}`;
}

function rounded(numbers: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, round(value)]));
}

function round(value: number): number {
  return Math.round(10 * value) / 10;
}
