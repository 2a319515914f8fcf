import type { Mutation } from "./mutation.ts";

const outcomes = ["tests/server/store/known-outcomes.test.ts"];

/** The rules that hold where several programs share one database server. */
export const wideRules: Mutation[] = [
  {
    name: "a commit that was sent twice is taken for a lost one",
    file: "src/lib/server/store/known-outcomes.ts",
    find: "return versionstamp === null ? result : { ok: true, versionstamp };",
    replaceBy: "return result;",
    tests: outcomes,
  },
  {
    name: "a late copy of a commit without a check of its own is applied over later ones",
    file: "src/lib/server/store/known-outcomes.ts",
    find: "if (checks < MAX_CHECKS) check({ key: mark, versionstamp: null });",
    replaceBy: "",
    tests: outcomes,
  },
  {
    name: "a copy ends after one pass, whatever has changed meanwhile",
    file: "src/lib/server/store/copy-records.ts",
    find: "    if (found.changed > 0 && pass < MAX_PASSES) continue;\n",
    replaceBy: "",
    tests: ["tests/server/store/copy-records.test.ts"],
  },
  {
    name: "records of another installation are replaced by a move",
    file: "src/tasks/move.ts",
    find: 'if (isThisMove || is?.state === "left" || await isEmptyStore(target)) return;',
    replaceBy: "return;",
    tests: ["tests/tasks/move.test.ts"],
  },
  {
    name: "a program starts on records that have not all arrived",
    file: "src/lib/server/store/store-version.ts",
    find: 'if (move?.state === "arriving") {',
    replaceBy: "if (false) {",
    tests: ["tests/server/store/store-version.test.ts"],
  },
  {
    name: "a program that lives loses its jobs",
    file: "src/lib/server/jobs/watch-instances.ts",
    find: "if (elapsed() - since < DEAD_AFTER_MS) continue;",
    replaceBy: "",
    tests: ["tests/server/jobs/watch-instances.test.ts"],
  },
  {
    name: "a program whose clock is ahead loses the jobs that it runs",
    file: "src/lib/server/jobs/reschedule-overdue.ts",
    find: "claimed.dueAt <= now + LEASE_MS + MAX_SKEW_MS",
    replaceBy: "claimed.dueAt <= now + LEASE_MS",
    tests: ["tests/server/jobs/run-clock.test.ts"],
  },
];
