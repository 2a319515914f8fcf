import type { Mutation } from "./mutation.ts";

const keys = ["tests/server/auth/api-keys.test.ts"];
const rights = ["tests/routes/api-rights.test.ts"];
const origin = ["tests/server/http/check-origin.test.ts"];

/** The rules for API keys: who gets one, what it may do, and where it counts. */
export const keyRules: Mutation[] = [
  {
    name: "an expired or revoked key signs in",
    file: "src/lib/server/auth/api-keys.ts",
    find: `  if (entry.versionstamp === null || !isActive(entry.value, app.now())) return null;
  const host`,
    replaceBy: `  if (entry.versionstamp === null) return null;
  const host`,
    tests: keys,
  },
  {
    name: "a host revokes another host's key",
    file: "src/lib/server/auth/api-keys.ts",
    find: 'return entry ? await revokeEntry(app, entry, "by-host") : refused("not-found");',
    replaceBy: 'return entry ? await revokeEntry(app, entry, "by-host") : accepted({} as ApiKey);',
    tests: keys,
  },
  {
    name: "a host has any number of keys",
    file: "src/lib/server/auth/api-keys.ts",
    find: "if (others.length - over.length >= MAX_ACTIVE_KEYS) {",
    replaceBy: "if (others.length < 0) {",
    tests: keys,
  },
  {
    name: "a key that was in a URL stays good",
    file: "src/lib/server/auth/api-keys.ts",
    find: 'return await revokeEntry(app, entry, "in-url");',
    replaceBy: "return accepted(entry.value);",
    tests: keys,
  },
  {
    name: "keys outlive the account",
    file: "src/lib/server/hosts/account.ts",
    find: "  await deleteApiKeysOf(app.kv, hostId);\n",
    replaceBy: "",
    tests: ["tests/server/hosts/account.test.ts"],
  },
  {
    name: "a key is in the log",
    file: "src/lib/server/runtime/log.ts",
    find: "(inv_)?[A-Za-z0-9_-]{43}",
    replaceBy: "[A-Za-z0-9_-]{44}",
    tests: keys,
  },
  {
    name: "a key does what its scopes do not name",
    file: "src/lib/server/http/key-rights.ts",
    find: "if (key.scopes.includes(access)) return null;",
    replaceBy: "if (key.scopes.length > 0) return null;",
    tests: rights,
  },
  {
    name: "a key does what only a session may",
    file: "src/lib/server/http/serve.ts",
    find: "return locals.apiKey && keyRefusal(locals.apiKey, access);",
    replaceBy:
      'return access === "session" ? null : locals.apiKey && keyRefusal(locals.apiKey, access);',
    tests: ["tests/routes/api-rights.test.ts"],
  },
  {
    name: "a wrong key falls back to the cookie",
    file: "src/lib/server/http/request-handler.ts",
    find: "if (keyError) return refusalResponse(event, keyError);",
    replaceBy: "",
    tests: rights,
  },
  {
    name: "wrong keys of an address are asked for without end",
    file: "src/lib/server/http/sign-in-by-key.ts",
    find:
      'return retryAfter === null ? { code: "key-invalid" } : { code: "too-many", retryAfter };',
    replaceBy: 'return { code: "key-invalid" };',
    tests: ["tests/routes/api-keys.test.ts"],
  },
  {
    name: "a page of another site gets the session of its visitor",
    file: "src/lib/server/http/request-handler.ts",
    find: "if (!secret || isWidgetRoute(event.route.id) || ignoresSession(event)) return;",
    replaceBy: "if (!secret || isWidgetRoute(event.route.id)) return;",
    tests: rights,
  },
  {
    name: "a foreign request with a session is let through on open routes without Origin",
    file: "src/lib/server/http/check-origin.ts",
    find: "if (request.isOpen && isCrossOrigin(request)) return null;",
    replaceBy: "if (request.isOpen) return null;",
    tests: origin,
  },
  {
    name: "a sandboxed frame counts as our own page",
    file: "src/lib/server/http/check-origin.ts",
    find:
      'return origin === "null" ? site !== "same-origin" : !isOwnOrigin(origin, { url, baseUrl });',
    replaceBy: 'return origin !== "null" && !isOwnOrigin(origin, { url, baseUrl });',
    tests: origin,
  },
  {
    name: "a static file is sent whose URL has a key in it",
    file: "src/process/listener.ts",
    find: "if (!holdsKey(incoming.url) && handlers.file(incoming, outgoing)) return;",
    replaceBy: "if (handlers.file(incoming, outgoing)) return;",
    tests: ["tests/process/listener.test.ts"],
  },
  {
    name: "a dot segment hides a key that was in a URL",
    file: "src/process/http-adapter.ts",
    find: "if (secrets.length === 0) return path;",
    replaceBy: "if (secrets.length >= 0) return path;",
    tests: ["tests/process/listener.test.ts"],
  },
  {
    name: "a revision in the body lets a stale If-Match pass",
    file: "src/lib/server/http/serve.ts",
    find: "return matched !== null && revision !== undefined && !matched.includes(revision);",
    replaceBy: "return false;",
    tests: ["tests/server/http/serve.test.ts"],
  },
  {
    name: "an event type is deleted that has changed since",
    file: "src/lib/server/event-types/edit.ts",
    find: `    if (revision !== null && revision !== was.revision) return refused("changed");
    deleteEventType(op, was);`,
    replaceBy: "    deleteEventType(op, was);",
    tests: ["tests/routes/conditional-deletes.test.ts"],
  },
  {
    name: "a no-show overwrites a change that came between",
    file: "src/lib/server/bookings/no-show.ts",
    find: `      if (revision !== null && revision !== was.revision) return refused("changed");
`,
    replaceBy: "",
    tests: ["tests/server/bookings/no-show.test.ts"],
  },
];
