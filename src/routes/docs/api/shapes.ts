import type { JsonSchema } from "@valibot/to-json-schema";
import { answerSchema } from "$lib/openapi/json-schema.ts";
import type { Operation } from "$lib/openapi/operation.ts";
import { objectWithin, rowsOf, type SchemaRow, type ShapeOf } from "$lib/openapi/schema-rows.ts";

/** An object that several answers of a group have: its fields are shown once. */
export interface ShapeView {
  name: string;
  rows: SchemaRow[];
}

/** Below this many fields an object is shown where it stands. */
const MIN_FIELDS = 5;

/** The objects that several operations answer with, and how to find the name of one. */
export function sharedShapes(
  operations: readonly Operation[],
): { shapes: ShapeView[]; shapeOf: ShapeOf } {
  const found = new Map<string, { object: JsonSchema; names: string[] }>();
  for (const { answer } of operations) {
    const { properties = {} } = answerSchema(answer);
    for (const [name, field] of Object.entries(properties as Record<string, JsonSchema>)) {
      const object = objectWithin(field);
      if (!object || Object.keys(object.properties ?? {}).length < MIN_FIELDS) continue;
      const known = found.get(keyOf(object)) ?? { object, names: [] };
      found.set(keyOf(object), { object, names: [...known.names, name] });
    }
  }
  const named = new Map<string, { key: string; object: JsonSchema }>();
  const byUses = [...found].toSorted(([, a], [, b]) => b.names.length - a.names.length);
  for (const [key, { object, names }] of byUses) {
    // The singular: `booking` of `booking` and `bookings`.
    const name = names.reduce((a, b) => a.length <= b.length ? a : b);
    if (names.length > 1 && !named.has(name)) named.set(name, { key, object });
  }
  const nameByKey = new Map([...named].map(([name, { key }]) => [key, name]));
  return {
    shapes: [...named].map(([name, { object }]) => ({ name, rows: rowsOf(object) })),
    shapeOf: (object) => nameByKey.get(keyOf(object)) ?? null,
  };
}

function keyOf({ properties }: JsonSchema): string {
  return JSON.stringify(properties);
}
