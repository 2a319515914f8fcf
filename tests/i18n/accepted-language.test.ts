import assert from "node:assert/strict";
import { acceptedLanguage } from "$lib/i18n/accepted-language.ts";

const offered = ["en", "de", "fr", "es", "ar"] as const;

const headers = [
  ["de", "de"],
  ["de-AT,de;q=0.9,en;q=0.8", "de"],
  ["pl,de;q=0.5,fr;q=0.7", "fr"],
  ["pl-PL", null],
  ["*", null],
  ["", null],
  [null, null],
  ["fr;q=0,es;q=0.1", "es"],
  ["AR-eg", "ar"],
  ["en;q=abc,de;q=0.1", "de"],
  [`${"x,".repeat(5_000)}de`, null],
  ["de;level=1;q=0.2, es;q=0.3", "es"],
  ["zh-Hant-TW, fr-CA", "fr"],
] as const;

for (const [header, language] of headers) {
  Deno.test(`accepted language of ${String(header).slice(0, 40)}: ${language}`, () => {
    assert.equal(acceptedLanguage(header, offered), language);
  });
}
