import type { Mutation } from "./mutation.ts";

const work = "src/lib/server/operations/work.ts";
const run = ["tests/server/operations/run-work.test.ts"];
const drop = ["tests/server/operations/drop-work.test.ts"];
const desk = ["tests/server/operations/read-desk.test.ts"];
const deliveries = ["tests/server/webhooks/drop-delivery.test.ts"];

/** The rules for what a host sees of their work, runs again and drops. */
export const operationsRules: Mutation[] = [
  {
    name: "the start command waits beside the program",
    file: "src/tasks/serve-program.ts",
    find: "  becomeProgram(args, env);\n",
    replaceBy: "",
    tests: ["tests/tasks/start-process.test.ts"],
  },
  {
    name: "a closed terminal ends the program with requests in progress",
    file: "src/main.ts",
    find: '"SIGTERM", "SIGINT", "SIGHUP"',
    replaceBy: '"SIGTERM", "SIGINT"',
    tests: ["tests/tasks/start-process.test.ts"],
  },
  {
    name: "a host sees and runs another's work",
    file: "src/lib/server/operations/list-work.ts",
    find: "value && value.hostId === hostId && workGroupOf",
    replaceBy: "value && workGroupOf",
    tests: run,
  },
  {
    name: "a sign-in email is work of its host",
    file: work,
    find: '"send-sign-in-email": null,',
    replaceBy: '"send-sign-in-email": "emails",',
    tests: [...run, ...desk],
  },
  {
    name: "work that waits for its time is run early",
    file: work,
    find: 'state === "retrying" || state === "due";',
    replaceBy: 'state === "retrying" || state === "due" || state === "scheduled";',
    tests: run,
  },
  {
    name: "work that runs is run a second time",
    file: work,
    find: 'return state === "failed" || state === "unsent"',
    replaceBy: 'return state === "running" || state === "failed" || state === "unsent"',
    tests: run,
  },
  {
    name: "a deadline that failed can be dropped",
    file: work,
    find: '(group === "emails" || group === "entries");',
    replaceBy: "group !== null;",
    tests: drop,
  },
  {
    name: "an email on its way can be dropped",
    file: work,
    find: 'return problemOf(job) !== null && job.state !== "running" &&',
    replaceBy: "return problemOf(job) !== null &&",
    tests: drop,
  },
  {
    name: "an email that has not failed can be dropped",
    file: work,
    find: 'return problemOf(job) !== null && job.state !== "running" &&',
    replaceBy: 'return job.state !== "running" &&',
    tests: drop,
  },
  {
    name: "another host's email can be dropped",
    file: "src/lib/server/operations/drop-work.ts",
    find: "entry.versionstamp === null || entry.value.hostId !== hostId",
    replaceBy: "entry.versionstamp === null",
    tests: drop,
  },
  {
    name: "the history of a booking does not tell what was dropped",
    file: "src/lib/server/operations/drop-work.ts",
    find: "      writeHistoryNote(op, booking, id, note);",
    replaceBy: "      void note;",
    tests: drop,
  },
  {
    name: "what was dropped passes for the booking's last change",
    file: "src/lib/scheduling/booking.ts",
    find: "return drops.some((each) => each === event);",
    replaceBy: "return drops.some((each) => each === `${event}!`);",
    tests: drop,
  },
  {
    name: "work to be tried again is without a problem",
    file: "src/lib/server/store/jobs.ts",
    find: 'return isOpen && totalBackoffMs > 0 ? "retrying" : null;',
    replaceBy: 'return isOpen && totalBackoffMs > Infinity ? "retrying" : null;',
    tests: run,
  },
  {
    name: "work that is done stays listed as a problem",
    file: "src/lib/server/store/jobs.ts",
    find: "if (before && before !== problem) op.delete(",
    replaceBy: "if (before && problem) op.delete(",
    tests: run,
  },
  {
    name: "all keys may retry everything",
    file: "src/lib/server/operations/run-work.ts",
    find: "!mayDo(scopeOfWork(job.work))",
    replaceBy: "!mayDo",
    tests: run,
  },
  {
    name: "a dropped delivery is sent with a period",
    file: "src/lib/server/webhooks/deliveries.ts",
    find: 'value.reason === "erased" || value.reason === "dropped"',
    replaceBy: 'value.reason === "erased"',
    tests: deliveries,
  },
  {
    name: "a dropped delivery leaves no entry in the history",
    file: "src/lib/server/webhooks/deliveries.ts",
    find: "      writeHistoryNote(op, booking, id, entry);",
    replaceBy: "      void entry;",
    tests: deliveries,
  },
  {
    name: "a webhook that its host paused is made active by a retry",
    file: "src/lib/server/webhooks/retry-deliveries.ts",
    find: 'if (!isActive && !disabled) return refused("changed");',
    replaceBy: "",
    tests: deliveries,
  },
];
