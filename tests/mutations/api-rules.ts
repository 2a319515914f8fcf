import type { Mutation } from "./mutation.ts";

const replay = ["tests/server/http/replay.test.ts"];

/** The rules of the API for what arrives: carried out once, refused by name, described. */
export const apiRules: Mutation[] = [
  {
    name: "a key comes back with another payload",
    file: "src/lib/server/http/replay.ts",
    find: 'if (value.payloadHash !== payloadHash) return refused("key-reused");',
    replaceBy: "",
    tests: replay,
  },
  {
    name: "two requests with one key are both carried out",
    file: "src/lib/server/store/replays.ts",
    find: "if (checks < MAX_CHECKS) check(was);",
    replaceBy: "",
    tests: replay,
  },
  {
    name: "a replay shows a secret again",
    file: "src/lib/server/http/replay.ts",
    find: "secrets.includes(name) ? null : value",
    replaceBy: "value",
    tests: replay,
  },
  {
    name: "a refusal uses up the key",
    file: "src/lib/server/http/replay.ts",
    find: "if (isCommitted()) await deleteReplay(app.kv, hash);",
    replaceBy: "",
    tests: replay,
  },
  {
    name: "a change whose answer was lost is carried out again",
    file: "src/lib/server/http/replay.ts",
    find: "if (was.value && isReplayValid(was.value, app.now())) {",
    replaceBy: "if (was.value?.answer && isReplayValid(was.value, app.now())) {",
    tests: replay,
  },
  {
    name: "unknown fields of a list's items are dropped",
    file: "src/lib/api/unknown-fields.ts",
    find: 'if ("item" in schema && Array.isArray(value)) {',
    replaceBy: 'if ("item" in schema && value === null) {',
    tests: ["tests/api/unknown-fields.test.ts"],
  },
  {
    name: "the client sends a repeated change under a new key",
    file: "src/lib/client/client.ts",
    find:
      "  for (let sent = 1;; sent++) {\n    const isLast = sent >= tries;\n    const response = await attempt(request, client, isLast);",
    replaceBy:
      "  for (let sent = 1;; sent++) {\n    const isLast = sent >= tries;\n    const response = await attempt(requestOf(method, path, query, input, options, client), client, isLast);",
    tests: ["tests/client/client.test.ts"],
  },
  {
    name: "of a list in If-Match only the first ETag counts",
    file: "src/lib/server/http/if-match.ts",
    find: "const [first = null, ...others] = revisions ?? [];",
    replaceBy: "const [first = null] = revisions ?? [], others: number[] = [];",
    tests: ["tests/routes/if-match.test.ts"],
  },
  {
    name: "a change of nothing ignores If-Match",
    file: "src/routes/v0/event-types/[id]/+server.ts",
    find: '  if (expected !== was.revision) return refused("changed");\n',
    replaceBy: "",
    tests: ["tests/routes/if-match.test.ts"],
  },
  {
    name: "a calendar account is changed though If-Match is outdated",
    file: "src/lib/server/connections/connection-json.ts",
    find: 'if (revision !== null && revision !== known.revision) return refused("changed");',
    replaceBy: "",
    tests: ["tests/routes/if-match.test.ts"],
  },
  {
    name: "an id in a body has any length",
    file: "src/lib/scheduling/id.ts",
    find: ', v.maxLength(64, "too-long")',
    replaceBy: "",
    tests: ["tests/api/bounded-input.test.ts"],
  },
  {
    name: "an account is closed over the API without being sure",
    file: "src/lib/scheduling/profile.ts",
    find: 'sure: v.literal(true, "sure-needed")',
    replaceBy: "sure: v.optional(v.boolean())",
    tests: ["tests/routes/account-api.test.ts"],
  },
  {
    name: "a replay shows the link of an invitation again",
    file: "src/lib/api/operations/sign-in-methods.ts",
    find: 'secrets: ["link"],',
    replaceBy: "",
    tests: ["tests/routes/account-api.test.ts"],
  },
  {
    name: "another host's sign-in method is removed",
    file: "src/lib/server/auth/sign-in-methods.ts",
    find:
      'if (!identities.some((identity) => identity.hash === hash)) return refused("not-found");',
    replaceBy: "",
    tests: ["tests/routes/account-api.test.ts"],
  },
  {
    name: "the answer of a killed program is waited for",
    file: "src/lib/server/http/replay.ts",
    find: "return by === instance ? running.has(first) : await isAlive(kv, by);",
    replaceBy: "return by !== instance || running.has(first) || await isAlive(kv, by);",
    tests: replay,
  },
];
