import assert from "node:assert/strict";
import { toAmountAndUnit } from "$lib/scheduling/durations.ts";

Deno.test("toAmountAndUnit: the largest unit without a fraction, and hours for none at all", () => {
  const shown = [0, 45, 60, 90, 1440, 1500, 2880].map((minutes) => {
    const { amount, unit } = toAmountAndUnit(minutes);
    return `${amount} ${unit}`;
  });
  assert.deepEqual(shown, [
    "0 hours",
    "45 minutes",
    "1 hours",
    "90 minutes",
    "1 days",
    "25 hours",
    "2 days",
  ]);
});
