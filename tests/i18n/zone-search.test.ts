import assert from "node:assert/strict";
import { searchZones } from "$lib/i18n/zone-search.ts";

const now = Date.parse("2026-11-23T12:00:00Z");
const found = (sought: string, language: string) =>
  searchZones(sought, { language }, now).map(({ name }) => name);

Deno.test("searchZones: a zone is found by its city, its offset and its country in the reader's language", () => {
  assert.deepEqual(found("السعودية", "ar"), ["Asia/Riyadh"]);
  assert.deepEqual(found("saudi-arabien", "de"), ["Asia/Riyadh"]);
  assert.deepEqual(found("arabie saoudite", "fr"), ["Asia/Riyadh"]);
  assert.deepEqual(found("arabia saudí", "es"), ["Asia/Riyadh"]);
  for (const language of ["ar", "de", "fr", "es", "en"]) {
    assert.deepEqual(found("riyadh", language), ["Asia/Riyadh"]);
    assert(found("+5:30", language).includes("Asia/Kolkata"), language);
  }
});

Deno.test("searchZones: in the order of the language, as they are read", () => {
  for (const language of ["en", "de", "fr", "es", "ar"]) {
    const labels = searchZones("", { language }, now).map(({ label }) => label);
    const { compare } = new Intl.Collator(language);
    assert.deepEqual(labels, labels.toSorted(compare), language);
    assert(labels.length > 400, language);
  }
});
