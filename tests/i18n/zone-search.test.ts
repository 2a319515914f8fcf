import assert from "node:assert/strict";
import { searchZones } from "$lib/i18n/zone-search.ts";

const now = Date.parse("2026-11-23T12:00:00Z");
const reader = (language: string, zone = "UTC") => ({ language, zone, hourCycle: 24 as const });
const found = (sought: string, language: string) =>
  searchZones(sought, reader(language), now).map(({ name }) => name);

Deno.test("searchZones: a zone is found by its city, its offset and its country in the reader's language", () => {
  assert.deepEqual(found("السعودية", "ar"), ["Asia/Riyadh"]);
  assert.deepEqual(found("saudi-arabien", "de"), ["Asia/Riyadh"]);
  assert.deepEqual(found("arabie saoudite", "fr"), ["Asia/Riyadh"]);
  assert.deepEqual(found("arabia saudí", "es"), ["Asia/Riyadh"]);
  for (const language of ["ar", "de", "fr", "es", "en"]) {
    assert.deepEqual(found("riyadh", language), ["Asia/Riyadh"]);
    assert(found("+5:30", language).includes("Asia/Kolkata"), language);
    for (const minus of ["-", "−"]) {
      assert(found(`gmt${minus}3:30`, language).includes("America/St_Johns"), language);
    }
  }
});

Deno.test("searchZones: in the order of the language, as they are read", () => {
  for (const language of ["en", "de", "fr", "es", "ar"]) {
    const labels = searchZones("", reader(language), now).map(({ label }) => label).slice(1);
    const { compare } = new Intl.Collator(language);
    assert.deepEqual(labels, labels.toSorted(compare), language);
    assert(labels.length > 400, language);
  }
});

Deno.test("searchZones: the reader's own zone is the first, with the time there", () => {
  const [first, second] = searchZones("", reader("de", "Europe/Berlin"), now);
  assert.deepEqual(
    [first?.name, first?.label, first?.offset, first?.time],
    ["Europe/Berlin", "Berlin, Deutschland", "GMT+1", "13:00"],
  );
  assert(second!.name !== "Europe/Berlin");
  const times = Object.fromEntries(
    searchZones("", { ...reader("en"), hourCycle: 12 }, now).map((
      zone,
    ) => [zone.name, zone.time.replace(/\s/g, " ")]),
  );
  assert.equal(times["America/Los_Angeles"], "4:00 AM");
  assert.equal(times["Pacific/Kiritimati"], "2:00 AM");
  assert.equal(times["Asia/Kathmandu"], "5:45 PM");
});

Deno.test("searchZones: cities with the country in the reader's language; an alias stays in the list", () => {
  const label = (sought: string, language: string) =>
    searchZones(sought, reader(language), now)[0]?.label;
  assert.equal(label("kiev", "en"), "Kyiv, Ukraine");
  assert.equal(label("Buenos Aires", "fr"), "Buenos Aires, Argentine");
  assert.equal(label("Europe/Rome", "de"), "Rome, Italien");
  assert.equal(label("Singapore", "de"), "Singapur");
  assert.equal(label("riyadh", "ar"), "Riyadh، المملكة العربية السعودية");
  assert.equal(searchZones("", reader("en", "Etc/GMT+5"), now)[0]?.name, "Etc/GMT+5");
});
