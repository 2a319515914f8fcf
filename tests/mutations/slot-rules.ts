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
];
