import assert from "node:assert/strict";
import {
  type DisplayOptions,
  formatHour,
  formatInstant,
  formatOffset,
  formatShortWhen,
} from "$lib/i18n/date-time.ts";

const instant = Date.UTC(2026, 10, 24, 13, 30);
const readers: Record<string, [short: string, long: string]> = {
  en: ["Tue 24 Nov, 14:30", "Tuesday, 24 November 2026, 14:30 (Europe/Berlin, GMT+1)"],
  ar: ["الثلاثاء، 24 نوفمبر، 14:30", "الثلاثاء، 24 نوفمبر 2026، 14:30 (Europe/Berlin، GMT+1)"],
};

for (const [language, [short, long]] of Object.entries(readers)) {
  Deno.test(`a date and its time in ${language}: ${short}`, () => {
    const reader: DisplayOptions = { zone: "Europe/Berlin", language, hourCycle: 24 };
    const plain = (text: string) => text.replace(/\p{Cf}/gu, "");
    assert.equal(plain(formatShortWhen(instant, reader)), short);
    assert.equal(plain(formatInstant(instant, reader)), long);
  });
}

Deno.test("a zone with its offset in Arabic: either stands apart, and GMT+1 is read from left to right", () => {
  const reader: DisplayOptions = { zone: "Europe/Berlin", language: "ar", hourCycle: 24 };
  const text = formatInstant(instant, reader);
  assert.ok(text.endsWith("(\u2068Europe/Berlin\u2069، \u2068GMT+1\u2069)"), text);
  assert.equal(formatOffset(instant, reader), "GMT+1");
  assert.equal(formatOffset(instant, { ...reader, language: "fr" }), "UTC+1");
});

Deno.test("formatHour: short by the 12-hour clock of each language", () => {
  const hour = (language: string, hourCycle: 12 | 24 = 12) =>
    formatHour(17 * 60, { language, hourCycle }).replace(/\s/g, " ");
  const found = ["en", "de", "fr", "es", "ar"].map((language) => hour(language));
  assert.deepEqual(found, ["5 PM", "5 PM", "5 PM", "5 p. m.", "5 م"]);
  assert.equal(hour("en", 24), "17:00");
});
