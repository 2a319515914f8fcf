import assert from "node:assert/strict";
import type { JsonSchema } from "@valibot/to-json-schema";
import * as v from "valibot";
import { exampleOf } from "$lib/openapi/example.ts";
import { answerSchema, inputSchema } from "$lib/openapi/json-schema.ts";
import { rowsOf } from "$lib/openapi/schema-rows.ts";

const schema = inputSchema(
  v.object({
    name: v.pipe(v.string(), v.maxLength(80), v.description("Its name.")),
    length: v.optional(v.pipe(v.number(), v.minValue(5), v.maxValue(480)), 30),
    until: v.optional(v.nullable(v.string()), null),
    kind: v.picklist(["a", "b"]),
    windows: v.array(v.object({ start: v.string() })),
  }),
  true,
);

Deno.test("rowsOf: each field with its type, what it may be and what is within it", () => {
  assert.deepEqual(
    rowsOf(schema).map(({ name, type, isRequired, text }) =>
      [name, type, isRequired ? "required" : "", text].join(" / ")
    ),
    [
      "name / string / required / Its name. Up to 80 characters.",
      "length / number /  / 5 to 480, default 30.",
      "until / string or null /  / ",
      'kind / "a" | "b" / required / ',
      "windows / object[] / required / ",
      "windows[].start / string / required / ",
    ],
  );
});

Deno.test("rowsOf: an object that is described elsewhere is named, its fields are left out", () => {
  const isWindow = ({ properties = {} }: JsonSchema) => "start" in properties;
  const rows = rowsOf(schema, (object) => isWindow(object) ? "window" : null);
  assert.deepEqual(rows.at(-1), {
    name: "windows",
    type: "object[]",
    isRequired: true,
    text: "",
    shape: "window",
  });
});

Deno.test("exampleOf: names that say what they hold have a value of that kind", () => {
  const answer = answerSchema(v.object({ timezone: v.string(), test: v.boolean() }));
  assert.deepEqual(exampleOf(answer), { ok: true, timezone: "Europe/Berlin", test: false });
});

Deno.test("exampleOf: a value of every field, or of those that are needed", () => {
  assert.deepEqual(exampleOf(schema), {
    name: "Grace Hopper",
    length: 30,
    until: "…",
    kind: "a",
    windows: [{ start: "…" }],
  });
  assert.deepEqual(Object.keys(exampleOf(schema, "needed") as object), ["name", "kind", "windows"]);
});
