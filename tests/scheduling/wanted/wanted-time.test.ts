import assert from "node:assert/strict";
import { reasonCodes } from "$lib/scheduling/slot-reasons.ts";
import {
  parseSlot,
  slotText,
  wantedReasons,
  wantedReasonsOf,
} from "$lib/scheduling/wanted/wanted-time.ts";

Deno.test("wantedReasonsOf: each reason once and in order; a time that has passed is none", () => {
  assert.deepEqual(wantedReasonsOf(["PENDING", "BUSY", "HOURS", "OVERRIDE", "NOTICE"]), [
    "notice",
    "hours",
    "busy",
  ]);
  assert.deepEqual(wantedReasonsOf(["PAST", "HOURS"]), []);
  const all = reasonCodes.filter((code) => code !== "PAST");
  assert.deepEqual(wantedReasonsOf(all), [...wantedReasons]);
});

Deno.test("slotText: a half hour or a day of the week, and back", () => {
  for (const slot of [{ weekday: 4, halfHour: 35 }, { weekday: 7, halfHour: null }]) {
    assert.deepEqual(parseSlot(slotText(slot)), slot);
  }
  assert.equal(slotText({ weekday: 4, halfHour: 35 }), "4 35");
});
