import assert from "node:assert/strict";
import { renderEmail } from "$lib/server/email/render.ts";
import { confirmedBooking, emailFactsOf } from "../../support/sample-booking.ts";

Deno.test("emails in Arabic: links that stand in a row have a direction each, and so have zone and offset", () => {
  const guest = { ...confirmedBooking().guest, language: "ar" as const };
  const { html, text } = renderEmail(
    emailFactsOf("guest-confirmed", "guest", confirmedBooking({ guest })),
  );
  const links = [...html.matchAll(/<a class="ink" dir="(\w+)"[^>]*>([^<]+)<\/a>/g)];
  assert.deepEqual(
    links.slice(-3).map(([, direction, label]) => [direction, label!.replace(/\p{Cf}/gu, "")]),
    [["rtl", "تقويم Google"], ["ltr", "Outlook"], ["rtl", "ملف تقويم (.ics)"]],
  );
  for (const part of [html, text]) assert.match(part, /\u2068GMT−5\u2069\)/);
});
