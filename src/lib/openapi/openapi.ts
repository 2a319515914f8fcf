import type { JsonSchema } from "@valibot/to-json-schema";
import type { RefusalCode } from "../scheduling/outcome.ts";
import { scopes } from "../scheduling/api-key.ts";
import { answerSchema, inputSchema } from "./json-schema.ts";
import { isChange, type Operation } from "./operation.ts";
import { problemSchema } from "./problem.ts";
import { statusOf } from "./refusal-status.ts";
import { product, version } from "../product.ts";

/** What a document says of the installation that serves it. */
export interface Installation {
  baseUrl: string;
  /** The event types of webhooks by name, with the schema of what is sent; see OpenAPI `webhooks`. */
  webhooks?: Record<string, unknown>;
}

/** The OpenAPI 3.1 document of some operations. */
export function openApiDocument(
  operations: readonly Operation[],
  { baseUrl, webhooks = {} }: Installation,
) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const each of operations) {
    (paths[each.path] ??= {})[each.method.toLowerCase()] = described(each);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: product,
      version,
      description:
        "Self-hosted scheduling. Instants are RFC 3339 in UTC, with the time zone beside them where one matters. `maxLength` counts UTF-16 code units, a line end as one, after blanks at both ends are removed. Errors are problem details (RFC 9457).",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: baseUrl }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    webhooks,
    components: {
      securitySchemes: {
        key: {
          type: "http",
          scheme: "bearer",
          description: `An API key (inv_…) with the scope that the operation names: ${
            scopes.join(", ")
          }.`,
        },
        session: { type: "apiKey", in: "cookie", name: "invito_session" },
      },
      schemas: { Problem: problemSchema },
    },
  };
}

function described(each: Operation): Record<string, unknown> {
  const parameters = [...pathParameters(each), ...queryParameters(each), ...headers(each)];
  return {
    operationId: each.id,
    tags: [each.tag],
    summary: each.summary,
    description: [each.description, accessSentence(each)].filter(Boolean).join("\n\n"),
    security: security(each),
    "x-access": each.access,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(each.body
      ? {
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: inputSchema(each.body, isStrict(each)),
              ...(each.example?.body ? { example: each.example.body } : {}),
            },
          },
        },
      }
      : {}),
    responses: {
      [each.status]: {
        description: "Done.",
        headers: answerHeaders(each),
        content: each.file
          ? { [each.file]: { schema: fileSchema(each.file) } }
          : { "application/json": { schema: answerSchema(each.answer) } },
      },
      ...problems(each),
    },
  };
}

function fileSchema(type: string): JsonSchema {
  return { type: type === "application/json" ? "object" : "string" };
}

/** Whether a change honours If-Match: it changes what has a revision already. */
export function isConditional({ revised, conditional, status, ...each }: Operation): boolean {
  return conditional ?? (revised !== undefined && isChange(each) && status === 200);
}

/** Whether fields that no schema names are refused; the public operations of older clients ignore them. */
export function isStrict({ access }: Pick<Operation, "access">): boolean {
  return access !== "public";
}

function accessSentence({ access }: Operation): string {
  if (access === "public") return "Public: needs no key.";
  if (access === "session") return "Needs a signed-in host; no API key may do this.";
  return `Needs an API key with the scope \`${access}\`, or a signed-in host.`;
}

function security({ access }: Operation): Record<string, string[]>[] {
  if (access === "public") return [];
  return access === "session" ? [{ session: [] }] : [{ key: [] }, { session: [] }];
}

/** The names in the braces of a path. */
export function pathNames(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
}

function pathParameters({ path, params = {}, example }: Operation): unknown[] {
  return pathNames(path).map((name) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string", minLength: 1, maxLength: 256 },
    ...(params[name] ? { description: params[name] } : {}),
    ...(example?.params?.[name] ? { example: example.params[name] } : {}),
  }));
}

function queryParameters({ query, example, ...each }: Operation): unknown[] {
  if (!query) return [];
  const { properties = {}, required = [] } = inputSchema(query, isStrict(each));
  return Object.entries(properties as Record<string, JsonSchema>).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
    ...(example?.query?.[name] ? { example: example.query[name] } : {}),
  }));
}

function headers(each: Operation): unknown[] {
  return [
    ...each.idempotency
      ? [{
        name: "Idempotency-Key",
        in: "header",
        required: each.idempotency === "required",
        description:
          "16 to 200 characters. The same request with the same key is carried out once.",
        schema: { type: "string", pattern: "^[\\x21-\\x7e]{16,200}$" },
      }]
      : [],
    ...isConditional(each)
      ? [{
        name: "If-Match",
        in: "header",
        required: false,
        description: "The ETag of what is changed; 412 if it was changed since.",
        schema: { type: "string" },
      }]
      : [],
  ];
}

function answerHeaders(each: Operation): Record<string, unknown> {
  return each.revised ? { ETag: { description: "Its revision.", schema: { type: "string" } } } : {};
}

/** Statuses of the refusals that an operation can answer with, and what they mean. */
function problems(each: Operation): Record<number, unknown> {
  const byStatus = Map.groupBy(refusalsOf(each), (code) => statusOf[code]);
  if (isConditional(each)) byStatus.set(412, ["changed"]);
  if (isChange(each)) byStatus.set(413, ["malformed"]);
  return Object.fromEntries(
    [...byStatus, [500, []] as const].map(([status, codes]) => [status, {
      description: codes.length > 0 ? codes.join(", ") : "An error of the program.",
      content: {
        "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } },
      },
    }]),
  );
}

/** Every refusal that an operation can answer with: its own, and those of access, method and input. */
export function refusalsOf(each: Operation): RefusalCode[] {
  const signedIn: RefusalCode[] = [
    "signed-out",
    "key-invalid",
    each.access === "session" ? "session-needed" : "scope-missing",
  ];
  return [
    ...new Set<RefusalCode>([
      "too-many",
      "overloaded",
      "malformed",
      ...each.access === "public" ? [] : signedIn,
      // Signed-in routes refuse parameters that they do not know.
      ...each.query || each.body || isStrict(each) ? ["invalid"] as const : [],
      ...each.path.includes("{") ? ["not-found"] as const : [],
      ...isChange(each) ? ["forbidden", "busy", "cannot-save"] as const : [],
      ...each.idempotency
        ? ["key-reused", "in-progress", "answer-lost", "key-required"] as const
        : [],
      ...each.refusals,
    ]),
  ];
}
