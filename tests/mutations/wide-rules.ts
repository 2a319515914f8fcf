import type { Mutation } from "./mutation.ts";

const outcomes = ["tests/server/store/known-outcomes.test.ts"];

/** The rules that hold where several programs share one database server. */
export const wideRules: Mutation[] = [
  {
    name: "a commit that was sent twice is taken for a lost one",
    file: "src/lib/server/store/known-outcomes.ts",
    find: "return versionstamp === null ? result : { ok: true, versionstamp };",
    replaceBy: "return result;",
    tests: outcomes,
  },
  {
    name: "a late copy of a commit without a check of its own is applied over later ones",
    file: "src/lib/server/store/known-outcomes.ts",
    find: "if (checks < MAX_CHECKS) check({ key: mark, versionstamp: null });",
    replaceBy: "",
    tests: outcomes,
  },
];
