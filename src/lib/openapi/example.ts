import type { JsonSchema } from "@valibot/to-json-schema";

const strings: Record<string, string> = {
  "date-time": "2027-03-01T09:00:00Z",
  "date": "2027-03-01",
  "email": "grace@example.org",
  "uri": "https://example.org",
};

/** What fields of these names hold in an example of every field. */
const named: Record<string, unknown> = {
  username: "ada",
  name: "Grace Hopper",
  slug: "intro-call",
  title: "Intro call",
  timezone: "Europe/Berlin",
  email: "grace@example.org",
  endsAt: "2027-03-01T09:30:00Z",
  test: false,
  viaWidget: false,
};

/** A value that a JSON Schema describes: of an object every field, or only what is needed. */
export function exampleOf(schema: JsonSchema, which: "all" | "needed" = "all", depth = 0): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.examples?.[0] !== undefined) return schema.examples[0];
  if (schema.default !== undefined && schema.default !== null) return schema.default;
  if (schema.enum) return schema.enum[0];
  const options = (schema.anyOf ?? schema.oneOf ?? []) as JsonSchema[];
  if (options.length > 0) {
    return exampleOf(options.find(({ type }) => type !== "null") ?? options[0]!, which, depth);
  }
  switch (schema.type) {
    case "object":
      return exampleObject(schema, which, depth);
    case "array": {
      const items = schema.items as JsonSchema | undefined;
      return items && depth < MAX_DEPTH ? [exampleOf(items, which, depth + 1)] : [];
    }
    case "string":
      return strings[schema.format ?? ""] ?? "…";
    case "integer":
    case "number":
      return schema.minimum ?? 1;
    case "boolean":
      return true;
    default:
      return null;
  }
}

const MAX_DEPTH = 4;

function exampleObject(
  { properties = {}, required = [] }: JsonSchema,
  which: "all" | "needed",
  depth: number,
): Record<string, unknown> {
  if (depth >= MAX_DEPTH) return {};
  return Object.fromEntries(
    Object.entries(properties as Record<string, JsonSchema>)
      .filter(([name]) => which === "all" || required.includes(name))
      .map((
        [name, schema],
      ) => [name, namedExample(name, schema, which) ?? exampleOf(schema, which, depth + 1)]),
  );
}

function namedExample(name: string, schema: JsonSchema, which: "all" | "needed"): unknown {
  const example = named[name];
  if (which === "needed" || example === undefined) return undefined;
  const types = [schema, ...(schema.anyOf ?? []) as JsonSchema[]].map(({ type }) => type);
  const isPlain = schema.enum === undefined && schema.examples === undefined;
  return isPlain && types.includes(typeof example as "string") ? example : undefined;
}
