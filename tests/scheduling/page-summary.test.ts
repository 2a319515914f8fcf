import assert from "node:assert/strict";
import fc from "fast-check";
import { pageSummary } from "$lib/scheduling/page-summary.ts";

Deno.test("pageSummary: a short text stays, in one line", () => {
  assert.equal(pageSummary("  Bread,\n\ncompilers  "), "Bread, compilers");
});

Deno.test("pageSummary: a long text is cut at a word, any text within 201 characters", () => {
  const long = "sourdough ".repeat(40);
  assert.match(pageSummary(long), /sourdough…$/);
  fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 900 }), (text) => {
    const summary = pageSummary(text.toWellFormed());
    assert(summary.length <= 201);
    assert(summary.isWellFormed());
    assert(!/[\r\n]/.test(summary));
  }));
});
