/** The tests that depend on what has changed, the nearest first. */
import { git } from "./git.ts";
import { dependants, type ImportGraph } from "./import-graph.ts";
import { cores, type RecordedTimes } from "./recorded-times.ts";
import type { TestFile } from "./test-files.ts";

/** Beyond those that import a changed file themselves, as many as end in about this time by their recorded ones. */
const BUDGET_SECONDS = 180;

/** Says on the console what it chose, and which changed files no test imports. */
export async function changedTests(
  graph: ImportGraph,
  files: readonly TestFile[],
  times: RecordedTimes,
): Promise<TestFile[]> {
  const changed = (await changedFiles()).filter((path) => /^(src|tests)\//.test(path));
  const steps = dependants(graph, changed);
  const near = files.filter(({ path }) => steps.has(path))
    .sort((a, b) => steps.get(a.path)! - steps.get(b.path)!);
  let left = BUDGET_SECONDS * cores;
  const chosen = near.filter(({ path }) => {
    left -= times.get(path)?.seconds ?? 1;
    return steps.get(path)! <= 1 || left > 0;
  });
  console.log(
    `${changed.length} changed files, ${near.length} test files depend on them, ${chosen.length} run.`,
  );
  const unseen = changed.filter((path) => !graph.has(path) || dependants(graph, [path]).size === 0);
  for (const path of unseen) {
    console.log(`No test imports ${path}; tests of pages may still need it.`);
  }
  return chosen;
}

/** What differs from the last commit; where nothing does, what the last commit changed. */
async function changedFiles(): Promise<string[]> {
  const listings = await Promise.all([
    git("diff", "--name-only", "HEAD"),
    git("ls-files", "--others", "--exclude-standard"),
  ]);
  const now = linesOf(listings.join(""));
  return now.length > 0 ? now : linesOf(await git("diff", "--name-only", "HEAD~1", "HEAD"));
}

function linesOf(listing: string | null): string[] {
  return (listing ?? "").split("\n").filter((line) => line !== "");
}
