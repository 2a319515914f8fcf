import type { Mutation } from "./mutation.ts";

const edits = "src/lib/server/connections/two-way-sync.ts";
const named = "src/lib/icalendar/named-time.ts";
const histories = ["tests/server/connections/lost-calendar.test.ts"];
const real = ["tests/server/connections/lost-real-calendar.test.ts"];
const missing = ["tests/server/connections/missing-entries.test.ts"];
const names = ["tests/icalendar/named-time.test.ts"];
const unreadable = ["tests/server/calendars/unreadable-entries.test.ts"];

/** The rules by which a lost calendar is no deletion, and an entry that cannot be read blocks what it names. */
export const lostCalendarRules: Mutation[] = [
  {
    name: "an entry that no sync has seen says that its calendar is still there",
    file: edits,
    find: ".filter(({ stored: { value } }) => value.seenAt !== null)",
    replaceBy: "",
    tests: [...histories, ...real],
  },
  {
    name: "entries that were lost before count again",
    file: edits,
    find: "found === null && value.massDeletedAt === null",
    replaceBy: "found === null",
    tests: histories,
  },
  {
    name: "entries are judged without a look at the others",
    file: edits,
    find: "selected.entries.some(isGone)\n    ?",
    replaceBy: "selected.entries.length < 0\n    ?",
    tests: [...histories, ...real, "tests/server/connections/missing-entries.test.ts"],
  },
  {
    name: "what is gone from a calendar with another history was deleted",
    file: edits,
    find: "if (missing.length > 0 && observed.some(({ isReset }) => isReset)) return true;",
    replaceBy: "",
    tests: [...histories, ...real, "tests/server/connections/missing-entries.test.ts"],
  },
  {
    name: "what only a listing misses, and no report of deletions, was deleted",
    file: edits,
    find: "return !gone.every(isReported);",
    replaceBy: "return false;",
    tests: [...histories, "tests/server/connections/missing-entries.test.ts"],
  },
  {
    name: "a token is refused, and the calendar is taken for the same",
    file: "src/lib/server/calendars/caldav/incremental-sync.ts",
    find: "if (wasRefused && !isReset && state.syncToken !== null) {",
    replaceBy: "if (wasRefused && isReset && state.syncToken !== null) {",
    tests: real,
  },
  {
    name: "what was deleted just before all is listed is a loss",
    file: "src/lib/server/connections/sync-calendar.ts",
    find: "if (!isIncremental && last?.generation === before.generation && last.cursor) {",
    replaceBy: "if (last?.generation === null && last.cursor) {",
    tests: histories,
  },
  {
    name: "what a look at the others does not find was deleted",
    file: edits,
    find: "if (isLost || !isGone(entry) || selected.entries.includes(entry)) {",
    replaceBy: "if (entries.length > 0) {",
    tests: histories,
  },
  {
    name: "three deletions one after the other are a loss",
    file: edits,
    find: "missing.length >= LOSS_MIN && syncs.size < missing.length",
    replaceBy: "missing.length >= LOSS_MIN",
    tests: [...histories, "tests/server/connections/missing-entries.test.ts"],
  },
  {
    name: "all entries that are gone at once were deleted",
    file: edits,
    find: "areAllGone && gone.some((each) => entries.includes(each)) && areManyAtOnce(missing)",
    replaceBy: "areAllGone && gone.length < 0",
    tests: [...histories, "tests/server/connections/missing-entries.test.ts"],
  },
  {
    name: "an emptied calendar whose server reports nothing lost single entries",
    file: edits,
    find: "areAllGone && changes.goneCount >= changes.knownCount",
    replaceBy: "changes.goneCount < 0",
    tests: histories,
  },
  {
    name: "the newest entries that a copy of the calendar does not have were deleted",
    file: edits,
    find: "return areTheNewest || ",
    replaceBy: "return ",
    tests: histories,
  },
  {
    name: "entries of which the server does not tell say nothing of a loss",
    file: edits,
    find: "isLoss(entries, untold, synced)",
    replaceBy: "isLoss(entries, [], synced)",
    tests: histories,
  },
  {
    name: "an entry that is back after a loss goes on counting as lost",
    file: edits,
    find: " || written.massDeletedAt !== null",
    replaceBy: "",
    tests: [...histories, ...real],
  },
  {
    name: "an entry that its host deletes before a sync saw it stays written",
    file: edits,
    find: "if (written.seenAt === null && written.massDeletedAt === null) return true;",
    replaceBy: "",
    tests: missing,
  },
  {
    name: "nobody is told of an entry that was never seen",
    file: "src/lib/server/connections/apply-entry-edit.ts",
    find: "return entry.seenAt === null && isMissingForLong(app, entry);",
    replaceBy: "return false;",
    tests: missing,
  },
  {
    name: "an entry that was never seen is not written again",
    file: "src/lib/server/connections/restore-entries.ts",
    find: "massDeletedAt !== null || missingSince !== null && seenAt === null;",
    replaceBy: "massDeletedAt !== null;",
    tests: missing,
  },
  {
    name: "an unreadable entry blocks no more than a known zone would",
    file: named,
    find: "first - EARLIER",
    replaceBy: "first",
    tests: names,
  },
  {
    name: "an unreadable series ends with its first date",
    file: named,
    find: "Math.max(last, repeating)",
    replaceBy: "last",
    tests: names,
  },
  {
    name: "what an unreadable entry names is not stored",
    file: "src/lib/server/connections/merge-changes.ts",
    find: "busyBounds: packBusy(busy),\n    };\n    const sealedTitle",
    replaceBy: "busyBounds: [],\n    };\n    const sealedTitle",
    tests: unreadable,
  },
  {
    name: "an accepted entry goes on blocking",
    file: "src/lib/server/store/indexed-objects.ts",
    find: "isIgnored(object, ignored) ? [] : unpackBusy(object)",
    replaceBy: "unpackBusy(object)",
    tests: unreadable,
  },
];
