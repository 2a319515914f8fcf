/** Which file may import, touch and call what, as a `deno lint` plugin; the order of the rooms is in `room-order.ts`. */
import { relative } from "node:path/posix";
import { fileURLToPath } from "node:url";
import { importOf, isStored, refusal, roomOf } from "./room-order.ts";
import { nameOf, refusals, status } from "./status-and-refusals.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Names whose results the arguments do not determine; pure rooms do without them. */
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
          TSImportType(node) {
            if (
              node.argument.type !== "TSLiteralType" || node.argument.literal.type !== "Literal"
            ) return;
            check(node, String(node.argument.literal.value), "type", []);
          },
        };
      },
    },
    kv: {
      create(context) {
        const file = relative(root, context.filename);
        const isOpener = file === "src/lib/server/startup/create-app.ts" ||
          file.startsWith("src/tasks/");
        if (!file.startsWith("src/") || isStored(roomOf(file))) return {};
        return {
          MemberExpression(node) {
            const property = nameOf(node.property);
            const object = nameOf(node.object);
            if (object === "Deno" && property === "openKv" && !isOpener) {
              context.report({
                node,
                message: "only startup/create-app.ts and tasks open the store",
              });
            }
            const isUse = /^(get|getMany|set|delete|list|atomic|watch|enqueue|listenQueue)$/;
            if (object === "kv" && isUse.test(property)) {
              context.report({ node, message: "only kv, store and records touch KV" });
            }
          },
        };
      },
    },
    cron: {
      create(context) {
        if (relative(root, context.filename) === "src/lib/server/jobs/schedule.ts") return {};
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
        const room = roomOf(relative(root, context.filename));
        if (room !== "scheduling" && room !== "icalendar" && room !== "api") return {};
        const report = (node: Deno.lint.Node, what: string) =>
          context.report({ node, message: `${room} is pure: ${what} comes in as an argument` });
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
    instants: {
      create(context) {
        const file = relative(root, context.filename);
        if (!file.startsWith("src/") || file === "src/lib/scheduling/temporal.ts") return {};
        return {
          MemberExpression(node) {
            if (/^(fromEpoch\w+|toTemporalInstant)$/.test(nameOf(node.property))) {
              context.report({ node, message: "instants enter Temporal by zonedAt (temporal.ts)" });
            }
          },
        };
      },
    },
    status,
    refusals,
    waiting: {
      create(context) {
        if (!relative(root, context.filename).startsWith("tests/")) return {};
        const report = (node: Deno.lint.Node, message: string) => context.report({ node, message });
        return {
          CallExpression(node) {
            const callee = nameOf(node.callee);
            if (callee === "waitForTimeout") {
              report(node, "wait for what is to happen: until() or waitFor()");
            }
            const isLook = node.callee.type === "MemberExpression" &&
              /^(isVisible|isHidden|count)$/.test(callee) && node.arguments.length === 0;
            if (isLook && isAsserted(node)) {
              report(node, "a look without waiting: waitFor() or assertCount()");
            }
          },
        };
      },
    },
    environment: {
      create(context) {
        const file = relative(root, context.filename);
        const mayRead = !file.startsWith("src/") || file === "src/hooks.server.ts" ||
          file === "src/main.ts" || file === "src/lib/i18n/english-only/command-line.ts" ||
          file.startsWith("src/process/") ||
          file.startsWith("src/tasks/");
        return {
          MemberExpression(node) {
            const what = `${nameOf(node.object)}.${nameOf(node.property)}`;
            if (!mayRead && /^(Deno|process)\.env$/.test(what)) {
              context.report({
                node,
                message: "settings come from runtime/settings.ts, parsed once",
              });
            }
          },
        };
      },
    },
  },
};
export default plugin;

/** Whether a call is awaited within the arguments of an assertion. */
function isAsserted(call: Deno.lint.CallExpression): boolean {
  if (call.parent.type !== "AwaitExpression") return false;
  let node: Deno.lint.Node = call;
  while (node.type !== "ExpressionStatement") {
    if (node.type === "CallExpression" && /^(assert|assert\..*)$/.test(sourceOf(node.callee))) {
      return true;
    }
    if (!("parent" in node) || !node.parent) return false;
    node = node.parent as Deno.lint.Node;
  }
  return false;
}

/** `assert`, `assert.ok` … */
function sourceOf(callee: Deno.lint.Node): string {
  if (callee.type !== "MemberExpression") return nameOf(callee);
  return `${nameOf(callee.object)}.${nameOf(callee.property)}`;
}
