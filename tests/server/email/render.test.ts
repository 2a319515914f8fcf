import assert from "node:assert/strict";
import fc from "fast-check";
import { looksLikeName } from "$lib/server/email/details.ts";
import type { EmailContext } from "$lib/server/email/messages/registry.ts";
import { renderEmail } from "$lib/server/email/render.ts";
import {
  ada,
  confirmedBooking,
  emailFactsOf,
  noon,
  pendingBooking,
} from "../../support/sample-booking.ts";

const decide = (booking = pendingBooking(), host = ada()) =>
  renderEmail(emailFactsOf("host-requested", "host", booking, host));
const every: [EmailContext["kind"], EmailContext["to"]][] = [
  ["request-received", "guest"],
  ["host-requested", "host"],
  ["guest-confirmed", "guest"],
  ["host-confirmed", "host"],
  ["rejected", "guest"],
  ["expired", "guest"],
];

Deno.test("please-decide: text and HTML name guest, note, answers, time, type, deadline and both links", () => {
  const { text, html } = decide();
  const plain = html.replace(/<[^>]*>/g, " ").replaceAll("&amp;", "&");
  for (const part of [text, plain]) {
    for (
      const rendered of [
        "Tilda Swan",
        "tilda@example.net",
        "It is about the mill.",
        "How did you find me?",
        "By word of mouth",
        "Thursday, 26 November 2026",
        "14:00–14:30 (Europe/Berlin, GMT+1)",
        "Intro call",
        "Wednesday, 25 November 2026, 13:00",
      ]
    ) assert.ok(part.replace(/\s+/g, " ").includes(rendered), rendered);
  }
  const { links } = emailFactsOf("host-requested", "host", pendingBooking());
  for (const link of [links.confirm, links.reject]) {
    assert.ok(text.includes(link) && html.includes(`href="${link}"`) && !plain.includes(link));
  }
});

Deno.test("host-cancelled: a host whose entry disappeared reads why the meeting was cancelled", () => {
  const ended = (changedBy: "calendar" | "host") =>
    renderEmail(emailFactsOf("host-cancelled", "host", {
      ...confirmedBooking(),
      status: "CANCELLED",
      endReason: "cancelled",
      changedBy,
    })).text.replace(/\s+/g, " ");
  assert.match(ended("calendar"), /was deleted from your calendar/);
  assert.doesNotMatch(ended("host"), /was deleted/);
});

Deno.test("emails: each reader gets the time in their own zone and clock", () => {
  const guest = renderEmail(emailFactsOf("request-received", "guest", pendingBooking()));
  assert.match(
    guest.text,
    /Thursday, November 26, 2026\n {2}8:00 AM–8:30 AM \(America\/New York, GMT−5\)/,
  );
  assert.match(guest.subject, /Thu, Nov 26, 8:00 AM$/);
  assert.match(decide().subject, /Thu 26 Nov, 14:00$/);
});

Deno.test("emails: a meeting over midnight shows the second date", () => {
  const start = Date.UTC(2026, 10, 26, 22, 45);
  assert.match(
    decide(pendingBooking({ start, end: start + 1_800_000 })).text,
    /23:45–Fri 27 Nov, 00:15/,
  );
});

Deno.test("emails: Reply-To is the other party; a host without an address leaves the guest's email without it", () => {
  assert.equal(decide().replyTo[0]?.address, "tilda@example.net");
  const guest = (host = ada()) =>
    renderEmail(emailFactsOf("guest-confirmed", "guest", confirmedBooking(), host));
  assert.equal(guest().replyTo[0]?.address, "ada@example.org");
  assert.deepEqual(guest(ada({ email: null })).replyTo, []);
  assert.equal(decide(pendingBooking(), ada({ email: null })).to.address, "");
});

Deno.test("emails: a Message-ID is the same for every copy, and for no two emails", () => {
  const emails = [confirmedBooking(), confirmedBooking({ sequence: 1 })].flatMap((booking) =>
    every.map(([kind, to]) => renderEmail(emailFactsOf(kind, to, booking)).messageId)
  );
  assert.equal(new Set(emails).size, emails.length);
  assert.equal(decide().messageId, decide(pendingBooking({ changedAt: noon + 1 })).messageId);
  for (const id of emails) assert.match(id, /^<[\w.-]+@meet\.example\.org>$/);
});

