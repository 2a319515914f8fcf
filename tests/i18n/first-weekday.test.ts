import assert from "node:assert/strict";
import { firstWeekday, regionOfLanguage } from "$lib/i18n/first-weekday.ts";

const monday = 1, saturday = 6, sunday = 7;

/** What a browser asks for, in a zone where weeks begin on Monday unless it says another, and the first day. */
const browsers: [accepted: string | null, first: number, zone?: string][] = [
  ["en-US,en;q=0.9", sunday],
  ["en-CA", sunday],
  ["fr-CA, fr;q=0.9", sunday],
  ["pt-BR,pt;q=0.9,en-US;q=0.8", sunday],
  ["es-MX", sunday],
  ["ar-EG,ar;q=0.9", saturday],
  ["ar-SA", sunday],
  ["ar-AE", monday],
  ["ar-MA", monday],
  ["he-IL", sunday],
  ["fa-IR", saturday],
  ["dv-MV", 5],
  ["zh-Hant-TW", sunday],
  ["en-GB", monday, "America/New_York"],
  ["de", monday],
  ["de-DE", monday, "America/New_York"],
  // The second language is no sign of where somebody is.
  ["de,en-US;q=0.7,en;q=0.3", monday],
  ["en", monday],
  ["en", sunday, "America/New_York"],
  ["en", sunday, "US/Pacific"],
  ["en", sunday, "Asia/Kolkata"],
  ["en", monday, "Australia/Sydney"],
  ["es-419,es;q=0.9", sunday, "America/Mexico_City"],
  ["es-419,es;q=0.9", monday, "America/Argentina/Buenos_Aires"],
  ["en-001", sunday, "America/Chicago"],
  ["de", saturday, "Africa/Cairo"],
  [null, sunday, "America/Sao_Paulo"],
  ["*", monday],
  ["not a tag", monday],
  [`${"x".repeat(36)}-US`, monday],
];

for (const [accepted, first, zone = "Europe/Berlin"] of browsers) {
  Deno.test(`a week begins on ${first} for ${accepted} in ${zone}`, () => {
    const region = regionOfLanguage(accepted);
    assert.equal(firstWeekday({ region, zone, language: "en" }), first);
  });
}

Deno.test("in a zone of no region a week begins where the page's language is read", () => {
  const first = (language: string) => firstWeekday({ region: null, zone: "Etc/UTC", language });
  const all = Object.fromEntries(
    ["ar", "de", "es", "fr", "fa", "he"].map((tag) => [tag, first(tag)]),
  );
  assert.deepEqual(all, { ar: 6, de: 1, es: 1, fr: 1, fa: 6, he: 7 });
});

/** What the CLDR of this runtime says of regions and their zones. */
interface Known {
  getTimeZones?(): string[] | undefined;
  getWeekInfo(): { firstDay: number };
}

Deno.test("every zone of a region has its first weekday", () => {
  const letters = Array.from({ length: 26 }, (_, n) => String.fromCharCode(65 + n));
  const wrong: string[] = [];
  for (const region of letters.flatMap((one) => letters.map((other) => one + other))) {
    const locale = new Intl.Locale(`und-${region}`) as unknown as Known;
    for (const zone of locale.getTimeZones?.() ?? []) {
      const first = firstWeekday({ region: null, zone, language: "de" });
      if (first !== locale.getWeekInfo().firstDay) wrong.push(`${region} ${zone} ${first}`);
    }
  }
  assert.deepEqual(wrong, []);
});
