import type { Mutation } from "./mutation.ts";

const runner = "src/lib/server/jobs/run.ts", tests = ["tests/server/jobs/begin-committed.test.ts"];

/** The rules for jobs that this process has just committed. */
export const jobRules: Mutation[] = [
  {
    name: "jobs: what was just committed is looked for",
    file: runner,
    find: "else chosen.push(entry);",
    replaceBy: "else wanted.add(kind);",
    tests,
  },
  {
    name: "jobs: what another process has taken runs here as well",
    file: runner,
    find: "if (claimed) start(claimed, dueAt, prepared);",
    replaceBy: "start(claimed ?? entry, dueAt, prepared);",
    tests,
  },
  {
    name: "jobs: what is committed for later begins now",
    file: runner,
    find: "if (dueAt > app.now()) nextDue",
    replaceBy: "if (false) nextDue",
    tests,
  },
  {
    name: "jobs: a booking does not tell of its jobs",
    file: "src/lib/server/store/bookings.ts",
    find: "  wakeJobs?.(storedJobs(jobs, versionstamp));\n",
    replaceBy: "",
    tests,
  },
  {
    name: "jobs: a lane that is awake is not told of a delivery",
    file: "src/lib/server/webhooks/fan-out.ts",
    find: "  for (const { subscriptionId } of deliveries) app.laneCalls.call(subscriptionId);\n",
    replaceBy: "",
    tests,
  },
];
