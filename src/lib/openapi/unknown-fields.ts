import * as v from "valibot";

/** The fields of a value that its schema does not name, as dot paths; parsing would drop them without a word. */
export function unknownFields(schema: v.GenericSchema, value: unknown, at = ""): string[] {
  const { type } = schema;
  if (value === null || typeof value !== "object") return [];
  if ("pipe" in schema) return unknownFields((schema.pipe as v.GenericSchema[])[0]!, value, at);
  if ("wrapped" in schema) return unknownFields(schema.wrapped as v.GenericSchema, value, at);
  if ("options" in schema && (type === "union" || type === "variant")) {
    const options = schema.options as v.GenericSchema[];
    const key = "key" in schema ? schema.key as string : null;
    const fitting = options.filter((option) => key === null || hasKind(option, key, value));
    return leastUnknown(fitting, value, at);
  }
  if ("item" in schema && Array.isArray(value)) {
    return value.flatMap((each, i) =>
      unknownFields(schema.item as v.GenericSchema, each, path(at, String(i)))
    );
  }
  if (!("entries" in schema)) return [];
  const entries = schema.entries as v.ObjectEntries;
  return Object.entries(value).flatMap(([name, each]) =>
    Object.hasOwn(entries, name)
      ? unknownFields(entries[name] as v.GenericSchema, each, path(at, name))
      : [path(at, name)]
  );
}

/** Whether a form of a variant is the one that the value names. */
function hasKind(option: v.GenericSchema, key: string, value: object): boolean {
  const kind = (option as v.ObjectSchema<v.ObjectEntries, undefined>).entries[key];
  return kind !== undefined && v.is(kind, (value as Record<string, unknown>)[key]);
}

/** Of several forms that a value may have, the one that it fits best. */
function leastUnknown(options: v.GenericSchema[], value: object, at: string): string[] {
  const [best = []] = options
    .map((option) => unknownFields(option, value, at))
    .toSorted((a, b) => a.length - b.length);
  return best;
}

function path(at: string, name: string): string {
  return at ? `${at}.${name}` : name;
}
