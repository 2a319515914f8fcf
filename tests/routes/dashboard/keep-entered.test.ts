import assert from "node:assert/strict";
import { keepEntered } from "../../../src/routes/dashboard/keep-entered.ts";

const list = (ids: string) => [...ids].map((id) => ({ id }));
const kept = (pending: string, shown: string, entered: string) =>
  keepEntered(list(pending), list(shown), new Set(entered)).map(({ id }) => id).join("");

Deno.test("keepEntered keeps a request with an entered message where it stood", () => {
  assert.equal(kept("ac", "abc", "b"), "abc");
  assert.equal(kept("c", "abc", "ab"), "abc");
  assert.equal(kept("xacy", "abc", "b"), "xabcy");
  assert.equal(kept("", "abc", "c"), "c");
});

Deno.test("keepEntered keeps no request without one, and none twice", () => {
  assert.equal(kept("ac", "abc", ""), "ac");
  assert.equal(kept("abc", "abc", "b"), "abc");
});
