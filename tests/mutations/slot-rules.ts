import type { Mutation } from "./mutation.ts";

const slots = "src/lib/scheduling/slots.ts";

/** Slots are computed from what lies near the asked starts, and from all of it. */
export const slotRules: Mutation[] = [
  {
    name: "busy time that begins before the searched starts is free",
    file: slots,
    find: "if (start < last && end > first)",
    replaceBy: "if (start >= first && end > first)",
    tests: ["tests/scheduling/slots.property.test.ts"],
  },
  {
    name: "hours that go on past midnight end at the last searched start",
    file: slots,
    find: "start < last + length && end > first",
    replaceBy: "start <= last && end >= first + length",
    tests: ["tests/scheduling/slots.test.ts"],
  },
  {
    name: "a search that was kept answers for weeks that it did not search",
    file: "src/lib/server/availability/horizon-search.ts",
    find: "without.start <= window.start && window.end <= without.end",
    replaceBy: "without.start <= window.end && window.start <= without.end",
    tests: ["tests/server/availability/horizon-search.test.ts"],
  },
  {
    name: "a search behind a week counts for the weeks before it",
    file: "src/lib/server/availability/horizon-search.ts",
    find: "start: isAllBefore ? -Infinity : window.start,",
    replaceBy: "start: -Infinity,",
    tests: ["tests/server/availability/horizon-search.test.ts"],
  },
];
