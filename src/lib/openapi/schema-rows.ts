import type { JsonSchema } from "@valibot/to-json-schema";

/** One field of a JSON Schema as a table shows it. */
export interface SchemaRow {
  /** With the fields that it is within: `guest.name`, `slots[].startsAt`. */
  name: string;
  type: string;
  isRequired: boolean;
  text: string;
  /** The name under which its object is described elsewhere. */
  shape: string | null;
}

const MAX_DEPTH = 3;

/** The name under which an object is described elsewhere; null where it is not. */
export type ShapeOf = (object: JsonSchema) => string | null;

/** The fields of an object, nested ones after the one that has them unless they are described elsewhere. */
export function rowsOf(schema: JsonSchema, shapeOf: ShapeOf = () => null): SchemaRow[] {
  return rowsWithin(schema, "", 0, shapeOf);
}

function rowsWithin(
  { properties = {}, required = [] }: JsonSchema,
  within: string,
  depth: number,
  shapeOf: ShapeOf,
): SchemaRow[] {
  return Object.entries(properties as Record<string, JsonSchema>).flatMap(([name, field]) => {
    const path = within + name;
    const inner = objectWithin(field);
    const shape = inner && shapeOf(inner);
    const row = {
      name: path,
      type: typeOf(field),
      isRequired: required.includes(name),
      text: textOf(field),
      shape,
    };
    if (!inner || shape !== null || depth >= MAX_DEPTH) return [row];
    const start = objectOf(field) ? `${path}.` : `${path}[].`;
    return [row, ...rowsWithin(inner, start, depth + 1, shapeOf)];
  });
}

/** The object with named properties that a field is, or has items of. */
export function objectWithin(field: JsonSchema): JsonSchema | null {
  const object = objectOf(field);
  if (object) return object;
  const items = optionsOf(field).find(({ items }) => items)?.items as JsonSchema | undefined;
  return items ? objectOf(items) : null;
}

function objectOf(field: JsonSchema): JsonSchema | null {
  return optionsOf(field).find(({ properties }) => properties) ?? null;
}

function optionsOf(field: JsonSchema): JsonSchema[] {
  return [field, ...(field.anyOf ?? field.oneOf ?? []) as JsonSchema[]];
}

/** A type in a word or two: `string`, `"a" | "b"`, `number or null`, `string[]`. */
export function typeOf(schema: JsonSchema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((each) => JSON.stringify(each)).join(" | ");
  const options = (schema.anyOf ?? schema.oneOf ?? []) as JsonSchema[];
  if (options.length > 0) return [...new Set(options.map(typeOf))].join(" or ");
  if (schema.type === "array") {
    const items = schema.items as JsonSchema | undefined;
    return items
      ? `${/[ |]/.test(typeOf(items)) ? `(${typeOf(items)})` : typeOf(items)}[]`
      : "array";
  }
  return schema.format ?? String(schema.type ?? "any");
}

/** What else is said of a field: its description, range and default. */
function textOf(schema: JsonSchema): string {
  const { description = "", minimum, maximum, maxLength, default: usual } = schema;
  const range = minimum !== undefined && maximum !== undefined ? `${minimum} to ${maximum}` : "";
  const length = maxLength === undefined ? "" : `Up to ${maxLength} characters`;
  const isPlain = usual !== undefined && usual !== "" && typeof usual !== "object";
  const initial = isPlain
    ? `${range || length ? "default" : "Default"} ${JSON.stringify(usual)}`
    : "";
  const limits = [range, length, initial].filter(Boolean).join(", ");
  return [description, limits && `${limits}.`].filter(Boolean).join(" ");
}
