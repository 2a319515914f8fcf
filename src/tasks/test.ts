/** `deno task test [FILES]`: all tests, or the ones named; lists at the end what could not run here. */
import { buildBeforeStart } from "./build-site.ts";
import { installWhenStale } from "./install-packages.ts";
import { conclude, sum, tests } from "./test-steps.ts";
import { findSuites, quickArgs } from "./test-suites.ts";

await installWhenStale();
await buildBeforeStart();
if (Deno.args.length > 0) conclude(await tests("tests", Deno.args));
const { quick, pages, slow } = await findSuites();
conclude(sum([
  await tests("quick tests", quick, quickArgs),
  await tests("tests of pages", pages, ["--parallel"]),
  await tests("tests with programs", slow),
]));
