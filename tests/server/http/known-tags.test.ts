import assert from "node:assert/strict";
import { isKnown } from "$lib/server/http/known-tags.ts";

const cases: [ifNoneMatch: string | null, known: boolean][] = [
  ['"a"', true],
  ['W/"a"', true],
  ['"b" , W/"a" ,"c"', true],
  ["*", true],
  ['"b"', false],
  ["", false],
  [null, false],
  [`x${" ".repeat(1_000_000)}x`, false],
];
for (const [ifNoneMatch, known] of cases) {
  Deno.test(`isKnown: ${ifNoneMatch?.slice(0, 20)}`, () => {
    assert.equal(isKnown(ifNoneMatch, '"a"'), known);
    assert.equal(isKnown(ifNoneMatch, 'W/"a"'), known);
  });
}
