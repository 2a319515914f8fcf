import { curlOf, type CurlPlace } from "$lib/api/curl.ts";
import { exampleOf } from "$lib/api/example.ts";
import { answerSchema, inputSchema } from "$lib/api/json-schema.ts";
import { isStrict, pathNames, refusalsOf } from "$lib/api/openapi.ts";
import { isChange, type Operation, type Tag } from "$lib/api/operation.ts";
import { operations } from "$lib/api/operations.ts";
import { statusOf } from "$lib/api/refusal-status.ts";
import { rowsOf, type SchemaRow } from "$lib/api/schema-rows.ts";
import { slugify } from "$lib/scheduling/username.ts";
import { format } from "$lib/i18n/format.ts";
import { messages } from "$lib/i18n/messages.ts";

const words = messages("en").apiReference;
const { sentences } = messages("en").refusals;

/** A group of operations with its page. */
export interface TagView {
  tag: Tag;
  href: string;
  operations: OperationLine[];
}

/** An operation as the list and the index show it. */
export interface OperationLine {
  id: string;
  method: string;
  path: string;
  summary: string;
  access: string;
  href: string;
}

/** An operation as its page shows it. */
export interface OperationView extends OperationLine {
  description: string;
  parameters: SchemaRow[];
  body: SchemaRow[];
  curl: string;
  answer: { status: number; example: string; fields: SchemaRow[] };
  refusals: { status: number; code: string; sentence: string }[];
}

/** Every group of operations by name, what has one address together. */
export function tagViews(): TagView[] {
  const byTag = [...Map.groupBy(operations, ({ tag }) => tag)];
  return byTag.toSorted(([a], [b]) => a < b ? -1 : 1).map(([tag, each]) => ({
    tag,
    href: hrefOf(tag),
    operations: inOrder(each).map(lineOf),
  }));
}

/** The operations of a group by the name in its address; null for an unknown one. */
export function operationsOf(
  slug: string,
  place: CurlPlace,
): { tag: Tag; operations: OperationView[] } | null {
  const found = inOrder(operations.filter(({ tag }) => slugify(tag) === slug));
  const [first] = found;
  return first ? { tag: first.tag, operations: found.map((each) => viewOf(each, place)) } : null;
}

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

function inOrder(some: readonly Operation[]): Operation[] {
  const rank = ({ method }: Operation) => methods.indexOf(method);
  return some.toSorted((a, b) => a.path === b.path ? rank(a) - rank(b) : a.path < b.path ? -1 : 1);
}

function hrefOf(tag: Tag): string {
  return `/docs/api/${slugify(tag)}`;
}

function lineOf({ id, method, path, summary, access, tag }: Operation): OperationLine {
  return {
    id,
    method,
    path,
    summary,
    access: access === "public" || access === "session"
      ? words.access[access]
      : format(words.access.scope, { scope: access }),
    href: `${hrefOf(tag)}#${id}`,
  };
}

function viewOf(each: Operation, place: CurlPlace): OperationView {
  const answer = answerSchema(each.answer);
  return {
    ...lineOf(each),
    description: each.description ?? "",
    parameters: parametersOf(each),
    body: each.body ? rowsOf(inputSchema(each.body, isStrict(each))) : [],
    curl: curlOf(each, place),
    answer: {
      status: each.status,
      example: JSON.stringify(exampleOf(answer), null, 2),
      fields: rowsOf(answer).filter(({ name }) => name !== "ok"),
    },
    refusals: refusalsOf(each)
      .map((code) => ({ status: statusOf[code], code, sentence: sentences[code] }))
      .toSorted((a, b) => a.status - b.status),
  };
}

/** What stands in path, query and headers. */
function parametersOf(each: Operation): SchemaRow[] {
  const { places } = words;
  const query = each.query ? rowsOf(inputSchema(each.query, isStrict(each))) : [];
  const header = (name: string, isRequired: boolean, text: string): SchemaRow => ({
    name,
    type: places.header,
    isRequired,
    text,
  });
  return [
    ...pathNames(each.path).map((name) => ({
      name,
      type: places.path,
      isRequired: true,
      text: each.params?.[name] ?? "",
    })),
    ...query.map((row) => ({ ...row, type: `${places.query}, ${row.type}` })),
    ...each.idempotency === "required"
      ? [header("Idempotency-Key", true, words.keyRequired)]
      : each.idempotency
      ? [header("Idempotency-Key", false, words.keyAccepted)]
      : [],
    ...each.revised && isChange(each) ? [header("If-Match", false, words.ifMatch)] : [],
  ];
}
