import assert from "node:assert/strict";
import { messages } from "$lib/i18n/messages.ts";
import { MINUTE } from "$lib/scheduling/durations.ts";
import {
  asEmailKind,
  customizableEmails,
  emailMessages,
  messageOf,
  placeholdersOf,
} from "$lib/server/email/messages/registry.ts";
import { renderEmail } from "$lib/server/email/render.ts";
import { confirmedBooking, emailFactsOf, noon } from "../../support/sample-booking.ts";

const folder = new URL("../../../src/lib/server/email/messages/", import.meta.url);

Deno.test("registry: every email about a booking of the folder is a kind, by its own name", async () => {
  const kinds: string[] = [];
  for (const { name } of Deno.readDirSync(folder)) {
    for (const [email, made] of Object.entries(await import(new URL(name, folder).href))) {
      const isMessage = typeof made === "object" && made !== null && "stillHolds" in made;
      if (isMessage) kinds.push(email.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`));
    }
  }
  assert.deepEqual(kinds.sort(), Object.keys(emailMessages).sort());
});

Deno.test("registry: every kind has a label and placeholders that each email has", () => {
  for (const kind of Object.keys(emailMessages).map(asEmailKind)) {
    assert.ok(messageOf(kind).label(messages("en").emails), kind);
    assert.deepEqual(placeholdersOf(kind).slice(0, 4), ["guest", "host", "type", "time"], kind);
  }
});

Deno.test("registry: emails to guests can be customized, reminders by their id, emails to hosts not", () => {
  for (const [kind, message] of Object.entries(emailMessages)) {
    if (message.to === "host") assert.equal(message.template, undefined, kind);
  }
  assert.equal(messageOf("reminder").template?.per, "reminder");
  assert.deepEqual(customizableEmails, [
    "request-received",
    "guest-confirmed",
    "guest-rescheduled",
    "guest-cancelled",
    "rejected",
    "expired",
    "times-proposed",
    "reschedule-request-received",
    "reschedule-declined",
    "reschedule-expired",
  ]);
});

Deno.test("registry: a name that is no kind throws, names of every object among them", () => {
  for (const name of ["", "constructor", "__proto__", "guest-confirm"]) {
    assert.throws(() => asEmailKind(name), /no kind of email/);
  }
});

Deno.test("registry: two reschedule requests at one SEQUENCE have two Message-IDs", () => {
  const kinds = [
    ["reschedule-request-received", "guest"],
    ["host-reschedule-requested", "host"],
    ["reschedule-declined", "guest"],
    ["reschedule-withdrawn", "host"],
    ["reschedule-expired", "guest"],
  ] as const;
  for (const [kind, to] of kinds) {
    const facts = emailFactsOf(kind, to, confirmedBooking());
    const later = { ...facts, requestedAt: noon + MINUTE };
    assert.notEqual(renderEmail(facts).messageId, renderEmail(later).messageId, kind);
  }
});
