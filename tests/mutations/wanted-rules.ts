import type { Mutation } from "./mutation.ts";

const changes = ["tests/scheduling/wanted/best-change.test.ts"];
const counter = ["tests/server/runtime/wanted-counter.test.ts"];
const days = ["tests/server/store/wanted-days.test.ts"];
const explained = ["tests/server/availability/explain-wanted.test.ts"];
const ofTeams = ["tests/server/availability/explain-wanted-team.test.ts"];
const noted = ["tests/server/bookings/picker/note-wanted.test.ts"];

/** The rules for times that guests wanted and were not offered. */
export const wantedRules: Mutation[] = [
  {
    name: "concurrent writers lose wanted times",
    file: "src/lib/server/store/wanted-days.ts",
    find: "kv.atomic().check(was).set(key, is)",
    replaceBy: "kv.atomic().set(key, is)",
    tests: days,
  },
  {
    name: "wanted times are kept for a month less",
    file: "src/lib/server/store/wanted-days.ts",
    find: "const MONTHS_KEPT = 25;",
    replaceBy: "const MONTHS_KEPT = 24;",
    tests: days,
  },
  {
    name: "a change counts though it does not offer the wanted time",
    file: "src/lib/server/availability/explain-wanted.ts",
    find: ".filter((change) => startsIn(after(change, snapshots), terms, window).length > 0);",
    replaceBy: ";",
    tests: explained,
  },
  {
    name: "what keeps one member of a team from a wanted time counts for all",
    file: "src/lib/server/availability/explain-wanted.ts",
    find: "general.filter((reason) => each.every(",
    replaceBy: "general.filter((reason) => each.some(",
    tests: ofTeams,
  },
  {
    name: "a time that was offered counts as wanted",
    file: "src/lib/server/availability/explain-wanted.ts",
    find: ": isRefused\n",
    replaceBy: ": true\n",
    tests: explained,
  },
  {
    name: "a wanted time of a client counts each time",
    file: "src/lib/server/runtime/wanted-counter.ts",
    find: "if (visitors.isFirst(visitor, whatOf(wanted))) ",
    replaceBy: "",
    tests: counter,
  },
  {
    name: "wanted times that wait to be explained grow without limit",
    file: "src/lib/server/runtime/background-queue.ts",
    find: "if (waiting.length >= most) return;",
    replaceBy: "",
    tests: counter,
  },
  {
    name: "wanted times of who asks not to be counted count over the API",
    file: "src/lib/server/bookings/picker/note-wanted.ts",
    find: 'if (headers.get("dnt") === "1" || headers.get("sec-gpc") === "1") return;',
    replaceBy: "",
    tests: noted,
  },
  {
    name: "wanted times of programs count on pages",
    file: "src/lib/server/bookings/picker/note-wanted.ts",
    find: "if (isCounted(origin.request)) note(app, { ...wanted, isRefused: false }, origin);",
    replaceBy: "note(app, { ...wanted, isRefused: false }, origin);",
    tests: noted,
  },
  {
    name: "a host's own look counts as wanted",
    file: "src/lib/server/analytics/count-wanted.ts",
    find: "if (viewerId !== null && [owner.id",
    replaceBy: "if (false && [owner.id",
    tests: ["tests/server/analytics/count-wanted.test.ts"],
  },
  {
    name: "a booking stands in the way of its own wanted time",
    file: "src/lib/server/analytics/count-wanted.ts",
    find: "excludedBookingId: booking.id, ",
    replaceBy: "",
    tests: ["tests/server/analytics/count-moved.test.ts"],
  },
  {
    name: "a booking's own time counts as wanted",
    file: "src/lib/server/analytics/count-wanted.ts",
    find: 'if (time.kind === "start" && time.start === booking.start) return null;',
    replaceBy: "",
    tests: ["tests/server/analytics/count-moved.test.ts"],
  },
  {
    name: "fewer than three wanted times suggest a change",
    file: "src/lib/scheduling/wanted/best-change.ts",
    find: "if (!hasEnough(times)) continue;",
    replaceBy: "",
    tests: changes,
  },
  {
    name: "a half hour that two guests wanted is broken down by reason",
    file: "src/lib/scheduling/wanted/wanted-figures.ts",
    find: "hasEnough(times) ? counted(counts) : null",
    replaceBy: "counted(counts)",
    tests: ["tests/scheduling/wanted/wanted-figures.test.ts"],
  },
  {
    name: "wanted times count where a host counts no visits",
    file: "src/lib/server/analytics/count-wanted.ts",
    find: "if (!(await getPageSettings(app.kv, owner.id)).countVisits) return null;",
    replaceBy: "",
    tests: ["tests/server/analytics/count-wanted.test.ts"],
  },
  {
    name: "what the settings allow by now is suggested",
    file: "src/lib/scheduling/wanted/best-change.ts",
    find: "if (steps <= 0) continue;",
    replaceBy: "",
    tests: changes,
  },
  {
    name: "time between two windows moves the grid of the later one",
    file: "src/lib/scheduling/wanted/possible-changes.ts",
    find: " && (to - opens) % slotInterval === 0;",
    replaceBy: ";",
    tests: changes,
  },
  {
    name: "time between two windows that is at the end of the day by now is suggested",
    file: "src/lib/scheduling/wanted/best-change.ts",
    find: "if (from < windows[0]!.from || to > windows.at(-1)!.to) return 0;",
    replaceBy: "",
    tests: changes,
  },
  {
    name: "an earlier opening moves the grid of a day",
    file: "src/lib/scheduling/wanted/possible-changes.ts",
    find: "steps.filter((step) => step % slotInterval === 0).map",
    replaceBy: "steps.map",
    tests: changes,
  },
];
