/**
 * `deno task test`: all tests. `… test FILE…`: files or folders. `… test quick`: those that need nothing but Deno.
 * `… test --changed`: what depends on the files that git says have changed. `--record` writes how long each file took.
 */
import { changedTests } from "../../tests/runner/changed-tests.ts";
import { conclude } from "../../tests/runner/conclude.ts";
import { readImportGraph } from "../../tests/runner/import-graph.ts";
import { jobOf } from "../../tests/runner/jobs.ts";
import { readTimes, writeTimes } from "../../tests/runner/recorded-times.ts";
import { runAll } from "../../tests/runner/run-all.ts";
import { findTestFiles, namedFiles } from "../../tests/runner/test-files.ts";
import { buildBeforeStart } from "./build-site.ts";
import { installWhenStale } from "./install-packages.ts";

await installWhenStale({ withTests: true });
const isRecorded = Deno.args.includes("--record");
const names = Deno.args.filter((each) => each !== "--record");
const times = await readTimes();
const graph = readImportGraph();
const all = findTestFiles(graph);
const files = names[0] === "--changed"
  ? await changedTests(graph, all, times)
  : names[0] === "quick"
  ? all.filter(({ isInProcess }) => isInProcess)
  : names.length > 0
  ? namedFiles(all, names)
  : all.filter(({ isProof }) => isRecorded || !isProof);
if (files.some(({ needsSite }) => needsSite)) await buildBeforeStart();
const gates = { installed: Promise.resolve(), built: Promise.resolve() };
const result = await runAll(files.map((file) => jobOf(file, { gates, times })), times);
if (isRecorded) await writeTimes(new Map([...times, ...result.times]));
conclude(result);
