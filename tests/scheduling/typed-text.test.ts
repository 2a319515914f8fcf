import assert from "node:assert/strict";
import {
  numberFrom,
  numbersFrom,
} from "../../src/routes/dashboard/[...owner=owner]/event-types/editor/form-text.ts";

Deno.test("numbers of a form: points, commas and Arabic digits, lists with any comma or semicolon", () => {
  assert.equal(numberFrom(" 1,5 "), 1.5);
  assert.equal(numberFrom("١٫٥"), 1.5);
  assert.equal(numberFrom(""), NaN);
  assert.equal(numberFrom("١x"), NaN);
  assert.deepEqual(numbersFrom("30, 45;60"), [30, 45, 60]);
  assert.deepEqual(numbersFrom("٣٠، ٤٥؛٦٠ ۹۰"), [30, 45, 60, 90]);
});
