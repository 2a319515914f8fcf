/** Runs jobs side by side: as many as there are processors, and half as many more while those that run mostly wait. */
import { cores, type RecordedTimes } from "./recorded-times.ts";
import { type Attempt, type Job, runJob } from "./run-job.ts";

/** Jobs with a time that nobody has recorded are taken for long ones. */
const unknownTime = { seconds: 1e6, cpuSeconds: 1e6 };

/**
 * Runs every job once, those that took longest first. A job whose `after` was rejected has one failed case, without being
 * started.
 */
export async function runPool(
  jobs: readonly Job[],
  times: RecordedTimes,
  onEnd: (job: Job, attempt: Attempt) => void,
  width = cores,
): Promise<void> {
  const timeOf = (job: Job) => times.get(job.name) ?? unknownTime;
  /** Processors that a job keeps busy; what a browser's processes use is not in the recorded times. */
  const load = (job: Job) =>
    job.kind === "browser" ? 1 : timeOf(job).cpuSeconds / (timeOf(job).seconds || 1);
  const waiting = jobs.toSorted((a, b) => timeOf(b).seconds - timeOf(a).seconds);
  const ready = new Set<Job>();
  const running = new Set<Job>();
  let onChange = Promise.withResolvers<void>();
  const changed = () => {
    onChange.resolve();
    onChange = Promise.withResolvers();
  };
  for (const job of jobs) {
    void job.after.then(() => ready.add(job), () => ready.add(job)).then(changed);
  }

  const hasRoomFor = (job: Job) => {
    if (running.size < width) return true;
    const sum = [...running].reduce((all, each) => all + load(each), load(job));
    return running.size < 1.5 * width && sum <= width;
  };
  async function run(job: Job) {
    running.add(job);
    const attempt = await job.after.then(() => runJob(job), notStarted);
    running.delete(job);
    onEnd(job, attempt);
    changed();
  }

  const all: Promise<void>[] = [];
  while (waiting.length > 0) {
    const next = waiting.findIndex((job) => ready.has(job) && hasRoomFor(job));
    if (next === -1) await onChange.promise;
    else all.push(run(waiting.splice(next, 1)[0]!));
  }
  await Promise.all(all);
}

function notStarted(error: unknown): Attempt {
  const text = error instanceof Error ? error.message : String(error);
  return {
    cases: [{ name: "was not started", result: "failed", text }],
    output: text,
    skipped: [],
    seconds: 0,
    cpuSeconds: 0,
  };
}
