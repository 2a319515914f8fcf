import assert from "node:assert/strict";
import type { Booking } from "$lib/scheduling/booking.ts";
import { hostNames } from "$lib/i18n/host-names.ts";
import { renderEmail } from "$lib/server/email/render.ts";
import { organizerFor } from "$lib/server/changes/new-booking.ts";
import { ada, confirmedBooking } from "../../support/sample-booking.ts";
import {
  ben,
  bookedTeam,
  cleo,
  teamBooking,
  teamEmailFacts,
} from "../../support/sample-team-booking.ts";
import { testApp } from "../../support/test-app.ts";

const all = [ada(), ben, cleo];
const flat = (text: string) => text.replace(/\s+/g, " ");

Deno.test("hostNames: one host, the member of a round robin with the team, everybody of a collective", () => {
  assert.equal(hostNames([ada()], null, "en"), "Ada Lovelace");
  const robin = bookedTeam({ mode: "round-robin" });
  assert.equal(hostNames([ben], robin, "en"), "Ben Okri (Mill Street)");
  assert.equal(hostNames(all, bookedTeam(), "en"), "Ada Lovelace, Ben Okri and Cleo Mar");
  assert.equal(hostNames([], bookedTeam(), "en"), "Mill Street");
});

Deno.test("organizerFor: a team's name at the installation's address, a host's own otherwise", async () => {
  const withoutMail = await testApp();
  const from = { name: "Invito", address: "invito@meet.example.org" };
  const smtp = { host: "mail.example.org", port: 25, user: "", password: "", from };
  const app = { ...withoutMail, settings: { ...withoutMail.settings, smtp } };
  assert.deepEqual(organizerFor(app, teamBooking(all), all), {
    name: "Mill Street",
    email: "invito@meet.example.org",
  });
  assert.deepEqual(organizerFor(app, confirmedBooking(), all), {
    name: "Ada Lovelace",
    email: "ada@example.org",
  });
  assert.equal(organizerFor(withoutMail, teamBooking(all), all), null);
});

Deno.test("a guest's email about a collective names everybody, and replies reach all of them", () => {
  const email = renderEmail(
    teamEmailFacts("guest-confirmed", "guest", teamBooking(all), { hosts: all }),
  );
  assert.match(email.subject, /with Ada Lovelace, Ben Okri and Cleo Mar,/);
  assert.match(flat(email.text), /Cleo Mar are looking forward to meeting you/);
  assert.equal(email.from.name, "Ada Lovelace, Ben Okri and Cleo Mar via Invito");
  assert.deepEqual(
    email.replyTo.map(({ address }) => address),
    ["ada@example.org", "ben@example.org", "cleo@example.org"],
  );
  assert.match(flat(email.text), /reach Ada Lovelace, Ben Okri and Cleo Mar\./);
});

Deno.test("a guest's email about eight members keeps the time in its subject, and lists everybody", () => {
  const eight = Array.from({ length: 8 }, (_, i) => ({
    ...ben,
    id: `h_${i}`,
    name: `Member Number ${i}`,
  }));
  const { subject, text } = renderEmail(
    teamEmailFacts("guest-confirmed", "guest", teamBooking(eight), { hosts: eight }),
  );
  assert.match(subject, /with Member Number 0, Member Number 1, Member Number 2 and 5 more, Thu/);
  for (const { name } of eight) assert.ok(flat(text).includes(name), name);
});

Deno.test("a member's email names the team and who else comes, and replies reach the guest", () => {
  const facts = teamEmailFacts("host-confirmed", "host", teamBooking(all), {
    host: ben,
    hosts: all,
  });
  const email = renderEmail(facts);
  assert.equal(email.to.address, "ben@example.org");
  assert.deepEqual(email.replyTo.map(({ address }) => address), ["tilda@example.net"]);
  assert.match(email.text, /Team: +Mill Street/);
  assert.match(email.text, /With you: +Ada Lovelace, Cleo Mar/);
});

Deno.test("calendar-change-not-applied: a member of a collective reads that the others are not free", () => {
  const was = { start: 0, end: 1 };
  const told = (booking: Booking) =>
    flat(
      renderEmail({
        ...teamEmailFacts("calendar-change-not-applied", "host", booking, { hosts: all }),
        previousTime: was,
      }).text,
    );
  assert.match(told(teamBooking(all)), /not everybody who takes part is free then/);
  assert.match(
    told(teamBooking([ben], { mode: "round-robin" })),
    /another booking holds that time/,
  );
});

Deno.test("host-released: it names who has the meeting now, but not for one of several", () => {
  const told = (mode: "round-robin" | "collective") => {
    const people = { host: ada(), hosts: [ben] };
    return flat(
      renderEmail(teamEmailFacts("host-released", "host", teamBooking([ben], { mode }), people))
        .text,
    );
  };
  assert.match(told("round-robin"), /It was reassigned to Ben Okri \(Mill Street\)/);
  assert.match(told("collective"), /You no longer take part in it/);
});

Deno.test("guest-reassigned: a confirmed meeting has an invitation, a request only who answers it", () => {
  const robin = { mode: "round-robin" } as const;
  const given = renderEmail(
    teamEmailFacts("guest-reassigned", "guest", teamBooking([ben], robin), { hosts: [ben] }),
  );
  assert.match(given.subject, /^You’ll now meet Ben Okri \(Mill Street\): Intro call/);
  assert.equal(given.invitation?.method, "REQUEST");
  const asked = teamBooking([ben], robin, { status: "PENDING", organizer: null });
  const passed = renderEmail(
    teamEmailFacts("guest-reassigned", "guest", asked, { hosts: [ben] }),
  );
  assert.match(passed.subject, /^Request passed to Ben Okri/);
  assert.equal(passed.invitation, null);
});

Deno.test("host-released: a request that was given away was never in a calendar", () => {
  const asked = teamBooking([ben], {}, { status: "PENDING", organizer: null });
  const told = renderEmail(
    teamEmailFacts("host-released", "host", asked, { host: ada(), hosts: [ben] }),
  );
  assert.equal(told.invitation, null);
  assert.doesNotMatch(told.text, /attached/);
});
