/** `deno task ok`: all checks that must pass before a change is merged, with few rounds of the proofs; CI runs it. */
import { setUp } from "../../tests/support/install-programs.ts";
import { installWhenStale } from "./install-packages.ts";
import { conclude, step, sum, type TestCount, tests } from "./test-steps.ts";
import { findSuites, quickArgs } from "./test-suites.ts";

await installWhenStale();
if (Deno.env.get("CI") === "true") await setUp();

/** Everything except pages and components, which svelte-check covers. */
const checkedPaths = ["scheduling", "server", "i18n", "icalendar"].map((room) => `src/lib/${room}`)
  .concat("src/tasks", "src/process", "src/main.ts", "tests");

const { quick, pages, slow, proofs } = await findSuites();
const counts: TestCount[] = [
  await step("format", ["fmt", "--check"]),
  await step("lint and import rules", ["lint"]),
  await step("build", ["task", "build"]),
  await step("types", ["check", ...checkedPaths]),
  await step("types of pages", ["run", "-A", "npm:svelte-check", "--fail-on-warnings"]),
  await tests("quick tests", quick, quickArgs),
  await tests("tests of pages", pages, ["--parallel"]),
  await tests("tests with programs", slow),
];
for (const proof of proofs) counts.push(await step(proof, ["run", "-A", proof]));
conclude(sum(counts));
