/** TypeScript types of the client, from the operations' JSON Schemas. */
import type { JsonSchema } from "@valibot/to-json-schema";
import { answerSchema, inputSchema } from "./json-schema.ts";
import { isStrict, pathNames, refusalsOf } from "./openapi.ts";
import type { Operation } from "./operation.ts";

/** The declarations of one installation's client: a method for each operation, with its input, answer and refusals. */
export function clientTypes(operations: readonly Operation[]): string {
  const groups = Map.groupBy(operations, ({ id }) => id.split(".")[0]!);
  const members = [...groups].map(([group, all]) =>
    `  ${group}: {\n${all.map((each) => method(each)).join("\n")}\n  };`
  );
  return `/** The operations of the API, by group. */\nexport interface Invito {\n${
    members.join("\n")
  }\n}\n`;
}

function method(each: Operation): string {
  const input = inputType(each);
  const codes = refusalsOf(each).map((code) => JSON.stringify(code)).join(" | ");
  const argument = input === null
    ? "input?: {}"
    : isAllOptional(each)
    ? `input?: ${input}`
    : `input: ${input}`;
  return `    /** ${each.summary}. */\n    ${
    each.id.split(".")[1]
  }(${argument}, options?: CallOptions): Promise<${
    each.file ? "{ ok: true; text: string }" : typeOf(answerSchema(each.answer))
  } | Refusal<${codes}>>;`;
}

function inputType(each: Operation): string | null {
  const parts = [
    ...pathNames(each.path).map((name) => `{ ${name}: string }`),
    ...each.query
      ? [
        typeOf(inputSchema(each.query, isStrict(each))).replaceAll(": string", ": string | number"),
      ]
      : [],
    ...each.body ? [typeOf(inputSchema(each.body, isStrict(each)))] : [],
  ];
  return parts.length === 0 ? null : parts.join(" & ");
}

function isAllOptional(each: Operation): boolean {
  if (each.path.includes("{")) return false;
  return [each.query, each.body].every((schema) =>
    !schema || (inputSchema(schema, false).required ?? []).length === 0
  );
}

/** A JSON Schema as a TypeScript type. */
export function typeOf(schema: JsonSchema | boolean): string {
  if (typeof schema === "boolean") return "unknown";
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return [...new Set(options.map((each) => typeOf(each as JsonSchema)))].join(" | ");
  if (schema.allOf) {
    return schema.allOf.map((each) => `(${typeOf(each as JsonSchema)})`).join(" & ");
  }
  switch (schema.type) {
    case "string":
      return "string";
    case "integer":
    case "number":
      return "number";
    case "boolean":
      return "boolean";
    case "null":
      return "null";
    case "array":
      return schema.items ? `(${typeOf(schema.items as JsonSchema)})[]` : "unknown[]";
    case "object":
      return objectType(schema);
    default:
      return "unknown";
  }
}

function objectType({ properties, required = [], additionalProperties }: JsonSchema): string {
  const members = Object.entries(properties ?? {}).map(([name, schema]) =>
    `${JSON.stringify(name)}${required.includes(name) ? "" : "?"}: ${typeOf(schema as JsonSchema)}`
  );
  if (members.length > 0) return `{ ${members.join("; ")} }`;
  return typeof additionalProperties === "object"
    ? `Record<string, ${typeOf(additionalProperties as JsonSchema)}>`
    : "Record<string, unknown>";
}
