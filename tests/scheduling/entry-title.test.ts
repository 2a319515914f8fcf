import assert from "node:assert/strict";
import fc from "fast-check";
import { shortTitle, titleOf } from "$lib/scheduling/entry-title.ts";

Deno.test("shortTitle: one line of at most 120 characters, none cut in two", () => {
  assert.equal(shortTitle(" Dentist,\r\n\troom 4\u0000 "), "Dentist, room 4");
  assert.equal([...shortTitle("🎈".repeat(200))].length, 120);
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), (title) => {
      const short = shortTitle(title);
      assert.ok([...short].length <= 120);
      assert.ok(short.isWellFormed());
    }),
  );
});

Deno.test("titleOf: of the entry at exactly this time, else of those that overlap", () => {
  const entries = [
    { start: 0, end: 10, title: "A" },
    { start: 5, end: 15, title: "B" },
    { start: 20, end: 30, title: null },
  ];
  assert.equal(titleOf({ start: 0, end: 10 }, entries), "A");
  assert.equal(titleOf({ start: 0, end: 15 }, entries), "A · B");
  assert.equal(titleOf({ start: 10, end: 15 }, entries), "B");
  assert.equal(titleOf({ start: 20, end: 30 }, entries), null);
  assert.equal(titleOf({ start: 0, end: 30 }, entries), "A · B");
  assert.equal(titleOf({ start: 40, end: 50 }, entries), "");
});

Deno.test("titleOf: of many entries at one time three, and how many more", () => {
  const time = { start: 0, end: 10 };
  const entries = ["A", "B", "C", "A", "D", "E"].map((title) => ({ ...time, title }));
  assert.equal(titleOf(time, entries), "A · B · C · +2");
});
