import type { Mutation } from "./mutation.ts";

const runner = "src/lib/server/jobs/run.ts", tests = ["tests/server/jobs/begin-committed.test.ts"];
const freshFirst = ["tests/server/jobs/fresh-first.test.ts"];
const mail = "src/lib/server/email/send.ts", stopped = ["tests/server/email/send-stop.test.ts"];

/** The rules for jobs that this process has just committed. */
export const jobRules: Mutation[] = [
  {
    name: "jobs: what was just committed is looked for",
    file: runner,
    find: "if (isDue && room > 0) {",
    replaceBy: "if (false) {",
    tests,
  },
  {
    name: "jobs: what another process has taken runs here as well",
    file: runner,
    find: "if (claimed) start(claimed, dueAt, {",
    replaceBy: "start(claimed ?? entry, dueAt, {",
    tests,
  },
  {
    name: "jobs: what is committed for later begins now",
    file: runner,
    find: "if (isDue && room > 0) {",
    replaceBy: "if (room > 0) {",
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
    name: "jobs: emails of a booking just made wait behind all that are due",
    file: "src/lib/server/jobs/job-limits.ts",
    find: ", isFreshFirst: true",
    replaceBy: "",
    tests: freshFirst,
  },
  {
    name: "jobs: what was just committed leaves no place to what waits longer",
    file: runner,
    find: "concurrency - 1 - running.length",
    replaceBy: "concurrency - running.length",
    tests: freshFirst,
  },
  {
    name: "jobs: an email that is due in a moment is not kept",
    file: runner,
    find: "dueAt <= app.now() + SOON_MS",
    replaceBy: "dueAt <= app.now()",
    tests: freshFirst,
  },
  {
    name: "jobs: everything that was just committed is kept",
    file: runner,
    find: " && fresh.size < MOST_FRESH",
    replaceBy: "",
    tests: freshFirst,
  },
  {
    name: "jobs: the emails of a shared slot wait behind all that are due",
    file: "src/lib/server/jobs/notify-seats.ts",
    find: "app.wakeJobs(await",
    replaceBy: "app.wakeJobs(); (await",
    tests: freshFirst,
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
