import assert from "node:assert/strict";
import fc from "fast-check";
import { Slug } from "$lib/scheduling/event-type.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { freeSlug, slugOf } from "$lib/scheduling/slug.ts";

Deno.test("slugOf folds accents and joins words", () => {
  assert.equal(slugOf("  Café & Croissant: 30 min! "), "cafe-croissant-30-min");
  assert.equal(slugOf("Größe ändern für Übermüdete"), "groesse-aendern-fuer-uebermuedete");
  assert.equal(slugOf("Fu\u0308r"), "fuer", "a character and its mark apart");
  assert.equal(slugOf("Reunión bilingüe del año, ça va"), "reunion-bilingue-del-ano-ca-va");
  assert.equal(slugOf("会議"), "");
});

Deno.test("slugOf makes an acceptable slug of any text, or none", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
    const slug = slugOf(text);
    assert(slug === "" || parse(Slug, slug).ok, slug);
  }));
});

Deno.test("freeSlug gives a valid slug that is not taken, however long the input", () => {
  const input = "a".repeat(62) + "-b";
  const taken = new Set([input]);
  for (let n = 0; n < 12; n++) {
    const slug = freeSlug(input, taken);
    assert(parse(Slug, slug).ok && !taken.has(slug), slug);
    taken.add(slug);
  }
});
