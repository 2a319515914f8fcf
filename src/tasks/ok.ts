/**
 * `deno task ok`: all checks that must pass before a change is merged; CI runs it. `… ok --status` says in a line what the
 * last one found.
 */
import { checkedLine, stateOfFiles, writeChecked } from "../../tests/runner/checked-commit.ts";
import { conclude } from "../../tests/runner/conclude.ts";
import { fetchEverything } from "../../tests/runner/fetch-everything.ts";
import { readImportGraph } from "../../tests/runner/import-graph.ts";
import { checkOf, jobOf } from "../../tests/runner/jobs.ts";
import { killChildren } from "../../tests/runner/kill-tree.ts";
import { readTimes } from "../../tests/runner/recorded-times.ts";
import { runAll } from "../../tests/runner/run-all.ts";
import { findTestFiles, onlyProved } from "../../tests/runner/test-files.ts";
import { installWhenStale } from "./install-packages.ts";

if (Deno.args.includes("--status")) {
  console.log(await checkedLine());
  Deno.exit(0);
}

/** Everything except pages and components, which svelte-check covers. */
const checkedPaths = ["scheduling", "server", "i18n", "icalendar"].map((room) => `src/lib/${room}`)
  .concat("src/tasks", "src/process", "src/main.ts", "tests");

const started = performance.now();
const since = () => (performance.now() - started) / 1000;
const before = await stateOfFiles();
await installWhenStale({ withTests: true });

let fetchSeconds = 0;
const installed =
  (Deno.env.get("CI") === "true" ? fetchEverything(["standardwebhooks"]) : Promise.resolve())
    .then(() => fetchSeconds = since(), (error) => {
      killChildren();
      console.log(`\nnot run: ${error.message}`);
      Deno.exit(1);
    });
/** With the types of the routes, which the build writes. */
const built = Promise.withResolvers<void>();
const now = Promise.resolve();
const times = await readTimes();
const jobs = [
  checkOf("build", ["run", "-A", "src/tasks/build.ts"], now),
  checkOf("types of pages", ["run", "-A", "npm:svelte-check", "--fail-on-warnings"], built.promise),
  checkOf("types", ["check", ...checkedPaths], built.promise),
  checkOf("lint and import rules", ["lint"], now),
  checkOf("format", ["fmt", "--check"], now),
  ...findTestFiles(readImportGraph()).filter(({ path }) => !onlyProved.includes(path))
    .map((file) => jobOf(file, { gates: { installed, built: built.promise }, times })),
];
const result = await runAll(jobs, times, {
  onEnd: ({ name }, { cases }) => {
    if (name !== "build") return;
    if (cases[0]!.result === "passed") built.resolve();
    else built.reject(new Error("the build failed"));
  },
});
const total = since();
const again = result.secondRoundSeconds;
await writeChecked(before, result, { fetch: fetchSeconds, run: total - again, again, total });
conclude(result);