Deno.test("emails: only confirmations carry an invitation", () => {
  for (const [kind, to] of every) {
    const { invitation } = renderEmail(emailFactsOf(kind, to, confirmedBooking()));
    assert.equal(invitation?.method, kind.endsWith("-confirmed") ? "REQUEST" : undefined, kind);
  }
});

Deno.test("emails: a guest's seat is in their own invitation, not in the host's, who has one event for all", () => {
  const seat = confirmedBooking({ slot: "s".repeat(22) });
  const rendered = (kind: EmailContext["kind"], to: EmailContext["to"]) =>
    renderEmail(emailFactsOf(kind, to, seat)).invitation;
  assert.match(rendered("guest-confirmed", "guest")?.content ?? "", new RegExp(`UID:${seat.uid}`));
  for (const kind of ["host-confirmed", "host-rescheduled"] as const) {
    assert.equal(rendered(kind, "host"), null);
  }
});

Deno.test("emails: no host secret is in a guest's email, no guest's in a host's, invitation included", () => {
  for (const [kind, to] of every) {
    const facts = emailFactsOf(kind, to, confirmedBooking());
    const own = to === "guest" ? "guestsecret" : "hostsecret";
    facts.links = {
      ...facts.links,
      guest: "https://meet.example.org/booking/guestsecret",
      confirm: "https://meet.example.org/booking/hostsecret/confirm",
      reject: "https://meet.example.org/booking/hostsecret/reject",
    };
    const whole = JSON.stringify(renderEmail(facts));
    const other = own === "guestsecret" ? "hostsecret" : "guestsecret";
    assert.ok(!whole.includes(other), kind);
  }
});

Deno.test("emails: the location of a meeting is given to the guest only once it is confirmed", () => {
  const place = "https://meet.example.org/ada";
  const tells = (kind: EmailContext["kind"]) =>
    JSON.stringify(renderEmail(emailFactsOf(kind, "guest", confirmedBooking()))).includes(place);
  assert.ok(tells("guest-confirmed"));
  for (const kind of ["request-received", "rejected", "expired"] as const) {
    assert.ok(!tells(kind), kind);
  }
});

Deno.test("emails: a guest's email carries no advertisement: no note, no answer, no name like an address", () => {
  const advert = "Cheap pills at www.pills.example";
  const guest = {
    ...pendingBooking().guest,
    name: advert,
    note: advert,
    answers: [{ slug: "q", question: "?", answer: advert }],
  };
  for (const [kind, to] of every.filter(([, to]) => to === "guest")) {
    const booking = confirmedBooking({ guest, mayInvite: false });
    const whole = JSON.stringify(renderEmail(emailFactsOf(kind, to, booking)));
    assert.ok(!whole.includes("pills"), kind);
  }
});

Deno.test("looksLikeName: people's names do, advertisements do not", () => {
  for (
    const name of [
      "Tilda Swan",
      "J. R. R. Tolkien",
      "J.R.R. Tolkien",
      "Dr. med. Ann-Kathrin Müller",
      "李小龍",
      "Elizabeth II.",
      "John Smith 3rd",
    ]
  ) {
    assert.ok(looksLikeName(name), name);
  }
  for (
    const name of [
      "pills.example",
      "Call 555 0100",
      "http://x",
      "a@b",
      "WWW offers",
      "x".repeat(61),
    ]
  ) {
    assert.ok(!looksLikeName(name), name);
  }
});

