import assert from "node:assert/strict";
import * as v from "valibot";
import { operations } from "../support/operations.ts";

/** Longer than every text that is taken, files in base64 included; all ids are part of keys of the store, which has 2,048 bytes for each. */
const long = "x".repeat(1_300_000);

Deno.test("every text that an operation takes has a longest length", () => {
  const unbounded = operations.flatMap(({ id, query, body }) =>
    [query, body].flatMap((schema) => schema ? unboundedIn(schema, id) : [])
  );
  assert.deepEqual(unbounded, []);
});

/** The texts of a schema that take any length, by their paths. */
function unboundedIn(schema: v.GenericSchema, at: string): string[] {
  const first = ("pipe" in schema ? (schema.pipe as v.GenericSchema[])[0] : schema)!;
  if (first.type === "string") return v.is(schema, long) ? [at] : [];
  if ("wrapped" in first) return unboundedIn(first.wrapped as v.GenericSchema, at);
  if ("item" in first) return unboundedIn(first.item as v.GenericSchema, `${at}[]`);
  if ("options" in first && first.type !== "picklist") {
    return (first.options as v.GenericSchema[]).flatMap((each) => unboundedIn(each, at));
  }
  return Object.entries("entries" in first ? first.entries as v.ObjectEntries : {})
    .flatMap(([name, each]) => unboundedIn(each as v.GenericSchema, `${at} ${name}`));
}
