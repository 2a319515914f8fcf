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
    find: "if (dueAt > app.now()) dueTimes",
    replaceBy: "if (false) dueTimes",
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
  {
    name: "jobs: a program has no schedules",
    file: "src/lib/server/startup/start-app.ts",
    find: "  startSchedule(app, runner);\n",
    replaceBy: "",
    tests: ["tests/server/jobs/schedule.test.ts"],
  },
  {
    name: "jobs: calendar writes have no schedule of their own",
    file: "src/lib/server/jobs/schedule.ts",
    find: '"write-calendar": "write-back"',
    replaceBy: '"write-calendar": "sync"',
    tests: ["tests/server/jobs/schedule.test.ts"],
  },
  {
    name: "jobs: a commit whose verb wakes nobody is not told",
    file: "src/lib/server/startup/start-app.ts",
    find: "  tellJobs(kv, runner.expect);\n",
    replaceBy: "",
    tests: ["tests/server/jobs/schedule.test.ts"],
  },
  {
    name: "jobs: what another program has taken is not looked for when its lease ends",
    file: runner,
    find: "if (!claimed) again = app.now() + LEASE_MS;",
    replaceBy: "if (!claimed) again = Infinity;",
    tests: ["tests/server/jobs/due-times.test.ts"],
  },
  {
    name: "jobs: what a stopped program was waiting for is not looked for",
    file: "src/lib/server/jobs/watch-instances.ts",
    find: "if (isOneGone) app.wakeJobs();",
    replaceBy: "",
    tests: ["tests/server/jobs/watch-instances.test.ts"],
  },
];
