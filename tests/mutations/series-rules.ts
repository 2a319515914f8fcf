import type { Mutation } from "./mutation.ts";

const tests = ["tests/server/bookings/series.test.ts"];
const changes = ["tests/server/bookings/series-changes.test.ts"];
const dates = "src/lib/scheduling/series.ts",
  together = "src/lib/server/bookings/grant-series.ts",
  oneByOne = "src/lib/server/bookings/book-free-dates.ts",
  counts = "src/lib/server/store/limit-counts.ts",
  emails = "src/lib/server/jobs/series-emails.ts";

/** The rules of several dates that are booked at once. */
export const seriesRules: Mutation[] = [
  {
    name: "a series in 31-day months loses a month",
    file: dates,
    find: "return same < last ? same : last;",
    replaceBy: "return same;",
    tests: ["tests/scheduling/series.test.ts"],
  },
  {
    name: "a series is booked without the dates that are taken",
    file: together,
    find: "if (refusal) return refused(refusal.code, {",
    replaceBy: "if (refusal && decisions.length === 0) return refused(refusal.code, {",
    tests,
  },
  {
    name: "the dates of a series do not count against each other's limits",
    file: together,
    find: "limitHolds: [...policies.limitHolds, ...earlier]",
    replaceBy: "limitHolds: policies.limitHolds",
    tests,
  },
  {
    name: "a series that is too large is committed all the same",
    file: together,
    find: "if (!fitsSeriesCommit(change))",
    replaceBy: "if (false)",
    tests,
  },
  {
    name: "each date of a series counts as a pending request",
    file: counts,
    find: "const pending = series ?",
    replaceBy: "const pending = false && series ?",
    tests,
  },
  {
    name: "a repeated series request frees its key while dates are booked",
    file: oneByOne,
    find: "if (!first) {",
    replaceBy: "if (true) {",
    tests,
  },
  {
    name: "every date of a series sends its own email",
    file: emails,
    find: "isSender: isSentBy?.booking.id === id",
    replaceBy: "isSender: true",
    tests: ["tests/server/jobs/series-emails.test.ts"],
  },
  {
    name: "a date's email is dropped before the one that tells of it is sent",
    file: "src/lib/server/jobs/send-email.ts",
    find: 'if (telling?.sentAt) return { state: "waiting", dueAt: telling.sentAt };',
    replaceBy: "",
    tests: ["tests/server/jobs/series-emails.test.ts"],
  },
  {
    name: "a series is cancelled from its first date on",
    file: "src/lib/server/bookings/change-series.ts",
    find: "each.start >= booking.start && isLiveBooking(each, now) && isUpcoming(each, now) &&",
    replaceBy: "isLiveBooking(each, now) && isUpcoming(each, now) &&",
    tests: changes,
  },
  {
    name: "a host decides on dates as they were before somebody changed them",
    file: "src/lib/server/bookings/change-series.ts",
    find: "        revision,\n        message,",
    replaceBy: "        revision: date.revision,\n        message,",
    tests: changes,
  },
  {
    name: "only one date of a series is verified",
    file: "src/lib/server/bookings/verify-series.ts",
    find: "const verified = await verifyOne(app, date.id, date.verification.link, answer.ok);",
    replaceBy: "const verified = answer;",
    tests: changes,
  },
  {
    name: "the dates of a series cannot be verified once the first one is over",
    file: "src/lib/server/bookings/verify-series.ts",
    find: "if (!asked || isReplaced ||",
    replaceBy: "if (!asked || !answer.ok ||",
    tests: changes,
  },
  {
    name: "a guest is erased before they are told that their series is cancelled",
    file: "src/lib/server/guests/erasure.ts",
    find: '(attempts > 0 || dueAt <= app.now() || work.kind === "send-email")',
    replaceBy: "(attempts > 0 || dueAt <= app.now())",
    tests: ["tests/server/bookings/series-api.test.ts"],
  },
  {
    name: "an account is erased before guests are told that their series is cancelled",
    file: "src/lib/server/jobs/erase-account.ts",
    find: "if (isEmail || job.state",
    replaceBy: "if (job.state",
    tests: ["tests/server/bookings/series-api.test.ts"],
  },
  {
    name: "a repeated series request doesn't know what it has booked",
    file: oneByOne,
    find: "if (openSeries) {",
    replaceBy: "if (false) {",
    tests,
  },
  {
    name: "two series at once are booked under one key",
    file: oneByOne,
    find: 'await saveIdempotencyRecord(app.kv, was, open) ? wanted : "lost"',
    replaceBy: "await saveIdempotencyRecord(app.kv, was, open) ? wanted : wanted",
    tests,
  },
  {
    name: "what is told of several dates counts as an email for each",
    file: "src/lib/server/bookings/change.ts",
    find: "emailCounts: isToldWithOther",
    replaceBy: "emailCounts: false",
    tests: changes,
  },
];
