import type { Mutation } from "./mutation.ts";

const known = ["tests/server/availability/known-hosts.test.ts"];
const memory = ["tests/server/store/host-memory.test.ts"];
const horizon = ["tests/server/availability/horizon-search.test.ts"];

/** The rules for what is kept of hosts: every change raises the guard, and nothing outlives its version or its instant. */
export const knownHostRules: Mutation[] = [
  {
    name: "hours, rules and the account change without the guard",
    file: "src/lib/server/availability/change-under-guard.ts",
    find: "    const op = guardedCommit(app.kv, guard);\n    const changed = await change(op);",
    replaceBy: "    const op = app.kv.atomic();\n    const changed = await change(op);",
    tests: known,
  },
  {
    name: "zone and calendars change without the guard",
    file: "src/lib/server/connections/guarded-commit.ts",
    find: "await commit(bumpVersion(op, was, guard.guard)) ?",
    replaceBy: "await commit(op) ?",
    tests: known,
  },
  {
    name: "a sync changes busy time without the guard",
    file: "src/lib/server/connections/commit-sync.ts",
    find: "bumpVersion(newCommit(app.kv), guard, { ...guard.guard, calendars })",
    replaceBy: "newCommit(app.kv)",
    tests: known,
  },
  {
    name: "a booking changes held time without the guard",
    file: "src/lib/server/store/bookings.ts",
    find: "    bumpVersion(op, host.guard);\n",
    replaceBy: "",
    tests: known,
  },
  {
    name: "a series changes held time without the guard",
    file: "src/lib/server/store/series.ts",
    find: "  bumpVersion(op, host.guard);\n",
    replaceBy: "",
    tests: known,
  },
  {
    name: "what was known of a host outlives the guard's version",
    file: "src/lib/server/store/host-memory.ts",
    find: "kept !== undefined && kept.versionstamp === versionstamp",
    replaceBy: "kept !== undefined",
    tests: memory,
  },
  {
    name: "what was known before another's change is taken over",
    file: "src/lib/server/store/host-memory.ts",
    find: "if (!was || was.versionstamp !== guard.versionstamp) continue;",
    replaceBy: "if (!was) continue;",
    tests: memory,
  },
  {
    name: "a program forgets the time that it has just held",
    file: "src/lib/server/store/host-memory.ts",
    find: "next.keepDays(new Map([...was.days, ...is.days]));",
    replaceBy: "next.keepDays(was.days);",
    tests: memory,
  },
  {
    name: "a read that began before a commit brings the old day",
    file: "src/lib/server/store/host-memory.ts",
    find: "        store(guard.hostId, next);",
    replaceBy: "        was.versionstamp = versionstamp;\n        was.keepDays(is.days);",
    tests: memory,
  },
  {
    name: "a size of zero keeps something",
    file: "src/lib/server/store/host-memory.ts",
    find: "if (maxBytes === 0 || entry.versionstamp === null) return;",
    replaceBy: "",
    tests: memory,
  },
  {
    name: "a search that was kept outlives midnight",
    file: "src/lib/server/availability/horizon-search.ts",
    find: "    nextMidnight(host.zone, now),\n    nextMidnight(zone, now),\n",
    replaceBy: "",
    tests: horizon,
  },
  {
    name: "a search that was kept outlives a calendar that turns stale",
    file: "src/lib/server/availability/horizon-search.ts",
    find:
      "...Object.values(guard.calendars).map((state) => freshnessEndsAt(state, now, syncIntervalMs)),",
    replaceBy: "",
    tests: horizon,
  },
  {
    name: "a search that was kept outlives the notice of what it found",
    file: "src/lib/server/availability/horizon-search.ts",
    find: "(first ?? Infinity) >= earliest &&",
    replaceBy: "",
    tests: horizon,
  },
];
