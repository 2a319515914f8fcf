import type { Mutation } from "./mutation.ts";

const escaping = ["tests/server/http/markdown/escape.test.ts"];

/** The rules for what programs and agents are given. */
export const agentRules: Mutation[] = [
  {
    name: "what a host wrote may be markup in Markdown",
    file: "src/lib/server/http/markdown/escape.ts",
    find: '.replace(SPECIAL, "\\\\$&")',
    replaceBy: "",
    tests: escaping,
  },
  {
    name: "what a host wrote may begin a list or a heading in Markdown",
    file: "src/lib/server/http/markdown/escape.ts",
    find: '.replace(/^[-+=]/, "\\\\$&")',
    replaceBy: "",
    tests: escaping,
  },
  {
    name: "a quote of a host ends at a blank line",
    file: "src/lib/server/http/markdown/escape.ts",
    find: 'return line === "" ? ">"',
    replaceBy: 'return line === "" ? ""',
    tests: escaping,
  },
  {
    name: "browsers are given Markdown",
    file: "src/lib/server/http/markdown/negotiate.ts",
    find: "  return markdown > 0 && ",
    replaceBy: "  return ",
    tests: ["tests/server/http/markdown/negotiate.test.ts"],
  },
  {
    name: "the name of an address of the program is not reserved",
    file: "src/lib/scheduling/username.ts",
    find: "profile ready register",
    replaceBy: "profile register",
    tests: ["tests/scheduling/reserved-names.test.ts"],
  },
];
