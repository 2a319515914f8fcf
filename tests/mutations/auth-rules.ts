import type { Mutation } from "./mutation.ts";

/** The rules that say who somebody is and what they may. */
export const authRules: Mutation[] = [
  {
    name: "a session that is over signs in",
    file: "src/lib/server/auth/sessions.ts",
    find: "if (!session || session.expiresAt <= app.now()) return null;",
    replaceBy: "if (!session) return null;",
    tests: ["tests/server/auth/sessions.test.ts"],
  },
  {
    name: "a session is extended without end",
    file: "src/lib/server/auth/sessions.ts",
    find: "const expiresAt = Math.min(end, session.createdAt + maxSessionMs);",
    replaceBy: "const expiresAt = end;",
    tests: ["tests/server/auth/sessions.test.ts"],
  },
  {
    name: "a host ends another host's session",
    file: "src/lib/server/auth/sessions.ts",
    find: "if (!session || session.hostId !== hostId) return refused",
    replaceBy: "if (!session) return refused",
    tests: ["tests/server/auth/sessions.test.ts"],
  },
  {
    name: "the session that a browser had before stays good",
    file: "src/lib/server/auth/sessions.ts",
    find: "await store.addSession(app.kv, session, before);",
    replaceBy: "await store.addSession(app.kv, session, null);",
    tests: ["tests/server/auth/sessions.test.ts"],
  },
  {
    name: "a request of another site is let through",
    file: "src/lib/server/http/check-origin.ts",
    find: 'if (site === "cross-site" || site === "same-site") return "cross-origin";',
    replaceBy: "",
    tests: ["tests/server/http/check-origin.test.ts"],
  },
  {
    name: "a foreign origin is let through",
    file: "src/lib/server/http/check-origin.ts",
    find: 'return isOwnOrigin(origin, request) ? null : "cross-origin";',
    replaceBy: "return null;",
    tests: ["tests/server/http/check-origin.test.ts"],
  },
  {
    name: "JSON is let through where a form is expected",
    file: "src/lib/server/http/check-origin.ts",
    find: 'return type && expected.includes(type) ? null : "content-type";',
    replaceBy: "return null;",
    tests: ["tests/server/http/check-origin.test.ts"],
  },
  {
    name: "signing in leads to another site",
    file: "src/lib/server/auth/safe-redirect.ts",
    find: 'if (url.origin !== placeholderOrigin || url.pathname.startsWith("//")) return fallback;',
    replaceBy: "",
    tests: ["tests/server/auth/safe-redirect.test.ts"],
  },
  {
    name: "a signature for one purpose is good for another",
    file: "src/lib/server/auth/sealing.ts",
    find: ".update(`${purpose}\\0${text}`)",
    replaceBy: ".update(text)",
    tests: ["tests/server/auth/sealing.test.ts"],
  },
  {
    name: "a sealed secret opens in another place",
    file: "src/lib/server/auth/sealing.ts",
    find: "cipher.setAAD(Buffer.from(context));\n      const sealed",
    replaceBy: 'cipher.setAAD(Buffer.from(""));\n      const sealed',
    tests: ["tests/server/auth/sealing.test.ts"],
  },
  {
    name: "a private link is good for another event type",
    file: "src/lib/server/event-types/private-links.ts",
    find:
      "const isForIt = entry.value?.ownerId === type.ownerId && entry.value.typeId === type.id;",
    replaceBy: "const isForIt = entry.value?.ownerId === type.ownerId;",
    tests: ["tests/server/event-types/private-links.test.ts"],
  },
  {
    name: "a private address is called",
    file: "src/lib/server/outbound/ip-address.ts",
    find: "if (bytes.length === 4) return !nonPublicV4.some(",
    replaceBy: "if (bytes.length === 4) return true || nonPublicV4.some(",
    tests: ["tests/server/outbound/ip-address.test.ts", "tests/server/outbound/outbound.test.ts"],
  },
  {
    name: "an IPv4 address inside IPv6 is called",
    file: "src/lib/server/outbound/ip-address.ts",
    find: "return blockContains(globalV6, bytes) &&",
    replaceBy: "return",
    tests: ["tests/server/outbound/ip-address.test.ts"],
  },
];
