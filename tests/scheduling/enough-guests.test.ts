import assert from "node:assert/strict";
import { hasEnough } from "$lib/scheduling/enough-guests.ts";

Deno.test("hasEnough: what fewer than three guests did is not broken down", () => {
  assert.deepEqual([0, 1, 2, 3, 4].map(hasEnough), [false, false, false, true, true]);
});
