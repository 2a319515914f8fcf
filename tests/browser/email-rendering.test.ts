import assert from "node:assert/strict";
import { DAY, HOUR } from "$lib/scheduling/durations.ts";
import type { EmailContext } from "$lib/server/email/messages/registry.ts";
import { renderEmail } from "$lib/server/email/render.ts";
import { emailFactsOf, pendingBooking } from "../support/sample-booking.ts";
import { ben, teamBooking, teamEmailFacts } from "../support/sample-team-booking.ts";
import { openBrowser, violations } from "../support/browser.ts";
import { requires } from "../support/required-programs.ts";

const kinds: [EmailContext["kind"], EmailContext["to"]][] = [
  ["request-received", "guest"],
  ["host-requested", "host"],
  ["guest-confirmed", "guest"],
  ["host-confirmed", "host"],
  ["rejected", "guest"],
  ["expired", "guest"],
  ["times-proposed", "guest"],
];

/** A light accent, and a picture that the mail program blocks. */
const look = {
  accent: "#ffe066",
  picture: { src: "data:,", alt: "Donaudampfschifffahrtsgesellschaftskapitän" },
  hideBranding: true,
};

const teamKinds: [EmailContext["kind"], EmailContext["to"]][] = [
  ["guest-confirmed", "guest"],
  ["guest-reassigned", "guest"],
  ["host-assigned", "host"],
  ["host-released", "host"],
  ["member-withdrew", "host"],
];

Deno.test(
  "emails: each is readable at 320, 390 and 680 px in both themes, without overflow or axe findings",
  requires("chromium"),
  async () => {
    await using browser = await openBrowser();
    const long = "Donaudampfschifffahrtsgesellschaftskapitän".repeat(3);
    const booking = pendingBooking({
      approvalReason: "stale",
      proposed: [pendingBooking().start + HOUR, pendingBooking().start + DAY],
      message: `See ${long}`,
      guest: { ...pendingBooking().guest, name: long, note: `${long}\n${long}` },
      type: { ...pendingBooking().type, title: `Tea with ${long}` },
    });
    const eight = Array.from({ length: 8 }, (_, i) => ({ ...ben, id: `h_${i}`, name: long }));
    const ofEight = teamBooking(eight, { name: long });
    for (const colorScheme of ["light", "dark"] as const) {
      const page = await browser.newPage({ colorScheme });
      const emails = [
        ...kinds.map(([kind, to]) => emailFactsOf(kind, to, booking)),
        { ...emailFactsOf("guest-confirmed", "guest", booking), look },
        ...teamKinds.map(([kind, to]) => teamEmailFacts(kind, to, ofEight, { hosts: eight })),
      ];
      for (const facts of emails) {
        const { kind } = facts;
        await page.setContent(renderEmail(facts).html);
        for (const width of [320, 390, 680]) {
          await page.setViewportSize({ width, height: 800 });
          const drawn = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(drawn <= width, `${kind} is ${drawn} px wide at ${width}`);
        }
        // Mail programs put an email into a page of their own, which has the landmarks.
        const found = (await violations(page)).filter((one) => !/^(region|landmark-)/.test(one));
        assert.deepEqual(found, [], `${kind} ${colorScheme}`);
      }
      await page.close();
    }
  },
);
