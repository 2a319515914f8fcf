import type { Mutation } from "./mutation.ts";

const admission = "src/lib/server/runtime/admission.ts";
const overload = "src/lib/server/http/overload.ts";
const ofAdmission = ["tests/server/runtime/admission.test.ts"];
const ofRequests = ["tests/server/http/overload.test.ts"];

/** The rules for more work than the machine can do: who is refused, when, and before what. */
export const overloadRules: Mutation[] = [
  {
    name: "overload: pages may use all that changes may",
    file: admission,
    find: "{ page: 1 / 4, kept: 1 / 2, change: 1 }",
    replaceBy: "{ page: 1, kept: 1 / 2, change: 1 }",
    tests: ofAdmission,
  },
  {
    name: "overload: a late event loop changes nothing",
    file: admission,
    find: "most = lateMs > LATE_MS",
    replaceBy: "most = lateMs > Infinity",
    tests: ofAdmission,
  },
  {
    name: "overload: what was refused once stays refused",
    file: admission,
    find: "Math.min(MOST_UNDER_WAY, most + MORE)",
    replaceBy: "most",
    tests: ofAdmission,
  },
  {
    name: "overload: a machine that stays late admits nobody",
    file: admission,
    find: "Math.max(LEAST_UNDER_WAY, Math.floor(most / 2))",
    replaceBy: "Math.floor(most / 2)",
    tests: ofAdmission,
  },
  {
    name: "overload: a refused request is answered all the same",
    file: "src/lib/server/http/request-handler.ts",
    find: "const overload = overloadRefusal(event);",
    replaceBy:
      "const overload = (overloadRefusal(event), null as ReturnType<typeof overloadRefusal>);",
    tests: ofRequests,
  },
  {
    name: "overload: monitoring is refused",
    file: overload,
    find: "if (monitoring.has(id)) return null;",
    replaceBy: "",
    tests: ofRequests,
  },
  {
    name: "overload: bookings are refused with the pages",
    file: overload,
    find: 'if (request.method !== "GET" && request.method !== "HEAD") return "change";',
    replaceBy: "",
    tests: ofRequests,
  },
  {
    name: "overload: the form of a booking is refused before the booking",
    file: overload,
    find: 'url.searchParams.has("slot") || isActionPage(id)',
    replaceBy: "isActionPage(id)",
    tests: ofRequests,
  },
  {
    name: "overload: a page that is not kept any more is made as if it were",
    file: overload,
    find: 'if (rank !== "kept" || app.admission.admits("page")) return null;',
    replaceBy: "return null;",
    tests: ofRequests,
  },
  {
    name: "overload: a stream is refused for good",
    file: overload,
    find: 'request.headers.get("accept")?.includes("text/event-stream")',
    replaceBy: "false",
    tests: ofRequests,
  },
  {
    name: "one client takes the memory for the bodies of all",
    file: "src/process/incoming-body.ts",
    find: "if (held + bytes > total || theirs + bytes > perClient) return false;",
    replaceBy: "if (held + bytes > total) return false;",
    tests: ["tests/process/listener-bodies.test.ts"],
  },
  {
    name: "a body is never given back to the memory",
    file: "src/process/incoming-body.ts",
    find: "      held -= bytes;",
    replaceBy: "",
    tests: ["tests/process/listener-bodies.test.ts"],
  },
  {
    name: "long work lets nobody else have a turn",
    file: "src/lib/server/runtime/in-turns.ts",
    find: "    await letOthers();\n",
    replaceBy: "",
    tests: ["tests/server/runtime/in-turns.test.ts"],
  },
];
