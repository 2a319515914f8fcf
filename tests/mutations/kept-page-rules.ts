import type { Mutation } from "./mutation.ts";

const file = "src/lib/server/http/kept-pages.ts";
const reads = "src/lib/server/store/recorded-reads.ts";
const tests = ["tests/server/http/kept-pages.test.ts"];

/** The rules for pages that are kept for other visitors: when one is right, and for whom. */
export const keptPageRules: Mutation[] = [
  {
    name: "kept pages: the records of a page are not looked at again",
    file,
    find: "|| !await areUnchanged(app.kv, page.versions)",
    replaceBy: "",
    tests,
  },
  {
    name: "kept pages: a page outlives the minute that it shows",
    file,
    find: "end: Math.min(nextMinute(start), shown?.until ?? Infinity),",
    replaceBy: "end: shown?.until ?? Infinity,",
    tests,
  },
  {
    name: "kept pages: a page outlives a deadline and a fresh calendar",
    file,
    find: "end: Math.min(nextMinute(start), shown?.until ?? Infinity),",
    replaceBy: "end: nextMinute(start),",
    tests,
  },
  {
    name: "kept pages: the deadline of a request does not end a page",
    file: "src/lib/server/availability/horizon-search.ts",
    find: "if (deadline > now && deadline < next) next = deadline;",
    replaceBy: "",
    tests,
  },
  {
    name: "kept pages: a calendar that turns stale does not end a page",
    file: "src/lib/scheduling/calendar-state.ts",
    find: "syncedAt + 2 * intervalMs + 1",
    replaceBy: "syncedAt + DAY",
    tests: ["tests/scheduling/freshness-ends.test.ts", ...tests],
  },
  {
    name: "kept pages: a signed-in visitor gets one",
    file: "src/lib/server/http/keepable-page.ts",
    find: 'return hasSession || request.headers.has("authorization") ? "own" : "shared";',
    replaceBy: 'return "shared";',
    tests,
  },
  {
    name: "kept pages: an address with an unknown parameter is kept",
    file: "src/lib/server/http/keepable-page.ts",
    find: "names.every((name) => parameters.has(name)) &&",
    replaceBy: "",
    tests,
  },
  {
    name: "kept pages: a missing page is kept",
    file,
    find: "response.status === 200 && !fault",
    replaceBy: "!fault",
    tests,
  },
  {
    name: "kept pages: a visit of one is not counted",
    file,
    find: "page.visited({ url: event.url, request: event.request, client });",
    replaceBy: "",
    tests,
  },
  {
    name: "kept pages: a nonce is sent to everybody",
    file,
    find: `replaceAll(/(<script\\b[^>]*) nonce="[^"]*"/g, "$1")`,
    replaceBy: `replaceAll("", "")`,
    tests,
  },
  {
    name: "kept pages: what was read before its guard counts as covered",
    file: reads,
    find: "underGuard.has(kind!) && guarded.has(owner!)",
    replaceBy: "underGuard.has(kind!)",
    tests: ["tests/server/store/recorded-reads.test.ts"],
  },
  {
    name: "kept pages: a list that no guard covers is kept",
    file: reads,
    find: "if (!isUnderReadGuard(range)) isKnown = false;",
    replaceBy: "",
    tests: ["tests/server/store/recorded-reads.test.ts"],
  },
  {
    name: "kept pages: one record read twice with two versions is kept",
    file: reads,
    find: "if (was && was[1] !== versionstamp) isKnown = false;",
    replaceBy: "",
    tests: ["tests/server/store/recorded-reads.test.ts"],
  },
  {
    name: "a kept page is shown to readers of other weeks",
    file: "src/lib/server/http/keepable-page.ts",
    find: "query, asked, region, clock]",
    replaceBy: "query, asked, clock]",
    tests: ["tests/server/http/kept-pages.test.ts"],
  },
  {
    name: "weeks begin in the zone's region though the reader's language names another",
    file: "src/lib/i18n/first-weekday.ts",
    find: 'if (region) return firstOf(new Intl.Locale("und", { region }));',
    replaceBy: "",
    tests: ["tests/i18n/first-weekday.test.ts"],
  },
];
