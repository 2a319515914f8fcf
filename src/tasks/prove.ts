/** `deno task prove [NAMES]`: runs every proof with full counts; INVITO_PROVE_SEED repeats a run. */
import { installDenokv } from "../../tests/support/wide/denokv-program.ts";
import { setUp } from "../../tests/support/install-programs.ts";
import { buildBeforeStart } from "./build-site.ts";
import { installWhenStale } from "./install-packages.ts";
import { conclude, step, sum, type TestCount, tests } from "./test-steps.ts";
import { findSuites } from "./test-suites.ts";

await installWhenStale();
if (Deno.env.get("CI") === "true") {
  await setUp();
  await installDenokv();
}
await buildBeforeStart();

const full = { INVITO_PROVE: "full" };
const { quick, pages, slow, proofs } = await findSuites();
const isWanted = (path: string) =>
  Deno.args.length === 0 || Deno.args.some((name) => path.includes(name));
const counts: TestCount[] = [];
for (const proof of proofs.filter(isWanted)) {
  counts.push(await step(proof, ["run", "-A", proof], full));
}
if (isWanted("mutate")) counts.push(await step("mutate", ["run", "-A", "src/tasks/mutate.ts"]));
const files = [...quick, ...pages, ...slow].filter(isWanted);
if (files.length > 0) counts.push(await tests("tests", files, [], full));
conclude(sum(counts));
