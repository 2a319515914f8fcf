import type { Mutation } from "./mutation.ts";

const watch = "src/lib/server/bookings/watch-dashboard.ts";
const tests = ["tests/server/bookings/watch-dashboard.test.ts"];
const stream = ["tests/server/http/dashboard-stream.test.ts"];

/** The rules for pages that follow a host's time. */
export const liveRules: Mutation[] = [
  {
    name: "the stream of a dashboard goes on after its session was ended",
    file: watch,
    find: "if (!found || found.expiresAt <= now()) ending.abort();",
    replaceBy: "",
    tests,
  },
  {
    name: "the stream of a dashboard goes on after its session expired",
    file: watch,
    find: "if (session && session.expiresAt <= now()) ending.abort();",
    replaceBy: "",
    tests,
  },
  {
    name: "a calendar that turns stale leaves the dashboard as it is",
    file: watch,
    find: "[guard.version, needs, ...calendars, ...progress]",
    replaceBy: "[guard.version, needs, ...progress]",
    tests,
  },
  {
    name: "work that fails leaves the dashboard as it is",
    file: watch,
    find: "[guard.version, needs, ...calendars, ...progress]",
    replaceBy: "[guard.version, ...calendars, ...progress]",
    tests,
  },
  {
    name: "the progress of a first sync leaves the dashboard as it is",
    file: watch,
    find: "[guard.version, needs, ...calendars, ...progress]",
    replaceBy: "[guard.version, needs, ...calendars]",
    tests,
  },
  {
    name: "a host may have any number of dashboard streams",
    file: "src/lib/server/http/dashboard-stream.ts",
    find: "      hostId,\n      stream.signal,",
    replaceBy: "      crypto.randomUUID(),\n      stream.signal,",
    tests: stream,
  },
  {
    name: "a message that was begun goes with its request",
    file: "src/routes/dashboard/keep-entered.ts",
    find: "!entered.has(request.id) ||",
    replaceBy: "entered.has(request.id) ||",
    tests: ["tests/routes/dashboard/keep-entered.test.ts"],
  },
];
