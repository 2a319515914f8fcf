import type { Mutation } from "./mutation.ts";

const ownEntries = [
  "tests/server/connections/own-entry-busy-time.test.ts",
  "tests/server/connections/own-write-races.test.ts",
];

const checks = [
  "tests/server/availability/ledger-check-callers.test.ts",
  "tests/server/availability/ledger-check.test.ts",
  "tests/server/availability/ledger-check-races.test.ts",
];

/** The rules that hold when a clock, a store or a sender is not to be trusted. */
export const recoveryRules: Mutation[] = [
  {
    name: "a rebuilt hold is committed over a guard that changed",
    file: "src/lib/server/store/rebuild-ledger.ts",
    find:
      "if (after.guard.version !== guard.guard.version + 1) return { ...result, hasConflict: true };",
    replaceBy: "",
    tests: checks,
  },
  {
    name: "a fault of the comparison is remembered as done",
    file: "src/lib/server/availability/ledger-check.ts",
    find: "if (known.get(hostId) === checked) known.delete(hostId);",
    replaceBy: "",
    tests: checks,
  },
  {
    name: "past days are cleared while a booking in them is later",
    file: "src/lib/server/store/purge-ledger.ts",
    find: "!isLiveBooking(booking, now) || lastEnd(booking, now) <= now - HOLD_RETENTION_MS + DAY",
    replaceBy: "lastEnd(booking, now) !== now",
    tests: ["tests/server/jobs/purge.test.ts", ...checks],
  },
  {
    name: "what deletes for good does not wait for a clock that is believed",
    file: "src/lib/server/runtime/clock.ts",
    find: "return remainingMs;",
    replaceBy: "return 0;",
    tests: ["tests/server/jobs/purge.test.ts", "tests/server/jobs/purge-pace.test.ts"],
  },
  {
    name: "instant types have no limit of upcoming bookings",
    file: "src/lib/server/bookings/grant.ts",
    find: "if (isConfirmed && await hasTooManyUpcoming(app, ownerId, limitKeys, now)) {",
    replaceBy: "if (!isConfirmed && await hasTooManyUpcoming(app, ownerId, limitKeys, now)) {",
    tests: ["tests/server/bookings/upcoming.test.ts"],
  },
  {
    name: "emails to one address have no limit",
    file: "src/lib/server/bookings/recipient-limit.ts",
    find: "if (emailsPerRecipient === 0 || !isReached) return null;",
    replaceBy: "if (emailsPerRecipient >= 0) return null;",
    tests: ["tests/server/bookings/recipient-limit.test.ts"],
  },
  {
    name: "a search that was kept outlives a deadline",
    file: "src/lib/server/availability/horizon-search.ts",
    find: "nextDeadline([...holds, ...limitHolds, ...teamStarts ?? []], now),",
    replaceBy: "",
    tests: ["tests/server/availability/horizon-search.test.ts"],
  },
  {
    name: "a search that was kept outlives a change of the host's time",
    file: "src/lib/server/runtime/versioned-cache.ts",
    find: "found.version === version &&",
    replaceBy: "",
    tests: ["tests/server/availability/horizon-search.test.ts"],
  },
  {
    name: "time is freed though another reading has found something there",
    file: "src/lib/server/connections/own-entry-busy-time.ts",
    find: "&& row.etag === was.etag &&\n    row.busyBounds.join() === was.busyBounds.join();",
    replaceBy: ";",
    tests: ownEntries,
  },
  {
    name: "what a sync stores just before a removal stays busy",
    file: "src/lib/server/connections/remove-entry.ts",
    find: "const MAX_LOOKS = 3;",
    replaceBy: "const MAX_LOOKS = 0;",
    tests: ownEntries,
  },
  {
    name: "what a sync stores just before a write stays at its old time",
    file: "src/lib/server/connections/own-entry-busy-time.ts",
    find: "row.bookingId === id && etag !== null && row.etag === etag ||",
    replaceBy: "",
    tests: ownEntries,
  },
  {
    name: "a sync beside our writes leaves what it read before the last",
    file: "src/lib/server/connections/sync-calendar.ts",
    find: "const MAX_SYNC_ATTEMPTS = 10;",
    replaceBy: "const MAX_SYNC_ATTEMPTS = 3;",
    tests: ownEntries,
  },
  {
    name: "sign-in copies the whole store",
    file: "src/tasks/sign-in.ts",
    find: "{ only: [keys.sealingKeys(), keys.usernames(), keys.hosts()] }",
    replaceBy: "{}",
    tests: ["tests/tasks/records-read.test.ts"],
  },
  {
    name: "a dump keeps every hold of a host",
    file: "src/lib/server/store/scan.ts",
    find: "    yield* before.values();\n    before = here;",
    replaceBy: "    for (const [text, held] of here) before.set(text, held);",
    tests: ["tests/tasks/records-read.test.ts"],
  },
];
