import type { Mutation } from "./mutation.ts";

const visits = ["tests/server/bookings/picker/visit.test.ts"];
const visitDays = ["tests/server/store/visit-days.test.ts"];
const counter = ["tests/server/runtime/visit-counter.test.ts"];
const visitors = ["tests/server/runtime/visitors.test.ts"];
const bookings = ["tests/server/analytics/count-bookings.test.ts"];
const days = ["tests/server/analytics/counted-days.test.ts"];

/** The rules for what is counted of visits and bookings. */
export const countRules: Mutation[] = [
  {
    name: "counts of bookings: what a commit writes is not marked",
    file: "src/lib/server/store/booking-indexes.ts",
    find: "  markUncounted(op, booking);",
    replaceBy: "",
    tests: ["tests/server/analytics/counted-series.test.ts"],
  },
  {
    name: "counts of visits: concurrent instances lose views",
    file: "src/lib/server/store/visit-days.ts",
    find: "kv.atomic().check(was).check(owner)",
    replaceBy: "kv.atomic().check(owner)",
    tests: visitDays,
  },
  {
    name: "counts of visits: a batch whose answer was lost counts twice",
    file: "src/lib/server/store/visit-days.ts",
    find: "if (!owner || isAdded) return;",
    replaceBy: "if (!owner) return;",
    tests: visitDays,
  },
  {
    name: "counts of visits: a later batch hides one that failed",
    file: "src/lib/server/runtime/visit-counter.ts",
    find: "if (failed.has(name)) continue;",
    replaceBy: "",
    tests: counter,
  },
  {
    name: "counts of visits: what waits grows without limit",
    file: "src/lib/server/runtime/visit-counter.ts",
    find: "if (waiting.size >= MAX_WAITING) return null;",
    replaceBy: "",
    tests: counter,
  },
  {
    name: "counts of visits: a visitor counts again and again",
    file: "src/lib/server/runtime/visitors.ts",
    find: "if (seen.has(token) || seen.size >= most) return false;",
    replaceBy: "if (seen.size >= most) return false;",
    tests: visitors,
  },
  {
    name: "counts of visits: visitors are remembered beyond the hour",
    file: "src/lib/server/runtime/visitors.ts",
    find: "      seen.clear();\n",
    replaceBy: "",
    tests: visitors,
  },
  {
    name: "counts of visits: who asks not to be tracked is counted",
    file: "src/lib/server/bookings/picker/view-facts.ts",
    find: 'if (headers.get("dnt") === "1" || headers.get("sec-gpc") === "1") return false;',
    replaceBy: "",
    tests: visits,
  },
  {
    name: "counts of visits: programs are counted as visitors",
    file: "src/lib/server/bookings/picker/view-facts.ts",
    find: "isProgram: !browsers.test(agent) || programs.test(agent),",
    replaceBy: "isProgram: false,",
    tests: visits,
  },
  {
    name: "counts of visits: moving about in the picker counts as views",
    file: "src/lib/server/bookings/picker/visit.ts",
    find: 'isInside ? [] : ["view"]',
    replaceBy: '["view"]',
    tests: visits,
  },
  {
    name: "counts of visits: who has switched them off is counted",
    file: "src/lib/server/bookings/picker/visit.ts",
    find: "if (!countVisits || (",
    replaceBy: "if ((",
    tests: visits,
  },
  {
    name: "counts of bookings: who count at the same time count twice",
    file: "src/lib/server/store/count-state.ts",
    find: "kv.atomic().check(entry).check(owner)",
    replaceBy: "kv.atomic().check(owner)",
    tests: bookings,
  },
  {
    name: "counts of bookings: what was counted of a booking is not taken back",
    file: "src/lib/server/store/booking-days.ts",
    find: "if (was) await add(booking.typeId, was, -1);",
    replaceBy: "",
    tests: bookings,
  },
  {
    name: "counts of bookings: another zone counts nothing again",
    file: "src/lib/server/analytics/due-counts.ts",
    find: "const isSameZone = was?.zone === zone,",
    replaceBy: "const isSameZone = was !== null,",
    tests: days,
  },
  {
    name: "counts of bookings: a move to another zone waits for the next change",
    file: "src/lib/server/store/host-profile.ts",
    find: "  if (host.zone !== was.value.zone) markRecount(op, host.id);\n",
    replaceBy: "",
    tests: ["tests/server/jobs/count-bookings.test.ts"],
  },
  {
    name: "counts of bookings: what others count while somebody reads is read twice",
    file: "src/lib/server/analytics/counted-days.ts",
    find: "if (!isSteady && tries < MOST_TRIES) continue;",
    replaceBy: "",
    tests: ["tests/server/analytics/reading-while-counting.test.ts"],
  },
  {
    name: "counts of bookings: a booking of a moment ago is not read",
    file: "src/lib/server/store/counted-days.ts",
    find: "[...bookings, ...changed.filter(",
    replaceBy: "[...bookings, ...[].filter(",
    tests: ["tests/server/analytics/reading-writes-nothing.test.ts"],
  },
  {
    name: "counts of bookings: a member keeps what was declined or cancelled",
    file: "src/lib/scheduling/booking-contribution.ts",
    find: "return team && isStanding ? hosts[0]",
    replaceBy: "return team ? hosts[0]",
    tests: ["tests/server/analytics/team-shares.test.ts"],
  },
  {
    name: "counts of bookings: counting again trusts the sums of a date",
    file: "src/lib/server/analytics/count-bookings.ts",
    find: "  sums?.write(op);\n",
    replaceBy: "",
    tests: ["tests/server/analytics/count-again.test.ts"],
  },
  {
    name: "counts of bookings: a sum is written beside a change of the same date",
    file: "src/lib/server/analytics/count-bookings.ts",
    find: " && done === 0 && counts.days().length === 0",
    replaceBy: "",
    tests: ["tests/server/analytics/count-again.test.ts"],
  },
  {
    name: "counts of bookings: a count goes on for who is erased",
    file: "src/lib/server/store/count-state.ts",
    find: "if (team.value?.closedAt === null)",
    replaceBy: "if (team.value)",
    tests: ["tests/server/store/erase-counts.test.ts"],
  },
  {
    name: "counts of bookings: what is older than two years counts again",
    file: "src/lib/server/store/booking-days.ts",
    find: "const kept = is && is.date >= from ? is : null;",
    replaceBy: "const kept = is;",
    tests: days,
  },
  {
    name: "counts are kept for a month less",
    file: "src/lib/server/store/purge-counts.ts",
    find: "const MONTHS_KEPT = 25;",
    replaceBy: "const MONTHS_KEPT = 24;",
    tests: days,
  },
  {
    name: "counts of bookings: tests count",
    file: "src/lib/scheduling/booking-contribution.ts",
    find: "if (isTest || emailUnverified) return null;",
    replaceBy: "if (emailUnverified) return null;",
    tests: days,
  },
  {
    name: "figures of two guests are broken down",
    file: "src/lib/scheduling/enough-guests.ts",
    find: "FEWEST_GUESTS = 3",
    replaceBy: "FEWEST_GUESTS = 2",
    tests: ["tests/scheduling/enough-guests.test.ts"],
  },
  {
    name: "counts of bookings: a round robin is a collective's volume too",
    file: "src/lib/server/analytics/team-shares.ts",
    find: `team?.mode === "collective"`,
    replaceBy: `team?.mode !== undefined`,
    tests: ["tests/server/analytics/team-shares.test.ts"],
  },
];
