import assert from "node:assert/strict";
import { numberFrom, splitList } from "$lib/scheduling/typed-text.ts";

Deno.test("numbers of a form: points, commas and Arabic digits, lists with any comma or semicolon", () => {
  assert.equal(numberFrom(" 1,5 "), 1.5);
  assert.equal(numberFrom("١٫٥"), 1.5);
  assert.equal(numberFrom(""), NaN);
  assert.equal(numberFrom("١x"), NaN);
  assert.deepEqual(splitList("30, 45;60").map(numberFrom), [30, 45, 60]);
  assert.deepEqual(splitList("٣٠، ٤٥؛٦٠ ۹۰").map(numberFrom), [30, 45, 60, 90]);
});
