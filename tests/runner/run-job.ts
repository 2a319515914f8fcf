/** Runs one command to its end or its limit, and says what each of its tests came to. */
import { root } from "../../src/tasks/root.ts";
import { casesOf, isPartOf, lastLines, type TestCase } from "./junit.ts";
import { killTree } from "./kill-tree.ts";

export interface Job {
  /** The file's path, or what the check is called. */
  name: string;
  /** Words for the table of what took how long: "in-process", "browser", "proofs" … */
  kind: string;
  /** Of `deno`; a test file gets its report and filter beside them. */
  args: string[];
  env: Record<string, string>;
  /** Whether Deno reports each of its tests; otherwise it counts as one. */
  hasTests: boolean;
  /** Whether what failed is tried again alone. */
  mayTryAgain: boolean;
  limitSeconds: number;
  /** It starts when this has resolved; a rejection is its failure. */
  after: Promise<unknown>;
}

export interface Attempt {
  cases: TestCase[];
  /** What it printed. */
  output: string;
  /** What it could not run here, with how to get it. */
  skipped: string[];
  seconds: number;
  /** Of all processors, its child processes included; those of a killed one are not known. */
  cpuSeconds: number;
}

/** Runs a job, or only those of its tests that begin with one of these names; `isShown` passes its output on at once. */
export async function runJob(
  job: Job,
  { only = [], isShown = false }: { only?: string[]; isShown?: boolean } = {},
): Promise<Attempt> {
  const folder = await Deno.makeTempDir({ prefix: "invito-test-" });
  const report = `${folder}/report.xml`, times = `${folder}/times`;
  try {
    const started = performance.now();
    const child = new Deno.Command("sh", {
      // The shell's `times` counts what all processes below it used.
      args: ["-c", '"$@"; code=$?; times > "$0"; exit $code', times, Deno.execPath(), ...job.args]
        .concat(job.hasTests ? [`--junit-path=${report}`, ...filterOf(only)] : []),
      cwd: root,
      // Some of the servers that tests start are in folders that are not on every user's PATH.
      env: {
        NO_COLOR: "1",
        DENO_NO_UPDATE_CHECK: "1",
        ...job.env,
        PATH: `${Deno.env.get("PATH")}:/usr/sbin:/sbin`,
      },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      killTree(child.pid);
    }, 1000 * job.limitSeconds);
    const output = { text: "" };
    const read = Promise.all(
      [child.stdout, child.stderr].map((stream) => readInto(output, stream, isShown)),
    );
    const { code } = await child.status;
    clearTimeout(timer);
    await read;
    const seconds = (performance.now() - started) / 1000;
    const all = job.hasTests ? casesOf(await textOf(report)) : [];
    // What was not asked for is in the report as ignored.
    const cases = all.filter(({ result }) => only.length === 0 || result !== "ignored");
    const isUnexplained = code !== 0 && cases.every(({ result }) => result !== "failed");
    if (!job.hasTests || isUnexplained || all.length === 0) {
      const isGreen = code === 0 && !job.hasTests;
      const name = isLate
        ? `no end within ${job.limitSeconds} s`
        : isGreen
        ? ""
        : all.length === 0 && job.hasTests
        ? "no test ran"
        : `ended with ${code}`;
      const text = lastLines(output.text);
      cases.push({ name, result: isGreen ? "passed" : "failed", text });
    }
    return {
      cases,
      output: output.text,
      skipped: [...output.text.matchAll(/^SKIPPED +(.+)$/gm)].map(([, what]) => what!),
      seconds,
      cpuSeconds: cpuSecondsIn(await textOf(times)),
    };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Tests at the top of the file whose result is "failed": each runs again with all of its steps. */
export function failedTests(cases: readonly TestCase[]): string[] {
  const failed = cases.filter(({ result }) => result === "failed").map(({ name }) => name);
  return failed.filter((name) => !failed.some((other) => isPartOf(name, other)));
}

function filterOf(only: string[]): string[] {
  if (only.length === 0) return [];
  const names = only.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return [`--filter=/^(${names.join("|")})$/`];
}

/** The second line of the shell's `times` is of its children: user and system, as `1m2.03s`. */
function cpuSecondsIn(times: string): number {
  const [, children = ""] = times.split("\n");
  return [...children.matchAll(/(\d+)m([\d.]+)s/g)]
    .reduce((sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds), 0);
}

async function readInto(
  output: { text: string },
  stream: ReadableStream<Uint8Array>,
  isShown: boolean,
): Promise<void> {
  const decoder = new TextDecoder();
  for await (const bytes of stream) {
    output.text += decoder.decode(bytes, { stream: true });
    if (isShown) await Deno.stdout.write(bytes);
  }
}

/** Empty where there is no such file. */
async function textOf(path: string): Promise<string> {
  return await Deno.readTextFile(path).catch((error) => {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  });
}
