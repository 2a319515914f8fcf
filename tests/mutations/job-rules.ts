import type { Mutation } from "./mutation.ts";

const runner = "src/lib/server/jobs/run.ts", tests = ["tests/server/jobs/begin-committed.test.ts"];
const mail = "src/lib/server/email/send.ts", stopped = ["tests/server/email/send-stop.test.ts"];

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
  {
    name: "jobs: what was not begun counts as an attempt",
    file: "src/lib/server/jobs/after-run.ts",
    find: "attempts: job.attempts - 1, dueAt",
    replaceBy: "dueAt",
    tests: ["tests/server/jobs/run.test.ts"],
  },
  {
    name: "jobs: an email that a stop left unbegun is a failed try",
    file: "src/lib/server/jobs/deliver.ts",
    find: "if (error instanceof EmailUnbegun) return",
    replaceBy: "if (false) return",
    tests: stopped,
  },
  {
    name: "jobs: an email does not wait for the answers of requests",
    file: "src/lib/server/jobs/deliver.ts",
    find: "  await app.requests.letPass(LET_PASS_MS);\n",
    replaceBy: "",
    tests: stopped,
  },
  {
    name: "mail: a stop waits for a server that does not greet",
    file: mail,
    find: "const onStop = () => isBegun || end();",
    replaceBy: "const onStop = () => {};",
    tests: stopped,
  },
  {
    name: "mail: a stop cuts off an email under way",
    file: mail,
    find: "const onStop = () => isBegun || end();",
    replaceBy: "const onStop = end;",
    tests: stopped,
  },
];
