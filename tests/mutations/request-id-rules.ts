import type { Mutation } from "./mutation.ts";

const jobs = ["tests/server/jobs/request-id.test.ts"];
const given = ["tests/server/http/given-request-id.test.ts"];

/** The rules for the id by which a request is found in the log. */
export const requestIdRules: Mutation[] = [
  {
    name: "request id: a job is logged under the request that woke the runner",
    file: "src/lib/server/jobs/run.ts",
    find: "onBehalfOf(requestId, () => runClaimed(app, claimed, dueAt, handler))",
    replaceBy: "runClaimed(app, claimed, dueAt, handler)",
    tests: jobs,
  },
  {
    name: "request id: a job does not keep the id of its request",
    file: "src/lib/server/store/jobs.ts",
    find: "requestId: currentRequestId(),",
    replaceBy: "requestId: null,",
    tests: jobs,
  },
  {
    name: "request id: the runs of a sync are one request's for ever",
    file: "src/lib/server/jobs/after-run.ts",
    find: "endless.has(work.kind) ? null : job.requestId",
    replaceBy: "job.requestId",
    tests: jobs,
  },
  {
    name: "request id: taken from clients where no proxy is trusted",
    file: "src/lib/server/http/given-request-id.ts",
    find: "trustedProxies === 0 || ",
    replaceBy: "",
    tests: given,
  },
  {
    name: "request id: a secret is taken for one",
    file: "src/lib/server/http/given-request-id.ts",
    find: "redact(given) === given ? given : null",
    replaceBy: "given",
    tests: given,
  },
];
