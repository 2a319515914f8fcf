/** Two rules: a booking's status is asked by scheduling's words for it, and a verb's type names what it refuses. */
import { relative } from "node:path/posix";
import { fileURLToPath } from "node:url";
import { roomOf } from "./room-order.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What a booking, or a list of them, is called. */
const aBooking = /^(booking|was|is|before|after|seat|other|meeting|first)$/;
const bookings = /\b(\w*[bB]ookings?|seats|others|ended)\b/;

export const status: Deno.lint.Rule = {
  create(context) {
    const file = relative(root, context.filename);
    if (!file.startsWith("src/") || knowsStatus(file)) return {};
    const report = (node: Deno.lint.Node) =>
      context.report({ node, message: "ask stateOf() or a predicate of booking-state.ts" });
    const text = (node: Deno.lint.Node) => context.sourceCode.getText(node);
    return {
      Literal(node) {
        if (/^(PENDING|CONFIRMED|REJECTED|CANCELLED)$/.test(String(node.value))) {
          if (!isOfStatusProperty(node)) report(node);
        }
      },
      MemberExpression(node) {
        if (nameOf(node.property) !== "status") return;
        const isOne = aBooking.test(nameOf(node.object)) ||
          /\)!?$/.test(text(node.object)) && bookings.test(text(node.object));
        if (isOne) report(node);
      },
      ObjectPattern(node) {
        const isRead = node.properties.some((each) =>
          each.type === "Property" && nameOf(each.key) === "status"
        );
        if (isRead && readsBooking(node, text)) report(node);
      },
    };
  },
};

/** Who reads a booking's `status`, and who has the same words of their own: iCalendar's STATUS, the published API, Cal.com. */
function knowsStatus(file: string): boolean {
  return /^(scheduling|store|records|icalendar|calendars)$/.test(String(roomOf(file))) ||
    file.startsWith("src/lib/openapi/") || file === "src/lib/server/webhooks/formats/cal-com.ts";
}

/** Whether a word is a value of iCalendar's STATUS: `property("status", …)`. */
function isOfStatusProperty({ parent }: { parent?: unknown }): boolean {
  const call = parent as Deno.lint.Node & { parent?: unknown };
  if (call.type === "ConditionalExpression") return isOfStatusProperty(call);
  if (call.type !== "CallExpression" || nameOf(call.callee) !== "property") return false;
  const [name] = call.arguments;
  return name?.type === "Literal" && name.value === "status";
}

/** Whether a pattern takes a booking apart, by its type, by what it is taken from, or as one of a list. */
function readsBooking(
  { parent, typeAnnotation }: Deno.lint.ObjectPattern,
  text: (node: Deno.lint.Node) => string,
): boolean {
  if (typeAnnotation && /\bBooking\b/.test(text(typeAnnotation))) return true;
  if (parent.type === "VariableDeclarator") {
    return parent.init !== null && aBooking.test(nameOf(parent.init));
  }
  const call = "parent" in parent ? parent.parent : null;
  return parent.type === "ArrowFunctionExpression" && call?.type === "CallExpression" &&
    call.callee.type === "MemberExpression" && bookings.test(text(call.callee.object));
}

/** How many type arguments each of these needs, for the last one to say what is refused. */
const leastArguments: Record<string, number> = {
  Outcome: 2,
  Refused: 1,
  Refusal: 1,
  DateOutcome: 1,
  ChangeDecision: 1,
};

export const refusals: Deno.lint.Rule = {
  create(context) {
    const file = relative(root, context.filename);
    // What answers requests passes on whatever a verb refuses; an operation lists it, and its callers in tests hold it.
    if (!file.startsWith("src/lib/server/") || /^(http|api)$/.test(String(roomOf(file)))) {
      return {};
    }
    const report = (node: Deno.lint.Node) =>
      context.report({ node, message: "the type of a verb names what it refuses" });
    return {
      TSTypeReference(node) {
        const least = leastArguments[nameOf(node.typeName)] ?? 0;
        const given = node.typeArguments?.params ?? [];
        const isOpen = given.length < least ||
          least > 0 &&
            given.some((each) =>
              each.type === "TSTypeReference" && nameOf(each.typeName) === "RefusalCode"
            );
        if (isOpen && isReturned(node)) report(node);
      },
      CallExpression(node) {
        if (nameOf(node.callee) === "refused" && isInUntypedVerb(node)) report(node);
      },
    };
  },
};

/** The function that a node stands in, and the part of it; null in the type of another function. */
function functionAround(node: Deno.lint.Node) {
  let part = node, around = parentOf(node);
  while (around && !/^(Function|ArrowFunction)\w*$/.test(around.type)) {
    if (around.type === "TSFunctionType") return null;
    [part, around] = [around, parentOf(around)];
  }
  return around ? { around, part } : null;
}

function parentOf(node: Deno.lint.Node): Deno.lint.Node | null {
  return "parent" in node ? (node.parent ?? null) as Deno.lint.Node | null : null;
}

/** Whether a type stands in what a function returns. */
function isReturned(type: Deno.lint.Node): boolean {
  return functionAround(type)?.part.type === "TSTypeAnnotation";
}

/** Whether a refusal is made by an exported function that leaves its type to be inferred. */
function isInUntypedVerb(refusal: Deno.lint.Node): boolean {
  const found = functionAround(refusal)?.around;
  return found?.type === "FunctionDeclaration" && !found.returnType &&
    found.parent.type === "ExportNamedDeclaration";
}

/** The last name of `a`, `a.b` or `this.a`. */
export function nameOf(node: Deno.lint.Node): string {
  if (node.type === "Identifier") return node.name;
  return node.type === "MemberExpression" ? nameOf(node.property) : "";
}
