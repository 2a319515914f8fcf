import assert from "node:assert/strict";
import * as v from "valibot";
import { unknownFields } from "$lib/openapi/unknown-fields.ts";

const place = v.variant("kind", [
  v.object({ kind: v.literal("link"), url: v.string() }),
  v.object({ kind: v.literal("none") }),
]);
const schema = v.pipe(
  v.object({
    title: v.optional(v.string(), ""),
    place: v.nullable(place),
    hours: v.array(v.object({ from: v.number() })),
    answers: v.record(v.string(), v.string()),
  }),
  v.check(() => true),
);

Deno.test("unknownFields: named by their path, at the top, in lists and in forms of a variant", () => {
  const value = {
    titel: "Misspelt",
    place: { kind: "none", url: "left over" },
    hours: [{ from: 1 }, { from: 2, til: 3 }],
    answers: { anything: "goes" },
  };
  assert.deepEqual(unknownFields(schema, value), ["titel", "place.url", "hours.1.til"]);
});

Deno.test("unknownFields: none where all are known, and where it is no object at all", () => {
  const value = { title: "", place: { kind: "link", url: "x" }, hours: [], answers: {} };
  assert.deepEqual(unknownFields(schema, value), []);
  for (const other of [null, "text", 7, []]) {
    assert.deepEqual(unknownFields(schema, other), []);
  }
});

Deno.test("unknownFields: of a list in place of an object, everything in it", () => {
  assert.deepEqual(unknownFields(schema, [1, { title: "" }]), ["0", "1"]);
  assert.deepEqual(unknownFields(schema, { hours: [[{ from: 1 }]] }), ["hours.0.0"]);
});

Deno.test("unknownFields: a name of every object is unknown like any other", () => {
  assert.deepEqual(unknownFields(schema, JSON.parse('{"constructor": 1}')), ["constructor"]);
});
