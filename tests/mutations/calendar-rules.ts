import type { Mutation } from "./mutation.ts";

const calendar = "src/lib/scheduling/calendar-state.ts";
const settle = "src/lib/server/connections/apply-entry-edit.ts";
const reading = [
  "tests/icalendar/busy-times.test.ts",
  "tests/icalendar/recurring-busy-times.test.ts",
];
const readings = [
  "tests/icalendar/two-readings.test.ts",
  "tests/icalendar/never-falsely-free.test.ts",
];
const fresh = ["tests/server/availability/freshness.test.ts"];

const revoking = "src/lib/server/connections/revoke-access.ts";
const revoked = ["tests/server/connections/revoke-access.test.ts"];
const longAnswer = ["tests/server/calendars/long-answer.test.ts"];
const choosing = ["tests/server/connections/choose-all-calendars.test.ts"];

/** The rules by which busy time is read, believed and written. */
export const calendarRules: Mutation[] = [
  {
    name: "some instances of a split series count as all of it",
    file: "src/lib/server/calendars/google/changes.ts",
    find: "recurringEventId === id)",
    replaceBy: "recurringEventId !== null)",
    tests: ["tests/server/calendars/google/split-series.test.ts"],
  },
  {
    name: "a cancelled instance of a split series is one of the former series",
    file: "src/lib/server/calendars/google/pages.ts",
    find: "known && splitSeriesIn(known).has(series)",
    replaceBy: "known && false",
    tests: ["tests/server/calendars/google/split-series.test.ts"],
  },
  {
    name: "another calendar than the default one is read as the mailbox",
    file: "src/lib/server/calendars/microsoft/changes.ts",
    find: '(await isDefaultCalendar(graph, calendarId) ? await delta("calendarView") : null)',
    replaceBy: 'await delta("calendarView")',
    tests: ["tests/server/calendars/microsoft/refused-delta.test.ts"],
  },
  {
    name: "a link is read of an event that was deleted",
    file: "src/lib/server/calendars/google/entries.ts",
    find: 'event !== null && event.status !== "cancelled"',
    replaceBy: "event !== null",
    tests: ["tests/server/calendars/google/google-as-reported.test.ts"],
  },
  {
    name: "access that another connection needs is revoked",
    file: revoking,
    find: "if (await isConnected(id) || await signsIn(id)) return true;",
    replaceBy: "if (await signsIn(id)) return true;",
    tests: revoked,
  },
  {
    name: "access of an account that signs in is revoked",
    file: revoking,
    find: "if (await isConnected(id) || await signsIn(id)) return true;",
    replaceBy: "if (await isConnected(id)) return true;",
    tests: revoked,
  },
  {
    name: "a sync's window begins at a part of a millisecond, where no zone can be read",
    file: "src/lib/server/runtime/clock.ts",
    find: "Math.floor(elapsed() + from)",
    replaceBy: "elapsed() + from",
    tests: [
      "tests/server/runtime/clock.test.ts",
      "tests/server/connections/program-faults.test.ts",
    ],
  },
  {
    name: "a calendar that the table did not show stops blocking time",
    file: "src/lib/server/connections/choose-calendars.ts",
    find: "isIn(shown, calendar.id)",
    replaceBy: "true",
    tests: choosing,
  },
  {
    name: "the table chooses any number of calendars",
    file: "src/lib/server/connections/choose-calendars.ts",
    find: `    if (Object.keys(guard.guard.calendars).length > MAX_BLOCKING_CALENDARS) {
      return refused("calendar-refused", { detail: "too-many-calendars" });
    }
    return target`,
    replaceBy: "    return target",
    tests: choosing,
  },
  {
    name: "a calendar that was never read counts as fresh",
    file: calendar,
    find: 'if (readAt === null || now - readAt > 2 * intervalMs) return "stale";',
    replaceBy: 'if (readAt !== null && now - readAt > 2 * intervalMs) return "stale";',
    tests: fresh,
  },
  {
    name: "an old reading counts as fresh",
    file: calendar,
    find: 'if (readAt === null || now - readAt > 2 * intervalMs) return "stale";',
    replaceBy: 'if (readAt === null) return "stale";',
    tests: fresh,
  },
  {
    name: "a day beyond what was read counts as known",
    file: calendar,
    find: 'if (upTo !== undefined && upTo > state.syncedUntil) return "stale";',
    replaceBy: "",
    tests: fresh,
  },
  {
    name: "a reading with objects that could not be read counts as fresh",
    file: calendar,
    find: 'if (state.unreadableCount || state.isListingIncomplete) return "stale";',
    replaceBy: 'if (state.isListingIncomplete) return "stale";',
    tests: fresh,
  },
  {
    name: "a listing that is not whole counts as fresh",
    file: calendar,
    find: 'if (state.unreadableCount || state.isListingIncomplete) return "stale";',
    replaceBy: 'if (state.unreadableCount) return "stale";',
    tests: fresh,
  },
  {
    name: "a reading from the future counts as fresh",
    file: calendar,
    find:
      "state.syncedAt !== null && state.syncedAt > now + MAX_CLOCK_SKEW_MS\n    ? null\n    : state.syncedAt;",
    replaceBy: "state.syncedAt;",
    tests: fresh,
  },
  {
    name: "a calendar that refused the sign-in is not broken",
    file: calendar,
    find: 'if (state.failure && (state.failure.kind === "signed-out" ||',
    replaceBy: "if (state.failure && (",
    tests: fresh,
  },
  {
    name: "a cancelled event takes time",
    file: "src/lib/icalendar/opaque.ts",
    find: 'if (isOnlyValue(component, "STATUS", "CANCELLED")) return false;',
    replaceBy: "",
    tests: reading,
  },
  {
    name: "an event that somebody else declined is free",
    file: "src/lib/icalendar/opaque.ts",
    find: "ownAddresses.includes(\n      inAscii",
    replaceBy: "Boolean(\n      inAscii",
    tests: reading,
  },
  {
    name: "an end before its start is no doubt",
    file: "src/lib/icalendar/event-duration.ts",
    find: 'if (ms < 0) throw new InvalidEvent("an end before its start");',
    replaceBy: "",
    tests: reading,
  },
  {
    name: "a night over a clock change ends by its exact length alone",
    file: "src/lib/icalendar/event-duration.ts",
    find: "{ nominal: Math.max(0, nominal), exact: 0, isAlternative: true, ...unknown },",
    replaceBy: "",
    tests: readings,
  },
  {
    name: "of two ends the earlier counts",
    file: "src/lib/icalendar/expand-series.ts",
    find: "latest = Math.max(latest, end);",
    replaceBy: "latest = earliest;",
    tests: readings,
  },
  {
    name: "what begins in the hour that is skipped ends before its start",
    file: "src/lib/icalendar/event-duration.ts",
    find: "if (between <= 0 && nominal > 0)",
    replaceBy: "if (between < -Infinity)",
    tests: readings,
  },
  {
    name: "weeks of a year without BYDAY are one day each",
    file: "src/lib/icalendar/rule-interpretations.ts",
    find: "[each, { ...each, byDay: everyWeekday }]",
    replaceBy: "[each]",
    tests: readings,
  },
  {
    name: "a further date of an unknown zone is busy in UTC",
    file: "src/lib/icalendar/expand-series.ts",
    find: "if (moment.zoneUnknown && !start.zoneUnknown) {",
    replaceBy: "if (moment.zoneUnknown && start.zoneUnknown) {",
    tests: readings,
  },
  {
    name: "an unreadable end is a day that acceptance does not free",
    file: "src/lib/icalendar/vevent.ts",
    find: "hasUnreadEnd: read.length < lengths.length,",
    replaceBy: "hasUnreadEnd: false,",
    tests: readings,
  },
  {
    name: "a date that does not exist is read as another",
    file: "src/lib/icalendar/date-time.ts",
    find: " && day <= daysInMonth(year, month)",
    replaceBy: "",
    tests: reading,
  },
  {
    name: "an entry that is gone once cancels its meeting",
    file: settle,
    find: "if (missingSince === null || missingSince > now) {",
    replaceBy: "if (missingSince !== null && missingSince > now) {",
    tests: ["tests/server/connections/missing-entries.test.ts"],
  },
  {
    name: "entries lost with a whole calendar cancel their meetings",
    file: settle,
    find: "if (isLost) {",
    replaceBy: "if (isLost && seenAt < 0) {",
    tests: [
      "tests/server/connections/confirm-safety.test.ts",
      "tests/server/connections/missing-entries.test.ts",
    ],
  },
  {
    name: "an entry that no reading has seen moves its meeting",
    file: settle,
    find: "} else if (stored.value.seenAt === null) {",
    replaceBy: "} else if (stored.value.seenAt === -1) {",
    tests: [
      "tests/server/connections/two-way-sync.test.ts",
      "tests/server/connections/confirm-safety.test.ts",
    ],
  },
  {
    name: "an older copy of an entry moves its meeting",
    file: settle,
    find: "if (stored.value.serverCountsSequence || !isOlderSequence(meeting, found)) {",
    replaceBy: "if (stored.value.serverCountsSequence !== null) {",
    tests: ["tests/server/connections/two-way-sync.test.ts"],
  },
  {
    name: "a write overtakes a newer one",
    file: "src/lib/server/jobs/write-calendar.ts",
    find: "if (now?.revision !== meeting.revision) continue;",
    replaceBy: "",
    tests: ["tests/server/jobs/write-calendar.test.ts"],
  },
  {
    name: "a text reaches ical.js with its carriage returns",
    file: "src/lib/icalendar/writer.ts",
    find: 'if (type === "text") return safeText(value);',
    replaceBy: 'if (type === "text") return value;',
    tests: ["tests/icalendar/writer.test.ts"],
  },
  {
    name: "an entry that a server gave back is written with a component left open",
    file: "src/lib/icalendar/edit.ts",
    find: "if (topLevel.has(name) && calendar > 0) open.length = calendar + 1;",
    replaceBy: "",
    tests: ["tests/icalendar/edit.test.ts"],
  },
  {
    name: "a host learns which names of a private network there are",
    file: "src/lib/server/calendars/errors.ts",
    find: '"dns": ["try-again", "unreachable"],',
    replaceBy: '"dns": ["try-again", "dns"],',
    tests: ["tests/server/connections/uniform-failure-time.test.ts"],
  },
  {
    name: "a feed is copied to the thread",
    file: "src/lib/server/calendars/parsing/spawn-thread.ts",
    find: "worker.postMessage(message, transferred)",
    replaceBy: "worker.postMessage(message)",
    tests: longAnswer,
  },
  {
    name: "a long answer of the thread comes at once",
    file: "src/lib/server/calendars/parsing/thread-messages.ts",
    find: "const MOST_OBJECTS = 500;",
    replaceBy: "const MOST_OBJECTS = 1e9;",
    tests: longAnswer,
  },
  {
    name: "a long feed is looked through without a turn for others",
    file: "src/lib/server/calendars/ics/keep-in-window.ts",
    find: "      await letOthers();\n",
    replaceBy: "",
    tests: longAnswer,
  },
];