Deno.test("emails: no entered text becomes markup, a header or a new line of the subject", () => {
  const evil = fc.string({
    unit: fc.constantFrom(..."<>&\"'\r\n\0ab:/ \u202e\u2028", "<script>", "{host}", "]]>"),
  });
  fc.assert(
    fc.property(
      evil,
      evil,
      evil,
      fc.constantFrom("javascript:", "https://x.example/"),
      (name, note, title, scheme) => {
        const booking = pendingBooking({
          guest: {
            ...pendingBooking().guest,
            name,
            note,
            answers: [{ slug: "q", question: note, answer: name }],
          },
          type: {
            ...pendingBooking().type,
            title,
            location: { kind: "link", value: `${scheme}${note}` },
          },
          message: note,
        });
        for (const [kind, to] of every) {
          const email = renderEmail(emailFactsOf(kind, to, booking, ada({ name: title })));
          for (
            const header of [
              email.subject,
              email.from.name,
              email.to.name,
              email.replyTo[0]?.name ?? "",
            ]
          ) {
            assert.doesNotMatch(header, /[\p{Cc}\u2028\u2029\u202e]/u);
          }
          const tags = email.html.replace(/<!--[\s\S]*?-->/g, "").match(/<\/?[a-z][^>]*>/gi) ?? [];
          for (const tag of tags) {
            assert.match(
              tag,
              /^<\/?(html|head|meta|title|style|body|div|h1|p|a|span|br|table|tbody|tr|td)\b/i,
            );
          }
          for (const link of tags.filter((tag) => /^<a\b/i.test(tag))) {
            assert.match(link, /^<a class="[^"]*" href="[^"]*" style="[^"]*">$/);
          }
          assert.doesNotMatch(email.html, /<script|href="(?!https:|mailto:)/i);
        }
      },
    ),
    { numRuns: 60 },
  );
});

Deno.test("emails: HTML requests nothing from other sites", () => {
  for (const [kind, to] of every) {
    assert.doesNotMatch(
      renderEmail(emailFactsOf(kind, to, confirmedBooking())).html,
      /<(img|link|script|iframe|object)\b|url\(|@import|@font-face/i,
    );
  }
});

Deno.test("emails: the text part wraps at 78 columns, except addresses", () => {
  const note = "The river is long and the mill is old. ".repeat(20);
  for (
    const line of decide(pendingBooking({ guest: { ...pendingBooking().guest, note } })).text.split(
      "\n",
    )
  ) {
    assert.ok(line.length <= 78 || line.includes("https://"), line);
  }
});

Deno.test("emails: a request of an instant type explains why it was not confirmed at once", () => {
  assert.match(decide(pendingBooking({ approvalReason: "stale" })).text, /couldn’t\s+be\s+checked/);
  const guest = renderEmail(
    emailFactsOf("request-received", "guest", pendingBooking({ approvalReason: "unreachable" })),
  );
  assert.match(guest.text, /couldn’t\s+be\s+checked/);
});

Deno.test("emails: the decision's message and the event type's are both given, each once", () => {
  const booking = confirmedBooking({ message: "Please have your plans at hand." });
  const { text } = renderEmail(emailFactsOf("guest-confirmed", "guest", booking));
  assert.equal(text.split("Please have your plans at hand.").length, 2);
});

Deno.test("emails: a guest reschedules, cancels and adds the meeting to a calendar from the confirmation", () => {
  const context = emailFactsOf("guest-confirmed", "guest", confirmedBooking());
  const { html, text } = renderEmail(context);
  const { guest } = context.links;
  for (
    const link of [
      `${guest}/reschedule`,
      `${guest}/cancel`,
      `${guest}/event.ics`,
      "https://calendar.google.com/calendar/render?action=TEMPLATE",
      "https://outlook.live.com/calendar/0/deeplink/compose?",
    ]
  ) assert.ok(text.includes(link) && html.includes(`href="${link}`), link);
  assert.ok(!html.replace(/<[^>]*>/g, " ").includes(guest), "addresses are in the text part");
});

Deno.test("guest-cancelled: says who cancelled", () => {
  const ended = (changedBy: "guest" | "host") =>
    renderEmail(emailFactsOf("guest-cancelled", "guest", {
      ...confirmedBooking(),
      status: "CANCELLED",
      endReason: "cancelled",
      changedBy,
    })).text.replace(/\s+/g, " ");
  assert.match(ended("host"), /Ada \w+ cancelled it/);
  assert.match(ended("guest"), /You cancelled it/);
});
