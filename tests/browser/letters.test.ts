import assert from "node:assert/strict";
import type { LetterFacts } from "$lib/server/mail/letter.ts";
import { writeLetter } from "$lib/server/mail/letters.ts";
import { asked, factsOf } from "../support/a-booking.ts";
import { openBrowser, violations } from "../support/browser.ts";
import { needs } from "../support/needs.ts";

const kinds: [LetterFacts["kind"], LetterFacts["to"]][] = [
  ["request-received", "guest"],
  ["please-decide", "host"],
  ["guest-confirmed", "guest"],
  ["host-confirmed", "host"],
  ["rejected", "guest"],
  ["expired", "guest"],
  ["times-proposed", "guest"],
];

Deno.test(
  "letters: every one is readable at 320, 390 and 680 px, light and dark: nothing overflows, axe finds nothing",
  needs("chromium"),
  async () => {
    const browser = await openBrowser();
    if (!browser) return;
    const long = "Donaudampfschifffahrtsgesellschaftskapitän".repeat(3);
    const booking = asked({
      askedBecause: "stale",
      proposed: [asked().start + 3_600_000, asked().start + 86_400_000],
      message: `See ${long}`,
      guest: { ...asked().guest, name: long, note: `${long}\n${long}` },
      type: { ...asked().type, title: `Tea with ${long}` },
    });
    for (const colorScheme of ["light", "dark"] as const) {
      const page = await browser.newPage({ colorScheme });
      for (const [kind, to] of kinds) {
        await page.setContent(writeLetter(factsOf(kind, to, booking)).html);
        for (const width of [320, 390, 680]) {
          await page.setViewportSize({ width, height: 800 });
          const drawn = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(drawn <= width, `${kind} is ${drawn} px wide at ${width}`);
        }
        // Mail programs put a letter into a page of their own, which has the landmarks.
        const found = (await violations(page)).filter((one) => !/^(region|landmark-)/.test(one));
        assert.deepEqual(found, [], `${kind} ${colorScheme}`);
      }
      await page.close();
    }
    await browser.close();
  },
);
