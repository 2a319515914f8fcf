/** Steps of the tasks `test`, `ok` and `prove`, each with the number of passed, failed and skipped tests. */
import { root } from "./build-site.ts";

export interface TestCount {
  passed: number;
  failures: Failure[];
  /** Tests that could not run here, each with what they need. */
  skipped: string[];
}

export interface Failure {
  /** The test and its file, or the step. */
  name: string;
  /** What it printed, shortened to its end. */
  text: string;
}

export const noTests: TestCount = { passed: 0, failures: [], skipped: [] };

export function sum(counts: readonly TestCount[]): TestCount {
  return counts.reduce((a, b) => ({
    passed: a.passed + b.passed,
    failures: [...a.failures, ...b.failures],
    skipped: [...a.skipped, ...b.skipped],
  }), noTests);
}

/** Runs a deno command and shows its output; counts as one test. */
export async function step(
  name: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<TestCount> {
  const start = performance.now();
  console.log(`\n== ${name}`);
  const { code, output } = await runShown(args, env);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`== ${name}: ${code === 0 ? "ok" : `FAILED with ${code}`}, ${seconds} s`);
  const skipped = skippedIn(output);
  return code === 0
    ? { passed: 1, failures: [], skipped }
    : { passed: 0, failures: [{ name, text: endOf(output) }], skipped };
}

/** Runs test files in one process and counts every test. */
export async function tests(
  name: string,
  paths: string[],
  more: string[] = [],
  env: Record<string, string> = {},
): Promise<TestCount> {
  const start = performance.now();
  console.log(`\n== ${name}`);
  const report = await Deno.makeTempFile({ suffix: ".xml" });
  try {
    const args = ["test", "-A", "--no-check", `--junit-path=${report}`, ...more, ...paths];
    const { code, output } = await runShown(args, { NO_COLOR: "1", ...env });
    const { passed, failures, ignored } = countsOf(await Deno.readTextFile(report));
    // A file that cannot be loaded has no test in the report.
    if (code !== 0 && failures.length === 0) failures.push({ name, text: endOf(output) });
    const skipped = [...skippedIn(output), ...ignored.map((test) => `${test}: ignored`)];
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`== ${name}: ${passed} passed, ${failures.length} failed, ${seconds} s`);
    return { passed, failures, skipped };
  } finally {
    await Deno.remove(report);
  }
}

/** Passed and failed tests of a JUnit report, and the names of the ignored ones. */
export function countsOf(
  report: string,
): { passed: number; failures: Failure[]; ignored: string[] } {
  const cases = [...report.matchAll(
    /<testcase name="([^"]*)"(?: classname="([^"]*)")?[^>]*?(?:\/>|>(.*?)<\/testcase>)/gs,
  )].map(([, name, file, body = ""]) => ({ name: unescaped(name!), file, body }));
  const ignored = cases.filter(({ body }) => body.includes("<skipped")).map(({ name }) => name);
  const failures = cases.filter(({ body }) => /<(failure|error)/.test(body))
    .map(({ name, file, body }) => ({
      name: file === undefined ? name : `${file} => ${name}`,
      text: endOf(unescaped(body.replace(/<[^>]*>/g, "").trim())),
    }));
  return { passed: cases.length - failures.length - ignored.length, failures, ignored };
}

function unescaped(xml: string): string {
  const characters = { lt: "<", gt: ">", quot: '"', apos: "'", "#39": "'", amp: "&" };
  return xml.replace(/&(lt|gt|quot|apos|#39|amp);/g, (_, entity) => characters[entity as "lt"]);
}

/** At most the last thirty lines, of two hundred characters each. */
function endOf(output: string): string {
  return output.trimEnd().split("\n").slice(-30).map((line) => line.slice(0, 200)).join("\n");
}

async function runShown(
  args: string[],
  env: Record<string, string>,
): Promise<{ code: number; output: string }> {
  const child = new Deno.Command(Deno.execPath(), {
    args,
    cwd: root,
    // Some of the servers that tests start are in folders that are not on every user's PATH.
    env: { ...env, PATH: `${Deno.env.get("PATH")}:/usr/sbin:/sbin` },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let output = "";
  const show = async (stream: ReadableStream<Uint8Array>) => {
    const decoder = new TextDecoder();
    for await (const bytes of stream) {
      output += decoder.decode(bytes, { stream: true });
      await Deno.stdout.write(bytes);
    }
  };
  await Promise.all([show(child.stdout), show(child.stderr)]);
  return { code: (await child.status).code, output };
}

function skippedIn(output: string): string[] {
  return [...output.matchAll(/^SKIPPED +(.+)$/gm)].map(([, what]) => what!);
}

/**
 * Test vectors that cannot be distributed, which run when RECURRENCE_VECTORS names their folder; and what needs a KV
 * Connect server, which takes too long to build for `deno task ok`.
 */
const mayBeMissing = /every vector of libical|needs denokv|KV Connect/;

/** Prints what failed once more, then the totals, and ends the process; in CI a skipped test counts as failed. */
export function conclude(count: TestCount): never {
  const mustRunAll = Deno.env.get("CI") === "true";
  const skipped = [...new Set(count.skipped)];
  const wanted = mustRunAll ? skipped.filter((what) => !mayBeMissing.test(what)) : [];
  for (const { name, text } of count.failures) console.log(`\nFailed: ${name}\n${text}`);
  if (skipped.length > 0) console.log("\nNot run here:");
  for (const what of skipped) {
    console.log(`  ${what}${wanted.includes(what) ? " (counts as failed)" : ""}`);
  }
  const failed = count.failures.length + wanted.length;
  console.log(`\n${count.passed} passed, ${failed} failed`);
  Deno.exit(failed > 0 ? 1 : 0);
}
