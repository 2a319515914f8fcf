import { curlOf, type CurlPlace } from "$lib/openapi/curl.ts";
import { exampleOf } from "$lib/openapi/example.ts";
import { answerSchema, inputSchema } from "$lib/openapi/json-schema.ts";
import { isConditional, isStrict, pathNames, refusalsOf } from "$lib/openapi/openapi.ts";
import type { Operation, Tag } from "$lib/openapi/operation.ts";
import { allOperations } from "$lib/server/api/nouns.ts";
import { statusOf } from "$lib/openapi/refusal-status.ts";
import { rowsOf, type SchemaRow, type ShapeOf } from "$lib/openapi/schema-rows.ts";
import type { RefusalCode } from "$lib/scheduling/outcome.ts";
import { slugify } from "$lib/scheduling/username.ts";
import { format } from "$lib/i18n/format.ts";
import { apiReference } from "$lib/i18n/english-only/index.ts";
import { messages } from "$lib/i18n/messages.ts";
import { sharedShapes } from "./shapes.ts";

const operations = await allOperations();

const words = apiReference;
const { sentences } = messages("en").refusals;

/** A group of operations with its page. */
export interface TagView {
  tag: Tag;
  /** What it is about. */
  text: string;
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
  /** Its own ones; `generalRefusals` has those of all. */
  refusals: RefusalLine[];
}

/** A refusal as lists show it. */
export interface RefusalLine {
  status: number;
  code: string;
  sentence: string;
}

/** Every group of operations by name, what has one address together. */
export function tagViews(): TagView[] {
  const byTag = [...Map.groupBy(operations, ({ tag }) => tag)];
  return byTag.toSorted(([a], [b]) => a < b ? -1 : 1).map(([tag, each]) => ({
    tag,
    text: words.tags[tag],
    href: hrefOf(tag),
    operations: inOrder(each).map(lineOf),
  }));
}

/** The operations of a group by the name in its address, and the objects that they share; null for an unknown one. */
export function operationsOf(slug: string, place: CurlPlace) {
  const found = inOrder(operations.filter(({ tag }) => slugify(tag) === slug));
  const [first] = found;
  if (!first) return null;
  const { shapes, shapeOf } = sharedShapes(found);
  return {
    tag: first.tag,
    text: words.tags[first.tag],
    operations: found.map((each) => viewOf(each, place, shapeOf)),
    shapes,
  };
}

/** What any operation may refuse: for its key, its input, its Idempotency-Key or because there are too many requests. */
export function generalRefusals(): RefusalLine[] {
  const codes = operations.flatMap((each) => {
    const own = new Set(each.refusals);
    return refusalsOf(each).filter((code) => !own.has(code));
  });
  return refusalLines([...new Set(codes)]);
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

function viewOf(each: Operation, place: CurlPlace, shapeOf: ShapeOf): OperationView {
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
      fields: rowsOf(answer, shapeOf).filter(({ name }) => name !== "ok"),
    },
    refusals: refusalLines(each.refusals),
  };
}

function refusalLines(codes: readonly RefusalCode[]): RefusalLine[] {
  return codes.map((code) => ({ status: statusOf[code], code, sentence: sentences[code] }))
    .toSorted((a, b) => a.status - b.status);
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
    shape: null,
  });
  return [
    ...pathNames(each.path).map((name) => ({
      name,
      type: places.path,
      isRequired: true,
      text: each.params?.[name] ?? "",
      shape: null,
    })),
    ...query.map((row) => ({ ...row, type: `${places.query}, ${row.type}` })),
    ...each.idempotency === "required"
      ? [header("Idempotency-Key", true, words.keyRequired)]
      : each.idempotency
      ? [header("Idempotency-Key", false, words.keyAccepted)]
      : [],
    ...isConditional(each) ? [header("If-Match", false, words.ifMatch)] : [],
  ];
}
