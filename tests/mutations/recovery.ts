import type { Mutation } from "./mutation.ts";

const checks = ["tests/server/ledger-check-doors.test.ts", "tests/server/ledger-check.test.ts"];

/** The rules that hold when a clock, a store or a sender is not to be trusted. */
export const recovery: Mutation[] = [
  {
    name: "a rebuilt hold is committed over a guard that changed",
    file: "src/lib/server/store/rebuilding.ts",
    find: "if (after.guard.turn !== guard.guard.turn + 1) return { ...done, isLost: true };",
    put: "",
    tests: checks,
  },
  {
    name: "a fault of the comparison is remembered as done",
    file: "src/lib/server/ledger-check.ts",
    find: "if (known.get(hostId) === checked) known.delete(hostId);",
    put: "",
    tests: checks,
  },
  {
    name: "past days are cleared while a booking in them is later",
    file: "src/lib/server/store/clearing-ledger.ts",
    find: "!isLiveBooking(booking, now) || lastEnd(booking, now) <= now - HOLDS_STAY + DAY",
    put: "lastEnd(booking, now) !== now",
    tests: ["tests/server/jobs/clear-away.test.ts", ...checks],
  },
  {
    name: "what deletes for good does not wait for a clock that is believed",
    file: "src/lib/server/purge-gate.ts",
    find: "return left;",
    put: "return 0;",
    tests: ["tests/server/jobs/clear-away.test.ts"],
  },
  {
    name: "instant types have no limit of upcoming bookings",
    file: "src/lib/server/bookings/request.ts",
    find: "if (isAgreed && await tooManyUpcoming(",
    put: "if (!isAgreed && await tooManyUpcoming(",
    tests: ["tests/server/bookings/upcoming.test.ts"],
  },
  {
    name: "emails to one address have no limit",
    file: "src/lib/server/bookings/recipient-limit.ts",
    find: "if (emailsPerRecipient === 0 || sent < emailsPerRecipient) return null;",
    put: "if (sent >= 0) return null;",
    tests: ["tests/server/bookings/recipient-limit.test.ts"],
  },
  {
    name: "a search that was kept outlives a deadline",
    file: "src/lib/server/offers-around.ts",
    find: "...deadlines.filter((deadline) => deadline > now),",
    put: "",
    tests: ["tests/server/offers-around.test.ts"],
  },
  {
    name: "a search that was kept outlives a change of the host's time",
    file: "src/lib/server/kept-results.ts",
    find: "found.version === version &&",
    put: "",
    tests: ["tests/server/offers-around.test.ts"],
  },
  {
    name: "time is freed though another reading has found something there",
    file: "src/lib/server/connections/own-busy.ts",
    find: "return now?.etag === was.etag && now.busy.join() === was.busy.join();",
    put: "return now !== undefined;",
    tests: ["tests/server/connections/own-busy.test.ts"],
  },
];
