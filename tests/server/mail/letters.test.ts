import assert from "node:assert/strict";
import fc from "fast-check";
import { looksLikeName } from "$lib/server/mail/details.ts";
import type { LetterFacts } from "$lib/server/mail/letter.ts";
import { writeLetter } from "$lib/server/mail/letters.ts";
import { ada, asked, confirmed, factsOf, noon } from "../../support/a-booking.ts";

const decide = (booking = asked(), host = ada()) =>
  writeLetter(factsOf("please-decide", "host", booking, host));
const every: [LetterFacts["kind"], LetterFacts["to"]][] = [
  ["request-received", "guest"],
  ["please-decide", "host"],
  ["guest-confirmed", "guest"],
  ["host-confirmed", "host"],
  ["rejected", "guest"],
  ["expired", "guest"],
];

Deno.test("please-decide: text and HTML name guest, address, note, answers, time with zone, event type, deadline and both links", () => {
  const { text, html } = decide();
  const plain = html.replace(/<[^>]*>/g, " ").replaceAll("&amp;", "&");
  for (const part of [text, plain]) {
    for (
      const told of [
        "Tilda Swan",
        "tilda@example.net",
        "It is about the mill.",
        "How did you find me?",
        "By word of mouth",
        "Thursday, 26 November 2026",
        "14:00–14:30 (Europe/Berlin, GMT+1)",
        "Intro call",
        "Wednesday, 25 November 2026, 13:00",
        "/confirm",
        "/reject",
      ]
    ) assert.ok(part.replace(/\s+/g, " ").includes(told), told);
  }
  assert.ok(text.includes(factsOf("please-decide", "host", asked()).links.confirm));
});

Deno.test("host-cancelled: a host whose entry disappeared reads why the meeting was cancelled", () => {
  const ended = (changedBy: "calendar" | "host") =>
    writeLetter(factsOf("host-cancelled", "host", {
      ...confirmed(),
      status: "CANCELLED",
      ended: "cancelled",
      changedBy,
    })).text.replace(/\s+/g, " ");
  assert.match(ended("calendar"), /was deleted from your calendar/);
  assert.doesNotMatch(ended("host"), /was deleted/);
});

Deno.test("letters: each reader reads the time in the own zone and clock", () => {
  const guest = writeLetter(factsOf("request-received", "guest", asked()));
  assert.match(
    guest.text,
    /Thursday, November 26, 2026\n {2}8:00 AM–8:30 AM \(America\/New York, GMT-5\)/,
  );
  assert.match(guest.subject, /Thu, Nov 26, 8:00 AM$/);
  assert.match(decide().subject, /Thu 26 Nov, 14:00$/);
});

Deno.test("letters: a meeting over midnight shows the second date", () => {
  const start = Date.UTC(2026, 10, 26, 22, 45);
  assert.match(decide(asked({ start, end: start + 1_800_000 })).text, /23:45–Fri 27 Nov, 00:15/);
});

Deno.test("letters: Reply-To is the other party; a host without an address leaves the guest's letter without one", () => {
  assert.equal(decide().replyTo?.address, "tilda@example.net");
  const guest = (host = ada()) =>
    writeLetter(factsOf("guest-confirmed", "guest", confirmed(), host));
  assert.equal(guest().replyTo?.address, "ada@example.org");
  assert.equal(guest(ada({ email: null })).replyTo, null);
  assert.equal(decide(asked(), ada({ email: null })).to.address, "");
});

Deno.test("letters: a Message-ID is the same for every copy, and for no two letters", () => {
  const letters = [confirmed(), confirmed({ sequence: 1 })].flatMap((booking) =>
    every.map(([kind, to]) => writeLetter(factsOf(kind, to, booking)).messageId)
  );
  assert.equal(new Set(letters).size, letters.length);
  assert.equal(decide().messageId, decide(asked({ changedAt: noon + 1 })).messageId);
  for (const id of letters) assert.match(id, /^<[\w.-]+@meet\.example\.org>$/);
});

Deno.test("letters: only confirmations carry an invitation", () => {
  for (const [kind, to] of every) {
    const { invitation } = writeLetter(factsOf(kind, to, confirmed()));
    assert.equal(invitation?.method, kind.endsWith("-confirmed") ? "REQUEST" : undefined, kind);
  }
});

Deno.test("letters: a guest's seat is in the own invitation, and not in the host's, whose calendar has one event for all", () => {
  const seat = confirmed({ slot: "s".repeat(22) });
  const told = (kind: LetterFacts["kind"], to: LetterFacts["to"]) =>
    writeLetter(factsOf(kind, to, seat)).invitation;
  assert.match(told("guest-confirmed", "guest")?.content ?? "", new RegExp(`UID:${seat.uid}`));
  for (const kind of ["host-confirmed", "host-moved"] as const) {
    assert.equal(told(kind, "host"), null);
  }
});

