import assert from "node:assert/strict";
import { formatDurations } from "$lib/i18n/duration.ts";

Deno.test("formatDurations: one short form, in every language", () => {
  const shown = ["en", "de", "fr", "es"].map((each) =>
    formatDurations([15, 60, 90, 125], each).replaceAll("\u00a0", " ")
  );
  assert.deepEqual(shown, [
    "15 min · 1 h · 1 h 30 · 2 h 05",
    "15 Min. · 1 Std. · 1:30 Std. · 2:05 Std.",
    "15 min · 1 h · 1 h 30 · 2 h 05",
    "15 min · 1 h · 1 h 30 · 2 h 05",
  ]);
  assert.match(formatDurations([90], "ar"), /1\P{L}+س\P{L}+30\P{L}+د/u);
});
