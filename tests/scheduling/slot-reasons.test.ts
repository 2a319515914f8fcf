import assert from "node:assert/strict";
import { isTaken, reasonCodes, redactedCode } from "$lib/scheduling/slot-reasons.ts";

Deno.test("isTaken: what holds the time, and nothing that only does not offer it", () => {
  const taken = reasonCodes.filter((code) => isTaken({ code }));
  assert.deepEqual(taken, ["BUSY", "BOOKED", "PENDING", "BUFFER"]);
});

Deno.test("redactedCode: members see neither what closes a colleague's day nor that it is only asked for", () => {
  const hidden = reasonCodes.filter((code) => redactedCode(code) !== code);
  assert.deepEqual(hidden.map((code) => [code, redactedCode(code)]), [
    ["OVERRIDE", "HOURS"],
    ["TIMEOFF", "HOURS"],
    ["HOLIDAY", "HOURS"],
    ["PENDING", "BOOKED"],
  ]);
});
