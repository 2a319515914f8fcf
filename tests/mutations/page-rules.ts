import type { Mutation } from "./mutation.ts";

const changes = ["tests/server/branding/change-page.test.ts"];

/** The rules for what a host sets of the pages that guests see. */
export const pageRules: Mutation[] = [
  {
    name: "a page changes at any revision",
    file: "src/lib/server/branding/change-page.ts",
    find: 'if (revision !== null && revision !== was.revision) return refused("changed");',
    replaceBy: "",
    tests: changes,
  },
  {
    name: "an accent colour is any text",
    file: "src/lib/scheduling/page-settings.ts",
    find: 'v.regex(/^#[0-9a-f]{6}$/, "colour-form")',
    replaceBy: "v.nonEmpty()",
    tests: changes,
  },
  {
    name: "a deleted team leaves what it set of its page",
    file: "src/lib/server/store/erase-team.ts",
    find: "await commit(kv.atomic().delete(keys.pageSettings(teamId)));",
    replaceBy: "",
    tests: changes,
  },
  {
    name: "an address with a name before its host is a link",
    file: "src/lib/scheduling/linked-text.ts",
    find: "&& !url.username && !url.password",
    replaceBy: "",
    tests: ["tests/scheduling/linked-text.test.ts"],
  },
];
