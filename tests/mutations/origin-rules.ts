import type { Mutation } from "./mutation.ts";

/** The rules for addresses of the design documents. */
export const originRules: Mutation[] = [
  {
    name: "reminders that are due later are sent now",
    file: "src/lib/server/jobs/run-notifications.ts",
    find: "if (!isDue && totalBackoffMs === 0) continue;",
    replaceBy: "",
    tests: ["tests/server/jobs/run-notifications.test.ts"],
  },
];
