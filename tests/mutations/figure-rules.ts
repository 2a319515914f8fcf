import type { Mutation } from "./mutation.ts";

const figures = ["tests/scheduling/figures/figures.test.ts"];

/** The rules of figures: nobody is told apart, and nothing is counted before it happened. */
export const figureRules: Mutation[] = [
  {
    name: "a hidden figure can be had from the sum of the others",
    file: "src/lib/scheduling/figures/few.ts",
    find: "if (!hasEnough(together) && smallest) hidden.add(smallest.at);",
    replaceBy: "",
    tests: figures,
  },
  {
    name: "views of one or two guests are told apart by device",
    file: "src/lib/scheduling/figures/few.ts",
    find: "return n === 0 || hasEnoughGuests(n);",
    replaceBy: "return true;",
    tests: figures,
  },
  {
    name: "steps of one source are told of one or two guests",
    file: "src/lib/scheduling/figures/funnel.ts",
    find: "return choice.source === null || hasEnough(n) ? n : null;",
    replaceBy: "return n;",
    tests: figures,
  },
  {
    name: "a meeting of today took place",
    file: "src/lib/scheduling/figures/funnel.ts",
    find: "if (date < today) held += ends[date]!;",
    replaceBy: "held += ends[date]!;",
    tests: figures,
  },
  {
    name: "the dates before are another number of days",
    file: "src/lib/scheduling/figures/periods.ts",
    find: "return { from: addDays(dates.from, -days), to: addDays(dates.to, -days) };",
    replaceBy: "return { from: addDays(dates.from, -days - 1), to: addDays(dates.to, -days) };",
    tests: figures,
  },
];
