import assert from "node:assert/strict";
import fc from "fast-check";
import { seed } from "./seed.ts";

Deno.test("fast-check draws from the seed of the run", () => {
  assert.equal(fc.readConfigureGlobal().seed, seed);
});
