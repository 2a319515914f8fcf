/** What emails to guests say of the meeting: place, people, answers, and who ended it. */
import assert from "node:assert/strict";
import type { EventTypeCopy } from "$lib/scheduling/booking.ts";
import type { EmailContext } from "$lib/server/email/messages/registry.ts";
import { renderEmail } from "$lib/server/email/render.ts";
import { confirmedBooking, emailFactsOf, pendingBooking } from "../../support/sample-booking.ts";

Deno.test("emails: the way to the meeting is the first button, with what it leads to below it", () => {
  const at = (
    location: EventTypeCopy["location"],
    kind: EmailContext["kind"] = "guest-confirmed",
  ) => {
    const { type } = pendingBooking();
    const booking = confirmedBooking({ type: { ...type, location } });
    return renderEmail(emailFactsOf(kind, "guest", booking));
  };
  const online = at({ kind: "link", value: "https://meet.example.org/ada" });
  assert.deepEqual(online.links[0], {
    label: "Join the meeting",
    url: "https://meet.example.org/ada",
  });
  assert.match(online.text, /Location: +Online meeting\n/);
  assert.match(online.text, /Join the meeting:\nhttps:\/\/meet\.example\.org\/ada\n/);
  assert.match(online.html, /<p class="faint"[^>]*>https:\/\/meet\.example\.org\/ada<\/p>/);
  const there = at({ kind: "address", value: "12 Mill Street" }, "reminder");
  assert.match(there.links[0]?.url ?? "", /openstreetmap.*12%20Mill%20Street/);
  assert.match(there.text, /Open map:\n12 Mill Street\nhttps:/);
  assert.doesNotMatch(there.text, /Location:/);
  const told = at({ kind: "custom", value: "At the mill" });
  assert.deepEqual(told.links.map(({ label }) => label), ["View booking"]);
  assert.match(told.text, /Location: +At the mill/);
});

Deno.test("emails: a request says where and with whom, and answers stand where somebody vouches for the guest", () => {
  const pending = renderEmail(emailFactsOf("request-received", "guest", pendingBooking()));
  assert.match(pending.text, /With: +Ada Lovelace\n/);
  assert.match(pending.text, /Location: +Online, link after confirmation\n/);
  assert.match(pending.text, /Withdraw request:\n/);
  for (
    const kind of ["request-received", "guest-confirmed", "guest-rescheduled", "reminder"] as const
  ) {
    const tells = (mayInvite: boolean) =>
      renderEmail(emailFactsOf(kind, "guest", confirmedBooking({ mayInvite }))).text
        .includes("By word of mouth");
    assert.deepEqual([tells(true), tells(false)], [true, false], kind);
  }
});

Deno.test("emails: a request that was withdrawn is called so to both sides", () => {
  const booking = pendingBooking({
    status: "CANCELLED",
    endReason: "withdrawn",
    changedBy: "guest",
  });
  const toGuest = renderEmail(emailFactsOf("guest-cancelled", "guest", booking));
  assert.match(toGuest.subject, /^Withdrawn: /);
  assert.match(toGuest.text, /^You withdrew this request\n/);
  const toHost = renderEmail(emailFactsOf("host-cancelled", "host", booking));
  assert.match(toHost.subject, /^Withdrawn: /);
  assert.match(toHost.text, /^Request withdrawn\n/);
  for (const { text } of [toGuest, toHost]) assert.doesNotMatch(text, /cancel/i);
});
