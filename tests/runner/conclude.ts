/** The closing lines of `test`, `ok` and `prove`. */
import type { RunResult } from "./run-all.ts";

/**
 * Test vectors that cannot be distributed, which run when RECURRENCE_VECTORS names their folder; and what needs a KV
 * Connect server, which takes too long to build for `deno task ok`.
 */
const mayBeMissing = /every vector of libical|needs denokv|KV Connect/;

/** What counts as failed: red tests, and where everything must run what was skipped. */
export function failuresOf(
  { red, skipped }: Pick<RunResult, "red" | "skipped">,
  mustRunAll = Deno.env.get("CI") === "true",
): string[] {
  return [
    ...red.map(({ file, test }) => `${file}: ${test}`),
    ...mustRunAll ? skipped.filter((what) => !mayBeMissing.test(what)) : [],
  ];
}

/** `slower:`, `flaky:` and `red:` with file and test, `Not run here:`, then `N passed, N failed`. */
export function closingLines(result: RunResult, mustRunAll?: boolean): string[] {
  const failures = failuresOf(result, mustRunAll);
  return [
    ...result.red.flatMap(({ file, test, text }) => ["", `Failed: ${file}: ${test}`, text]),
    "",
    ...result.slower.map(({ file, seconds, recorded }) =>
      `slower: ${file}: ${seconds.toFixed(1)} s, recorded ${recorded.toFixed(1)} s`
    ),
    ...result.flaky.map(({ file, test, attempt }) =>
      `flaky: ${file}: ${test} (passed at attempt ${attempt}, alone)`
    ),
    ...result.red.map(({ file, test }) => `red: ${file}: ${test}`),
    ...result.skipped.length > 0 ? ["Not run here:"] : [],
    ...result.skipped.map((what) =>
      `  ${what}${failures.includes(what) ? " (counts as failed)" : ""}`
    ),
    "",
    `${result.passed} passed, ${failures.length} failed`,
  ];
}

/** Prints the closing lines and ends the process: 0 where nothing failed. */
export function conclude(result: RunResult): never {
  console.log(closingLines(result).join("\n"));
  Deno.exit(failuresOf(result).length > 0 ? 1 : 0);
}
