/**
 * `deno task prove PART`: one part of what `deno task ok` has no time for; without a part, the one that was green longest
 * ago. A name that is no part runs the proofs and tests with it in their path. INVITO_PROVE_SEED repeats a run. Each run
 * asks for advisories about the packages; where npm's registry does not answer, it says so and goes on.
 */
import { fetchEverything } from "../../tests/runner/fetch-everything.ts";
import { advisoriesLine, readAdvisories } from "../../tests/runner/advisories.ts";
import { conclude, failuresOf } from "../../tests/runner/conclude.ts";
import { readImportGraph } from "../../tests/runner/import-graph.ts";
import { longestAgo, noteGreen, provedPage } from "../../tests/runner/last-proved.ts";
import { fullJobOf, parts } from "../../tests/runner/prove-parts.ts";
import { readTimes } from "../../tests/runner/recorded-times.ts";
import { runAll } from "../../tests/runner/run-all.ts";
import { findTestFiles } from "../../tests/runner/test-files.ts";
import { litestream } from "../../tests/support/litestream.ts";
import { denokv } from "../../tests/support/wide/denokv-program.ts";
import { buildBeforeStart } from "./build-site.ts";
import { installWhenStale } from "./install-packages.ts";

await installWhenStale({ withTests: true });
const name = Deno.args[0] ?? longestAgo(parts.map((part) => part.name), await provedPage());
const part = parts.find((each) => each.name === name);
const seed = Deno.env.get("INVITO_PROVE_SEED") ?? String(Math.floor(Math.random() * 2 ** 31));
console.log(`${part ? `${name}: ${part.about}` : `Paths with ${name}`}, seed ${seed}`);
if (Deno.env.get("CI") === "true") {
  await fetchEverything(["schemathesis", "standardwebhooks"]);
  if (name === "wide" || name === "move") await denokv.install();
  if (name === "replica") await litestream.install();
}
await buildBeforeStart();

const files = findTestFiles(readImportGraph());
const gates = { installed: Promise.resolve(), built: Promise.resolve() };
const times = await readTimes();
const options = { gates, times, env: { INVITO_PROVE_SEED: seed } };
const jobs = part
  ? part.jobs(files, options)
  : files.filter(({ path }) => path.includes(name)).map((file) => fullJobOf(file, options));
if (jobs.length === 0) {
  console.error(
    `"${name}" is no part, and in no path. Parts: ${parts.map((p) => p.name).join(", ")}`,
  );
  Deno.exit(1);
}
const started = performance.now();
const advisories = readAdvisories();
const result = await runAll(jobs, times);
const known = await advisories, line = advisoriesLine(known);
console.log(line);
if (known.state === "found") {
  result.red.push({ file: "deno.lock", test: "no known advisories", text: line });
}
const isGreen = failuresOf(result).length === 0 && result.flaky.length === 0;
if (part && isGreen) await noteGreen(name, (performance.now() - started) / 1000);
conclude(result);
