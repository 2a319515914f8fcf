import assert from "node:assert/strict";
import { preferredHourCycle } from "$lib/server/views/picker/preferred-hour-cycle.ts";

Deno.test("preferredHourCycle is the clock of the first language, and null where it names none", () => {
  const table: [string | null, 12 | 24 | null][] = [
    ["en-US,en;q=0.9", 12],
    ["en-GB,en-US;q=0.7", 24],
    ["de", 24],
    ["ar-EG", 12],
    ["ja-JP", 24],
    ["en-GB-u-hc-h12", 12],
    [null, null],
    ["", null],
    ["*", null],
    ["en-12", null],
    ["x".repeat(5000), null],
    ["<script>", null],
  ];
  for (const [header, clock] of table) {
    assert.equal(preferredHourCycle(header), clock, String(header));
  }
});
