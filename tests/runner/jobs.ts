/** Test files, proofs and checks as jobs of the runner. */
import type { RecordedTimes } from "./recorded-times.ts";
import type { Job } from "./run-job.ts";
import type { TestFile } from "./test-files.ts";

/** What tests and checks wait for. */
export interface Gates {
  /** Packages and programs are there. */
  installed: Promise<unknown>;
  /** The site is built from these sources. */
  built: Promise<unknown>;
}

export interface JobOptions {
  gates: Gates;
  times: RecordedTimes;
  env?: Record<string, string>;
  /** Full counts take much longer than recorded. */
  limitSeconds?: number;
}

/** The zone of in-process tests: 12:45 ahead, so that whatever follows the machine's clock shows. */
const TEST_ZONE = "Pacific/Chatham";

/** A test file or proof as a job. */
export function jobOf(file: TestFile, { gates, times, env, limitSeconds }: JobOptions): Job {
  const preload = [
    ...file.isDrawn ? ["seeded-draws"] : [],
    ...file.isInProcess ? ["machine-zone-trap"] : [],
  ].map((name) => `--preload=tests/support/${name}.ts`);
  return {
    name: file.path,
    kind: file.isProof
      ? "proofs"
      : file.needsBrowser
      ? "browser"
      : file.isInProcess
      ? "in-process"
      : "programs",
    args: file.isProof
      ? ["run", "-A", file.path]
      : ["test", "-A", "--no-check", ...preload, file.path],
    env: { ...file.isInProcess ? { TZ: TEST_ZONE } : {}, ...env },
    hasTests: !file.isProof,
    mayTryAgain: !file.isInvariant,
    limitSeconds: limitSeconds ?? Math.max(60, 5 * (times.get(file.path)?.seconds ?? 60)),
    after: file.needsSite ? Promise.all([gates.installed, gates.built]) : gates.installed,
  };
}

/** A command of `deno` that counts as one test. */
export function checkOf(name: string, args: string[], after: Promise<unknown>): Job {
  return {
    name,
    kind: "checks",
    args,
    env: {},
    hasTests: false,
    mayTryAgain: false,
    limitSeconds: 600,
    after,
  };
}
