import { against, at, work } from "../../../support/microsoft/account.ts";
import type { GraphFake } from "../../../support/microsoft/calendar-server.ts";
import { lesson } from "../../../support/provider-account.ts";
import type { RequestFault } from "../../../support/request-fault.ts";
import { testEventPages } from "../event-pages-contract.ts";

const faults: [string, RequestFault, string, string][] = [
  ["401", { status: 401, code: "InvalidAuthenticationToken" }, "try-again", "token-refused"],
  ["403", { status: 403, code: "ErrorAccessDenied" }, "refused", "forbidden"],
  ["404", { status: 404, code: "ErrorItemNotFound" }, "gone", "not-found"],
  [
    "429",
    { status: 429, code: "ApplicationThrottled", headers: { "retry-after": "77" } },
    "try-again",
    "slow-down",
  ],
  [
    "503 with a time to wait",
    { status: 503, headers: { "retry-after": "9" } },
    "try-again",
    "slow-down",
  ],
  ["400", { status: 400, code: "ErrorInvalidRequest" }, "refused", "not-understood"],
  ["500", { status: 500, code: "ErrorInternalServerError" }, "try-again", "server-error"],
  ["504", { status: 504 }, "try-again", "server-error"],
  ["half an answer", { status: 200, body: '{"value": [{"id": "a"' }, "try-again", "unreadable"],
  ["something else", { status: 200, body: '{"values": []}' }, "try-again", "unreadable"],
];

const single = (time: typeof lesson) => ({
  ...at(time),
  type: "occurrence",
  seriesMasterId: "AAMkTheirs",
  iCalUId: "series@elsewhere",
});

testEventPages<GraphFake>({
  name: "openMicrosoft",
  work,
  against,
  faults,
  tokenParameter: "deltatoken",
  instance: { series: "AAMkTheirs", ids: ["occurrence-1", "occurrence-2"], of: single },
  renamed: { subject: "renamed" },
  cancelled: (instance) => ({ ...instance, isCancelled: true }),
  putStray: (graph, series) =>
    graph.putRaw(work, "stray", { ...single(lesson), seriesMasterId: series }),
  eventCount: (graph) => graph.events.size,
});
