/** `deno task test [FILES]`: all tests, or the ones named; says at the end what could not run here. */
import { buildBeforeStart } from "./building.ts";
import { installWhenStale } from "./installing.ts";
import { conclude, sum, tests } from "./steps.ts";
import { findSuites } from "./suites.ts";

await installWhenStale();
await buildBeforeStart();
if (Deno.args.length > 0) conclude(await tests("tests", Deno.args));
const { quick, slow } = await findSuites();
conclude(sum([
  await tests("quick tests", quick, ["--parallel"]),
  await tests("tests with programs", slow),
]));
