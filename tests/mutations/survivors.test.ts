import assert from "node:assert/strict";
import { readImportGraph } from "../runner/import-graph.ts";
import { parseSurvivors, readSurvivors, survivorLines, withoutThose } from "./survivors.ts";
import { guardsOf } from "./try-guards.ts";

Deno.test("survivors: each of the list still stands in its file", () => {
  const gone = withoutThose(readSurvivors(), guardsOf(readImportGraph()));
  assert.deepEqual(gone, []);
});

Deno.test("survivors: a list is written as it is read", () => {
  const list = `src/a.ts
  half: if (n === 1) return null;
  : if (isOld) throw new Error("a: b");
src/b.ts
  whole: if (n) return;
`;
  assert.deepEqual(parseSurvivors(list), [
    { file: "src/a.ts", place: "half", text: "if (n === 1) return null;" },
    { file: "src/a.ts", place: "", text: 'if (isOld) throw new Error("a: b");' },
    { file: "src/b.ts", place: "whole", text: "if (n) return;" },
  ]);
  assert.equal(survivorLines(parseSurvivors(list)), list);
});
