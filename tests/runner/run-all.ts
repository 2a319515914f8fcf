/** Two rounds: every job once, side by side; then what failed again, alone and up to twice, where it may. */
import { isPartOf, type TestCase } from "./junit.ts";
import { runPool } from "./pool.ts";
import type { RecordedTime, RecordedTimes } from "./recorded-times.ts";
import { type Attempt, failedTests, type Job, runJob } from "./run-job.ts";

export interface RunResult {
  passed: number;
  /** Failed, and passed when they ran again. */
  flaky: { file: string; test: string; attempt: number }[];
  red: { file: string; test: string; text: string }[];
  /** What could not run here, with how to get it. */
  skipped: string[];
  /** Files that took more than ten seconds and twice as long as recorded. */
  slower: { file: string; seconds: number; recorded: number }[];
  times: Map<string, RecordedTime>;
  /** Sums by kind, and what the second round took. */
  kinds: Map<string, RecordedTime>;
  secondRoundSeconds: number;
}

const MOST_ATTEMPTS = 3;

/** Runs the jobs and prints a line for each; a single one shows its output as it comes. */
export async function runAll(
  jobs: readonly Job[],
  recorded: RecordedTimes,
  { onEnd, width }: { onEnd?: (job: Job, attempt: Attempt) => void; width?: number } = {},
): Promise<RunResult> {
  const first = new Map<Job, Attempt>();
  const ended = (job: Job, attempt: Attempt) => {
    first.set(job, attempt);
    print(job, attempt);
    onEnd?.(job, attempt);
  };
  if (jobs.length === 1) {
    await jobs[0]!.after;
    first.set(jobs[0]!, await runJob(jobs[0]!, { isShown: true }));
  } else await runPool(jobs, recorded, ended, width);

  const secondRound = performance.now();
  const cases = new Map<Job, TestCase[]>();
  const flaky: RunResult["flaky"] = [];
  for (const [job, attempt] of first) {
    const last = await tryAgain(job, attempt, flaky);
    cases.set(job, last);
  }
  const allCases = [...cases].flatMap(([job, some]) => some.map((each) => ({ job, ...each })));
  return {
    passed: allCases.filter(({ result }) => result === "passed").length,
    flaky,
    red: allCases.filter(({ result }) => result === "failed")
      .map(({ job, name, text }) => ({ file: job.name, test: name, text })),
    skipped: [
      ...new Set([
        ...[...first.values()].flatMap(({ skipped }) => skipped),
        ...allCases.filter(({ result }) => result === "ignored")
          .map(({ job, name }) => `${job.name}: ${name}: ignored`),
      ]),
    ],
    slower: [...first].flatMap(([{ name }, { seconds }]) => {
      const before = recorded.get(name)?.seconds;
      const isSlower = before !== undefined && seconds > 10 && seconds > 2 * before;
      return isSlower ? [{ file: name, seconds, recorded: before }] : [];
    }),
    times: new Map(
      [...first].map(([{ name }, { seconds, cpuSeconds }]) => [name, { seconds, cpuSeconds }]),
    ),
    kinds: sumByKind(first),
    secondRoundSeconds: (performance.now() - secondRound) / 1000,
  };
}

/** All cases of a job after its last attempt: failed ones again with their steps, or the file where it had no test to name. */
async function tryAgain(job: Job, first: Attempt, flaky: RunResult["flaky"]): Promise<TestCase[]> {
  let cases = first.cases;
  for (let attempt = 2; attempt <= MOST_ATTEMPTS && job.mayTryAgain; attempt++) {
    const failed = failedTests(cases);
    if (failed.length === 0) break;
    const names = failed.filter((name) => !whole.test(name));
    const isWhole = names.length < failed.length;
    const again = await runJob(job, { only: isWhole ? [] : names });
    print(job, again, `, attempt ${attempt}, alone`);
    const isRun = (name: string) => failed.some((test) => name === test || isPartOf(name, test));
    if (again.cases.length === 0) break;
    cases = isWhole ? again.cases : [...cases.filter(({ name }) => !isRun(name)), ...again.cases];
    const still = failedTests(again.cases);
    const isGreen = (test: string) => whole.test(test) ? still.length === 0 : !still.includes(test);
    for (const test of failed.filter(isGreen)) flaky.push({ file: job.name, test, attempt });
  }
  return cases;
}

/** Names of the cases that `runJob` gives to a file as a whole. */
const whole = /^(no end within \d+ s|no test ran|ended with \d+)$/;

function print(job: Job, { cases, seconds, output }: Attempt, how = ""): void {
  const failed = cases.filter(({ result }) => result === "failed");
  const time = `${seconds.toFixed(1)} s`.padStart(8);
  console.log(`${failed.length === 0 ? "ok  " : "RED "}${time}  ${job.name}${how}`);
  if (failed.length > 0) console.log(output.trimEnd().split("\n").slice(-200).join("\n"));
}

function sumByKind(attempts: ReadonlyMap<Job, Attempt>): Map<string, RecordedTime> {
  const sums = new Map<string, RecordedTime>();
  for (const [{ kind }, { seconds, cpuSeconds }] of attempts) {
    const sum = sums.get(kind) ?? { seconds: 0, cpuSeconds: 0 };
    sums.set(kind, { seconds: sum.seconds + seconds, cpuSeconds: sum.cpuSeconds + cpuSeconds });
  }
  return sums;
}
