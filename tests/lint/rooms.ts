/** Three rooms: scheduling is pure, server is the outside world, routes are the doors. Who may import whom, as a `deno lint` plugin. */
import { dirname, join, relative } from "node:path/posix";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

interface Import {
  /** Path below the project's root, or the name of a package. */
  to: string;
  typesOnly: boolean;
  /** What is taken, by name; `*` for everything. */
  names: string[];
}

/** Why this file may not import that, or null. Paths are below the project's root. */
export function refusal(file: string, { to, typesOnly, names }: Import): string | null {
  const room = roomOf(file);
  const target = roomOf(to);
  switch (room) {
    case "scheduling":
      return target === "scheduling" || ["temporal-polyfill", "valibot"].includes(to)
        ? null
        : "scheduling imports only itself, temporal-polyfill and valibot";
    case "store":
      if (typesOnly || !to.startsWith("src/")) return null;
      return ["scheduling", "store"].includes(target) || to === "src/lib/server/runtime/secrets.ts"
        ? null
        : "store imports scheduling, and types";
    case "calendars":
    case "mail":
    case "webhooks":
      if (target === "store") return `${room} never touches the store`;
      if (["calendars", "mail", "webhooks"].includes(target) && target !== room) {
        return `${room} does not know ${target}`;
      }
      if (target === "verbs" && !typesOnly && !isPlain(to)) {
        return `${room} imports scheduling, outbound, words and its own folder`;
      }
      return null;
    case "components":
    case "words":
      return to.startsWith("src/lib/server/") ? `${room} never import server` : null;
    case "routes":
      return target === "store" && !typesOnly && !names.every(isReading)
        ? "routes read through the store and change only through verbs"
        : null;
    default:
      return null;
  }
}

/** The room that a path belongs to. */
export function roomOf(path: string): string {
  const inLib = /^src\/lib\/(scheduling|components|words)\//.exec(path)?.[1];
  const inServer = /^src\/lib\/server\/(store|calendars|mail|webhooks)\//.exec(path)?.[1];
  if (inLib ?? inServer) return (inLib ?? inServer)!;
  if (path.startsWith("src/lib/server/")) return "verbs";
  if (path.startsWith("src/routes/")) return "routes";
  if (path.startsWith("src/tasks/") || path.startsWith("src/process/")) return "process";
  return path.startsWith("src/") ? "frame" : "outside";
}

/** Server files without a verb in them. */
function isPlain(path: string): boolean {
  return /^src\/lib\/server\/(outbound|runtime)\//.test(path);
}

function isReading(name: string): boolean {
  return name === "calendarKey" ||
    /^(get|list|each|any|read|find|count|is|has|search)(?![a-z])/.test(name);
}

function importOf(
  file: string,
  source: string,
  kind: string | undefined,
  specifiers: readonly { type: string; importKind?: string; imported?: { name?: string } }[],
): Import {
  const to = source.startsWith("$lib/")
    ? `src/lib/${source.slice(5)}`
    : source.startsWith(".")
    ? join(dirname(file), source)
    : source;
  const values = specifiers.filter((each) => each.importKind !== "type");
  return {
    to,
    typesOnly: kind === "type" || (specifiers.length > 0 && values.length === 0),
    names: values.map((each) => each.imported?.name ?? "*"),
  };
}

/** Calls that leave the pure room: what they answer is not decided by their arguments. */
const impure = /^(Deno|fetch|crypto|process|console|localStorage|setTimeout|setInterval)$/;

const plugin: Deno.lint.Plugin = {
  name: "rooms",
  rules: {
    imports: {
      create(context) {
        const file = relative(root, context.filename);
        function check(
          node: Deno.lint.Node,
          source: string,
          kind: string | undefined,
          specifiers: Parameters<typeof importOf>[3],
        ) {
          const message = refusal(file, importOf(file, source, kind, specifiers));
          if (message) context.report({ node, message });
        }
        return {
          ImportDeclaration(node) {
            check(node, node.source.value, node.importKind, node.specifiers as never);
          },
          ExportAllDeclaration(node) {
            check(node, node.source.value, node.exportKind, [{ type: "all" }]);
          },
          ExportNamedDeclaration(node) {
            if (node.source) check(node, node.source.value, node.exportKind, [{ type: "some" }]);
          },
          ImportExpression(node) {
            if (node.source.type !== "Literal") return;
            check(node, String(node.source.value), "value", [{ type: "all" }]);
          },
        };
      },
    },
    kv: {
      create(context) {
        const file = relative(root, context.filename);
        const isOpener = file === "src/lib/server/startup/create-app.ts" ||
          file.startsWith("src/tasks/");
        if (!file.startsWith("src/") || roomOf(file) === "store") return {};
        return {
          MemberExpression(node) {
            const property = nameOf(node.property);
            const object = nameOf(node.object);
            if (object === "Deno" && property === "openKv" && !isOpener) {
              context.report({ node, message: "only gather.ts opens the store" });
            }
            const isUse = /^(get|getMany|set|delete|list|atomic|watch|enqueue|listenQueue)$/;
            if (object === "kv" && isUse.test(property)) {
              context.report({ node, message: "only the store touches KV" });
            }
          },
        };
      },
    },
    cron: {
      create(context) {
        if (relative(root, context.filename) === "src/lib/server/jobs/cron.ts") return {};
        return {
          MemberExpression(node) {
            if (nameOf(node.object) === "Deno" && nameOf(node.property) === "cron") {
              context.report({ node, message: "only jobs/schedule.ts names Deno.cron" });
            }
          },
        };
      },
    },
    pure: {
      create(context) {
        if (roomOf(relative(root, context.filename)) !== "scheduling") return {};
        const report = (node: Deno.lint.Node, what: string) =>
          context.report({ node, message: `scheduling is pure: ${what} comes in as an argument` });
        return {
          MemberExpression(node) {
            const call = `${nameOf(node.object)}.${nameOf(node.property)}`;
            if (/^(Date\.now|Math\.random|Now\.\w+|performance\.now)$/.test(call)) {
              report(node, call);
            }
            if (impure.test(nameOf(node.object))) report(node, nameOf(node.object));
          },
          CallExpression(node) {
            if (impure.test(nameOf(node.callee))) report(node, nameOf(node.callee));
          },
          NewExpression(node) {
            if (nameOf(node.callee) === "Date" && node.arguments.length === 0) {
              report(node, "the time of day");
            }
          },
        };
      },
    },
    environment: {
      create(context) {
        const file = relative(root, context.filename);
        const mayRead = !file.startsWith("src/") || file === "src/hooks.server.ts" ||
          roomOf(file) === "process" || file === "src/main.ts";
        return {
          MemberExpression(node) {
            const what = `${nameOf(node.object)}.${nameOf(node.property)}`;
            if (!mayRead && /^(Deno|process)\.env$/.test(what)) {
              context.report({ node, message: "settings come from env.ts, parsed once" });
            }
          },
        };
      },
    },
  },
};
export default plugin;

/** The last name of `a`, `a.b` or `this.a`. */
function nameOf(node: Deno.lint.Node): string {
  if (node.type === "Identifier") return node.name;
  return node.type === "MemberExpression" ? nameOf(node.property) : "";
}