Deno.test("letters: no host secret is in a guest's letter, no guest's in a host's, invitation included", () => {
  for (const [kind, to] of every) {
    const facts = factsOf(kind, to, confirmed());
    const own = to === "guest" ? "guestsecret" : "hostsecret";
    facts.links = {
      ...facts.links,
      guest: "https://meet.example.org/booking/guestsecret",
      confirm: "https://meet.example.org/booking/hostsecret/confirm",
      reject: "https://meet.example.org/booking/hostsecret/reject",
    };
    const whole = JSON.stringify(writeLetter(facts));
    const other = own === "guestsecret" ? "hostsecret" : "guestsecret";
    assert.ok(!whole.includes(other), kind);
  }
});

Deno.test("letters: the place of a meeting is told to the guest only once it is confirmed", () => {
  const place = "https://meet.example.org/ada";
  const tells = (kind: LetterFacts["kind"]) =>
    JSON.stringify(writeLetter(factsOf(kind, "guest", confirmed()))).includes(place);
  assert.ok(tells("guest-confirmed"));
  for (const kind of ["request-received", "rejected", "expired"] as const) {
    assert.ok(!tells(kind), kind);
  }
});

Deno.test("letters: a guest's letter cannot be made to advertise: it repeats no note, no answer, and no name that looks like an address", () => {
  const advert = "Cheap pills at www.pills.example";
  const guest = {
    ...asked().guest,
    name: advert,
    note: advert,
    answers: [{ question: "?", answer: advert }],
  };
  for (const [kind, to] of every.filter(([, to]) => to === "guest")) {
    const whole = JSON.stringify(writeLetter(factsOf(kind, to, confirmed({ guest }))));
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

Deno.test("letters: nothing a person typed becomes markup, a header or a new line of the subject", () => {
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
        const booking = asked({
          guest: { ...asked().guest, name, note, answers: [{ question: note, answer: name }] },
          type: { ...asked().type, title, location: { kind: "link", value: `${scheme}${note}` } },
          message: note,
        });
        for (const [kind, to] of every) {
          const letter = writeLetter(factsOf(kind, to, booking, ada({ name: title })));
          for (
            const header of [
              letter.subject,
              letter.from.name,
              letter.to.name,
              letter.replyTo?.name ?? "",
            ]
          ) {
            assert.doesNotMatch(header, /[\p{Cc}\u2028\u2029\u202e]/u);
          }
          const tags = letter.html.replace(/<!--[\s\S]*?-->/g, "").match(/<\/?[a-z][^>]*>/gi) ?? [];
          for (const tag of tags) {
            assert.match(tag, /^<\/?(html|head|meta|title|style|body|div|h1|p|a|span|br)\b/i);
          }
          for (const link of tags.filter((tag) => /^<a\b/i.test(tag))) {
            assert.match(link, /^<a class="[^"]*" href="[^"]*" style="[^"]*">$/);
          }
          assert.doesNotMatch(letter.html, /<script|href="(?!https:|mailto:)/i);
        }
      },
    ),
    { numRuns: 60 },
  );
});

Deno.test("letters: HTML asks no other place for anything", () => {
  for (const [kind, to] of every) {
    assert.doesNotMatch(
      writeLetter(factsOf(kind, to, confirmed())).html,
      /<(img|link|script|iframe|object)\b|url\(|@import|@font-face/i,
    );
  }
});

Deno.test("letters: the text part keeps to 78 columns, but for addresses", () => {
  const note = "The river is long and the mill is old. ".repeat(20);
  for (const line of decide(asked({ guest: { ...asked().guest, note } })).text.split("\n")) {
    assert.ok(line.length <= 78 || line.includes("https://"), line);
  }
});

Deno.test("letters: a request of an instant type says why it was not confirmed at once", () => {
  assert.match(decide(asked({ askedBecause: "stale" })).text, /could\s+not\s+be\s+read/);
  const guest = writeLetter(
    factsOf("request-received", "guest", asked({ askedBecause: "unreachable" })),
  );
  assert.match(guest.text, /could\s+not\s+be\s+read/);
});

Deno.test("letters: the decision's message and the event type's are both told, each once", () => {
  const booking = confirmed({ message: "Please have your plans at hand." });
  const { text } = writeLetter(factsOf("guest-confirmed", "guest", booking));
  assert.equal(text.split("Please have your plans at hand.").length, 2);
});
