import type { Mutation } from "./mutation.ts";

const tests = ["tests/server/bookings/propose-view.test.ts"];

/** The rules of picking other times for a request. */
export const proposeRules: Mutation[] = [
  {
    name: "propose: more times are picked than may be",
    file: "src/lib/server/bookings/picker/picked-times.ts",
    find: ".slice(0, most)",
    replaceBy: "",
    tests,
  },
  {
    name: "propose: a picked time that is gone is sent",
    file: "src/lib/server/bookings/propose-view.ts",
    find: "gone: page !== null && !await isFree(app, page, booking, start),",
    replaceBy: "gone: false,",
    tests,
  },
  {
    name: "propose: a click on a picked time keeps it",
    file: "src/lib/server/bookings/propose-view.ts",
    find: "picked.filter((each) => each !== start)",
    replaceBy: "[...picked]",
    tests,
  },
];
