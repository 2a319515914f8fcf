import type { Mutation } from "./mutation.ts";

const stages = ["tests/server/bookings/picker/funnel-stage.test.ts"];
const counts = ["tests/server/store/funnel-counts.test.ts"];

/** The rules for addresses of the design documents and for what is counted of visits. */
export const originRules: Mutation[] = [
  {
    name: "concurrent writers lose counted views",
    file: "src/lib/server/store/funnel-counts.ts",
    find: "kv.atomic().check(was).set(key, is)",
    replaceBy: "kv.atomic().set(key, is)",
    tests: counts,
  },
  {
    name: "counted views are kept for a month less",
    file: "src/lib/server/store/funnel-counts.ts",
    find: "const MONTHS_KEPT = 25;",
    replaceBy: "const MONTHS_KEPT = 24;",
    tests: counts,
  },
  {
    name: "who asks not to be tracked is counted",
    file: "src/lib/server/bookings/picker/funnel-stage.ts",
    find: 'if (headers.get("dnt") === "1" || headers.get("sec-gpc") === "1") return false;',
    replaceBy: "",
    tests: stages,
  },
  {
    name: "programs are counted as visitors",
    file: "src/lib/server/bookings/picker/funnel-stage.ts",
    find: "if (!browsers.test(agent) || programs.test(agent)) return false;",
    replaceBy: "",
    tests: stages,
  },
  {
    name: "moving about in the picker counts as views",
    file: "src/lib/server/bookings/picker/funnel-stage.ts",
    find: "if (referrer?.pathname !== url.pathname)",
    replaceBy: "if (true)",
    tests: stages,
  },
  {
    name: "reminders that are due later are sent now",
    file: "src/lib/server/jobs/run-notifications.ts",
    find: "if (!isDue && totalBackoffMs === 0) continue;",
    replaceBy: "",
    tests: ["tests/server/jobs/run-notifications.test.ts"],
  },
  {
    name: "what waits to be counted grows without limit",
    file: "src/lib/server/runtime/funnel-counter.ts",
    find: "if (was === noCounts && waiting.size >= MAX_WAITING) return;",
    replaceBy: "",
    tests: ["tests/server/runtime/funnel-counter.test.ts"],
  },
];
