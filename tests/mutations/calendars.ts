import type { Mutation } from "./mutation.ts";

const event = "src/lib/server/calendars/event.ts";
const calendar = "src/lib/server/calendars/calendar.ts";
const settle = "src/lib/server/connections/settle-entry.ts";
const reading = ["tests/server/calendars/ical.test.ts"];
const fresh = ["tests/server/freshness.test.ts"];

/** The rules by which busy time is read, believed and written. */
export const calendars: Mutation[] = [
  {
    name: "a calendar that was never read counts as fresh",
    file: calendar,
    find: 'if (readAt === null || now - readAt > 2 * intervalMs) return "stale";',
    put: 'if (readAt !== null && now - readAt > 2 * intervalMs) return "stale";',
    tests: fresh,
  },
  {
    name: "an old reading counts as fresh",
    file: calendar,
    find: 'if (readAt === null || now - readAt > 2 * intervalMs) return "stale";',
    put: 'if (readAt === null) return "stale";',
    tests: fresh,
  },
  {
    name: "a day beyond what was read counts as known",
    file: calendar,
    find: 'if (upTo !== undefined && upTo > state.readTo) return "stale";',
    put: "",
    tests: fresh,
  },
  {
    name: "a reading with objects that could not be read counts as fresh",
    file: calendar,
    find: 'if (state.unread || state.incomplete) return "stale";',
    put: 'if (state.incomplete) return "stale";',
    tests: fresh,
  },
  {
    name: "a listing that is not whole counts as fresh",
    file: calendar,
    find: 'if (state.unread || state.incomplete) return "stale";',
    put: 'if (state.unread) return "stale";',
    tests: fresh,
  },
  {
    name: "a reading from the future counts as fresh",
    file: calendar,
    find: "state.readAt !== null && state.readAt > now + SKEW_MS ? null : state.readAt;",
    put: "state.readAt;",
    tests: fresh,
  },
  {
    name: "a calendar that refused the sign-in is not broken",
    file: calendar,
    find: 'if (state.failing && (state.failing.kind === "signed-out" ||',
    put: "if (state.failing && (",
    tests: fresh,
  },
  {
    name: "a cancelled event takes time",
    file: event,
    find: 'if (saysOnly(component, "STATUS", "CANCELLED")) return false;',
    put: "",
    tests: reading,
  },
  {
    name: "an event that somebody else declined is free",
    file: event,
    find: "self.includes(inAscii",
    put: "!!(inAscii",
    tests: reading,
  },
  {
    name: "an end before its start is no doubt",
    file: event,
    find: 'if (ms < 0) throw new BrokenEvent("an end before its start");',
    put: "",
    tests: reading,
  },
  {
    name: "a date that does not exist is read as another",
    file: event,
    find: "read.getUTCMonth() !== month - 1 ||",
    put: "",
    tests: reading,
  },
  {
    name: "an answer that is no multistatus is empty",
    file: "src/lib/server/calendars/multistatus.ts",
    find: 'if (root.name !== dav("multistatus")) {',
    put: 'if (root.name === dav("error")) {',
    tests: ["tests/server/calendars/multistatus.test.ts"],
  },
  {
    name: "a failure inside a 207 is a success",
    file: "src/lib/server/calendars/multistatus.ts",
    find: "return status >= 200 && status < 300;",
    put: "return status >= 200;",
    tests: ["tests/server/calendars/faults.test.ts"],
  },
  {
    name: "a response without an address is passed over",
    file: "src/lib/server/calendars/multistatus.ts",
    find: "if (hrefs.length === 0) {",
    put: "if (hrefs.length < 0) {",
    tests: ["tests/server/calendars/faults.test.ts", "tests/server/calendars/following.test.ts"],
  },
  {
    name: "credentials go to another host",
    file: "src/lib/server/calendars/multistatus.ts",
    find: "if (!url || !mayCarry(url, base)) {",
    put: "if (!url) {",
    tests: ["tests/server/calendars/discovery.test.ts", "tests/server/calendars/faults.test.ts"],
  },
  {
    name: "an entry that is gone once cancels its meeting",
    file: settle,
    find: "if (missingSince === null || missingSince > now) {",
    put: "if (missingSince !== null && missingSince > now) {",
    tests: ["tests/server/connections/follow-entries.test.ts"],
  },
  {
    name: "entries lost with a whole calendar cancel their meetings",
    file: settle,
    find: "if (isLost) {",
    put: "if (isLost && seenAt < 0) {",
    tests: [
      "tests/server/connections/trust.test.ts",
      "tests/server/connections/follow-entries.test.ts",
    ],
  },
  {
    name: "an entry that no reading has seen moves its meeting",
    file: settle,
    find: "} else if (written.value.seenAt === null) {",
    put: "} else if (written.value.seenAt === -1) {",
    tests: [
      "tests/server/connections/follow-entries.test.ts",
      "tests/server/connections/trust.test.ts",
    ],
  },
  {
    name: "an older copy of an entry moves its meeting",
    file: settle,
    find: "if (written.value.countsAnew || !isOlder(meeting, found)) {",
    put: "if (written.value.countsAnew !== null) {",
    tests: ["tests/server/connections/follow-entries.test.ts"],
  },
  {
    name: "a write overtakes a newer one",
    file: "src/lib/server/jobs/write-calendar.ts",
    find: "if (now?.revision !== meeting.revision) continue;",
    put: "",
    tests: ["tests/server/jobs/write-calendar.test.ts"],
  },
];
