import { against, at, work } from "../../../support/google/account.ts";
import type { GoogleFake } from "../../../support/google/calendar-server.ts";
import { lesson } from "../../../support/provider-account.ts";
import type { RequestFault } from "../../../support/request-fault.ts";
import { testEventPages } from "../event-pages-contract.ts";

const faults: [string, RequestFault, string, string][] = [
  ["401", { status: 401, code: "authError" }, "try-again", "token-refused"],
  ["403", { status: 403, code: "forbidden" }, "refused", "forbidden"],
  ["403 for speed", { status: 403, code: "rateLimitExceeded" }, "try-again", "slow-down"],
  [
    "403 for a person's speed",
    { status: 403, code: "userRateLimitExceeded" },
    "try-again",
    "slow-down",
  ],
  ["403 for a day's quota", { status: 403, code: "quotaExceeded" }, "try-again", "slow-down"],
  [
    "403 for a scope",
    { status: 403, code: "insufficientPermissions" },
    "signed-out",
    "consent-partial",
  ],
  [
    "403 for an API that is off",
    { status: 403, code: "accessNotConfigured" },
    "refused",
    "api-off",
  ],
  ["404", { status: 404, code: "notFound" }, "gone", "not-found"],
  [
    "429",
    { status: 429, code: "rateLimitExceeded", headers: { "retry-after": "77" } },
    "try-again",
    "slow-down",
  ],
  ["400", { status: 400, code: "badRequest" }, "refused", "not-understood"],
  ["500", { status: 500, code: "backendError" }, "try-again", "server-error"],
  ["503", { status: 503 }, "try-again", "server-error"],
  ["half an answer", { status: 200, body: '{"items": [{"id": "a"' }, "try-again", "unreadable"],
  ["something else", { status: 200, body: '{"items": "none"}' }, "try-again", "unreadable"],
];

const single = (time: typeof lesson) => ({
  ...at(time),
  recurringEventId: "theirseries",
  iCalUID: "series@elsewhere",
});

testEventPages<GoogleFake>({
  name: "openGoogle",
  work,
  against,
  faults,
  tokenParameter: "syncToken",
  instance: {
    series: "theirseries",
    ids: ["theirseries_20261104t090000z", "theirseries_20261105t090000z"],
    of: single,
  },
  renamed: { summary: "renamed" },
  cancelled: () => ({ status: "cancelled" }),
  putStray(google, series) {
    google.leniencies.add("hides-strays");
    const stray = { ...single(lesson), recurringEventId: series };
    google.putRaw(work, `${series}_20261104t090000z`, stray);
  },
  eventCount: (google) => google.calendars.get(work)!.events.size,
});
