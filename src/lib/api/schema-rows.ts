import type { JsonSchema } from "@valibot/to-json-schema";

/** One field of a JSON Schema as a table shows it. */
export interface SchemaRow {
  /** With the fields that it is within: `guest.name`, `slots[].startsAt`. */
  name: string;
  type: string;
  isRequired: boolean;
  text: string;
}

const MAX_DEPTH = 3;

/** The fields of an object, nested ones after the one that has them. */
export function rowsOf(schema: JsonSchema, within = "", depth = 0): SchemaRow[] {
  const { properties = {}, required = [] } = schema;
  return Object.entries(properties as Record<string, JsonSchema>).flatMap(([name, field]) => {
    const path = within + name;
    const inner = depth < MAX_DEPTH ? nestedRows(field, path, depth + 1) : [];
    const row = {
      name: path,
      type: typeOf(field),
      isRequired: required.includes(name),
      text: textOf(field),
    };
    return [row, ...inner];
  });
}

function nestedRows(field: JsonSchema, path: string, depth: number): SchemaRow[] {
  const options = [field, ...(field.anyOf ?? field.oneOf ?? []) as JsonSchema[]];
  const object = options.find(({ properties }) => properties);
  if (object) return rowsOf(object, `${path}.`, depth);
  const items = options.find(({ items }) => items)?.items as JsonSchema | undefined;
  return items?.properties ? rowsOf(items, `${path}[].`, depth) : [];
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
  const length = maxLength === undefined ? "" : `up to ${maxLength} characters`;
  const isPlain = usual !== undefined && usual !== "" && typeof usual !== "object";
  const initial = isPlain ? `default ${JSON.stringify(usual)}` : "";
  return [description, [range, length, initial].filter(Boolean).join(", ")].filter(Boolean).join(
    " ",
  );
}
