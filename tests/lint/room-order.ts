import { dirname, join } from "node:path/posix";

/** The rooms of `src`, low to high: a file imports from its own room and from lower ones, types included. */
export const rooms = [
  "product",
  "scheduling",
  "icalendar",
  "messages",
  "i18n",
  "openapi",
  "client",
  "components",
  "outbound",
  "pictures",
  "runtime",
  "kv",
  "store",
  "records",
  "backups",
  "calendars",
  "email",
  "app",
  "availability",
  "branding",
  "event-types",
  "changes",
  "requests",
  "bookings",
  "views",
  "connections",
  "guests",
  "feeds",
  "hosts",
  "auth",
  "teams",
  "webhooks",
  "analytics",
  "jobs",
  "operations",
  "http",
  "api",
  "mcp",
  "monitoring",
  "startup",
  "params",
  "routes",
  "process",
  "tasks",
  "main",
] as const;
export type Room = typeof rooms[number];

/** The order as messages print it. */
export const printedOrder = rooms.join(" < ");

/** What some rooms may import of the lower ones, where that is not all. */
const only: Partial<Record<Room, readonly Room[]>> = {
  scheduling: [],
  icalendar: ["scheduling"],
  messages: ["scheduling"],
  i18n: ["scheduling", "messages"],
  openapi: ["scheduling"],
  client: [],
  components: ["client", "i18n", "scheduling"],
  outbound: [],
  pictures: ["scheduling"],
  kv: ["scheduling", "runtime"],
  store: ["scheduling", "runtime", "kv"],
  records: ["scheduling", "runtime", "kv", "store"],
  calendars: ["scheduling", "icalendar", "i18n", "outbound", "runtime"],
  email: ["scheduling", "icalendar", "i18n", "outbound", "runtime"],
};

/** Packages of the rooms that import few; every other room imports any. */
const packages: Partial<Record<Room, readonly string[]>> = {
  scheduling: ["temporal-polyfill", "valibot"],
  openapi: ["valibot", "@valibot/to-json-schema"],
};

/** Packages that are used behind a gate, and the files that may import them. */
const gates: Record<string, RegExp> = {
  "ical.js": /^src\/lib\/icalendar\/(writer|edit|preserved-properties)\.ts$/,
  sax: /^src\/lib\/server\/calendars\/caldav\/xml\.ts$/,
  "temporal-polyfill": /^src\/lib\/scheduling\/temporal\.ts$/,
};

export interface Import {
  /** Path below the project's root, or the name of a package. */
  to: string;
  typesOnly: boolean;
  /** Imported values by name; `*` for everything. */
  names: readonly string[];
}

/** Why this file may not import that, or null. Paths are below the project's root. */
export function refusal(file: string, { to, typesOnly, names }: Import): string | null {
  if (!file.startsWith("src/") || to.endsWith(".css")) return null;
  const room = roomOf(file);
  if (!room) return `${file} is in none of the rooms: ${printedOrder}`;
  if (to.startsWith("tests/")) return room === "tasks" ? null : `${room} never imports tests`;
  if (gates[to]?.test(file) === false) return `${to} is imported only behind its gate`;
  if (!to.startsWith("src/")) {
    return packages[room]?.includes(to) ?? true ? null : `${room} imports no package ${to}`;
  }
  const target = roomOf(to);
  if (target === room || target === "product") return null;
  if (!target || rooms.indexOf(target) > rooms.indexOf(room)) {
    return `${room} imports only lower rooms, types too; ${
      target ?? to
    } is higher: ${printedOrder}`;
  }
  const lower = only[room];
  if (lower && !lower.includes(target)) {
    return `${room} imports only ${["itself", ...lower].join(", ")}, not ${target}`;
  }
  if (target === "components" && room !== "routes" && !typesOnly) {
    return "the server imports components for their types only";
  }
  return room === "routes" && isStored(target) && !typesOnly && !names.every(isReading)
    ? "routes read through the store and change only through verbs"
    : null;
}

/** The room that a path below the project's root belongs to; null for one that has none. */
export function roomOf(path: string): Room | null {
  const name = /^src\/lib\/(?:server\/)?(app|product)\.ts$/.exec(path)?.[1] ??
    /^src\/lib\/server\/([^/]+)\//.exec(path)?.[1] ??
    /^src\/(?:lib\/)?(?!lib\/|server\/)([^/]+)\//.exec(path)?.[1] ??
    (/^src\/[^/]+$/.test(path) ? "main" : "");
  return rooms.find((room) => room === name) ?? null;
}

/** The rooms that touch KV: what it is, each kind of record in it, and what all kinds have in common. */
export function isStored(room: Room | null): boolean {
  return room === "kv" || room === "store" || room === "records";
}

/** Reads one import or export of another module; `source` is what stands between the quotes. */
export function importOf(
  file: string,
  source: string,
  kind: string | undefined,
  specifiers: readonly { type: string; importKind?: string; imported?: { name?: string } }[],
): Import {
  const values = specifiers.filter((each) => each.importKind !== "type");
  return {
    to: source.startsWith("$lib/")
      ? `src/lib/${source.slice(5)}`
      : source.startsWith(".")
      ? join(dirname(file), source)
      : source,
    typesOnly: kind === "type" || (specifiers.length > 0 && values.length === 0),
    names: values.map((each) => each.imported?.name ?? "*"),
  };
}

function isReading(name: string): boolean {
  return name === "calendarKey" ||
    /^(get|list|each|any|read|find|count|is|has|search)(?![a-z])/.test(name);
}
