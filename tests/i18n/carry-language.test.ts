import assert from "node:assert/strict";
import { withLanguage } from "$lib/scheduling/language.ts";

const carried = [
  ["/calendar/ada/intro-call", "de", "/calendar/ada/intro-call?lang=de"],
  ["/booking/abc?lang=en&again=1", "de", "/booking/abc?again=1&lang=de"],
  [
    "/booking/abc/reschedule?slot=1#details",
    "ar",
    "/booking/abc/reschedule?slot=1&lang=ar#details",
  ],
  ["?/sendLink", "es", "?/sendLink&lang=es"],
  ["/auth/sign-in", null, "/auth/sign-in"],
] as const;

for (const [path, language, expected] of carried) {
  Deno.test(`withLanguage: ${path} in ${language} is ${expected}`, () => {
    assert.equal(withLanguage(path, language), expected);
  });
}
