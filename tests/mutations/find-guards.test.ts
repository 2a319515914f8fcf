import assert from "node:assert/strict";
import { findGuards, withoutGuard, withSwitches } from "./find-guards.ts";

const source = `
export function half(n: number): number | null {
  if (n % 2 === 1) return null;
  for (const each of list) {
    if (each) {
      note(each);
      continue;
    }
    if (each) note(each);
  }
  if (n % 2 === 1) return null;
  if (n) return 1;
  else return 2;
}
const check = list.map((each) => {
  if (!each || other) throw new Error("none");
  return each;
});
`;
const guards = findGuards("half.ts", source);

Deno.test("guards: a branch without else that leaves its function or loop", () => {
  assert.deepEqual(guards.map(({ place, text }) => [place, text]), [
    ["half", "if (n % 2 === 1) return null;"],
    ["half", "if (each) { note(each); continue; }"],
    ["half", "if (n % 2 === 1) return null; // 2"],
    ["check", 'if (!each || other) throw new Error("none");'],
  ]);
});

Deno.test("guards: each can be turned off by its number", () => {
  const text = withSwitches(source, guards, 7);
  assert(text.includes("if (globalThis.guardStands?.(7) !== false && (n % 2 === 1)) return null;"));
  assert(text.includes("guardStands?.(10) !== false && (!each || other)) throw"));
  assert.equal(text.split("guardStands").length - 1, 4);
});

Deno.test("guards: one is taken out with its branch", () => {
  assert.equal(
    withoutGuard("a;\nif (b) return;\nc;", findGuards("", "a;\nif (b) return;\nc;")[0]!),
    "a;\n\nc;",
  );
});
