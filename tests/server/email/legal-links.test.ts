import assert from "node:assert/strict";
import { DAY } from "$lib/scheduling/durations.ts";
import { languages } from "$lib/scheduling/language.ts";
import type { Email, Sender } from "$lib/server/email/email.ts";
import { renderAgendaEmail } from "$lib/server/email/messages/agenda.ts";
import * as alerts from "$lib/server/email/messages/alerts.ts";
import { asEmailKind, emailMessages } from "$lib/server/email/messages/registry.ts";
import { renderSignInEmail } from "$lib/server/email/messages/sign-in.ts";
import { renderDeparture, renderTeamInvitation } from "$lib/server/email/messages/team.ts";
import { renderEmail } from "$lib/server/email/render.ts";
import { ada, confirmedBooking, emailFactsOf, noon } from "../../support/sample-booking.ts";

const legal: Sender["legal"] = {
  privacy: "https://example.org/privacy?a=1&b=2",
  imprint: "https://example.org/imprint",
};
const none: Sender["legal"] = { privacy: null, imprint: null };
const words: Record<string, [privacy: string, imprint: string]> = {
  en: ["Privacy", "Legal notice"],
  de: ["Datenschutz", "Impressum"],
  fr: ["Confidentialité", "Mentions légales"],
  es: ["Privacidad", "Aviso legal"],
  ar: ["الخصوصية", "إشعار قانوني"],
};

/** Every email about a booking, to whom it goes. */
function bookingEmails(legal: Sender["legal"], language = ada().language): [string, Email][] {
  return Object.entries(emailMessages).map(([name, { to }]) => {
    const person = to === "host" || to === "leaving" ? "host" : "guest";
    const booking = confirmedBooking();
    const facts = emailFactsOf(asEmailKind(name), person, {
      ...booking,
      guest: { ...booking.guest, language },
    }, ada({ language }));
    return [name, renderEmail({ ...facts, sender: { ...facts.sender, legal } })];
  });
}

/** Every other email. */
function otherEmails(legal: Sender["legal"], language = ada().language): [string, Email][] {
  const context = {
    to: { name: "Ada", address: "ada@example.org" },
    link: "https://meet.example.org/dashboard",
    reader: { language, zone: "Europe/Berlin", hourCycle: 24 as const },
    sender: {
      from: { name: "Invito", address: "invito@example.org" },
      domain: "example.org",
      legal,
    },
    jobId: "job",
    since: noon,
  };
  const people = { team: "Choir", member: "Bo", stopped: ["Song"], paused: [], active: [] };
  const invited = { role: "member", expiresAt: noon + DAY } as const;
  const signIn = (purpose: "sign-in" | "verify-email") =>
    renderSignInEmail({
      ...context,
      email: { purpose, recipient: context.to, token: "t", language, expiresAt: noon },
    });
  return Object.entries({
    renderAgendaEmail: renderAgendaEmail({
      ...context,
      date: "2026-11-24",
      entries: [],
      hostId: "h",
    }),
    renderCalendarAlert: alerts.renderCalendarAlert({ ...context, calendar: "Work", problem: "" }),
    renderWebhookAlert: alerts.renderWebhookAlert({
      ...context,
      receiver: "example.net",
      description: "",
      disabled: null,
    }),
    renderKeyAlert: alerts.renderKeyAlert({ ...context, key: "Old" }),
    renderSignInEmail: signIn("sign-in"),
    "renderSignInEmail to verify": signIn("verify-email"),
    renderTeamInvitation: renderTeamInvitation({
      ...context,
      team: { name: "Choir" },
      inviter: "Bo",
      invitation: invited,
    }),
    renderDeparture: renderDeparture({ ...context, ...people }),
  });
}

Deno.test("legal links: at the foot of every email, in both parts, in the reader's language", () => {
  for (const language of languages) {
    const [privacy, imprint] = words[language]!;
    const all = [...bookingEmails(legal, language), ...otherEmails(legal, language)];
    assert.equal(all.length, Object.keys(emailMessages).length + 8);
    for (const [name, { html, text }] of all) {
      const foot = html.slice(html.indexOf('class="foot"'));
      const links = [...foot.matchAll(/<a [^>]*href="([^"]*)"[^>]*>([^<]*)</g)]
        .map(([, href, label]) => [href, label]);
      assert.deepEqual(links, [
        ["https://example.org/privacy?a=1&amp;b=2", privacy],
        ["https://example.org/imprint", imprint],
      ], `${name} in ${language}`);
      const lines = text.slice(text.lastIndexOf("-- \n")).trim().split("\n").slice(-2);
      const colon = language === "fr" ? "\u00a0:" : ":";
      assert.deepEqual(lines, [
        `${privacy}${colon} ${legal.privacy}`,
        `${imprint}${colon} ${legal.imprint}`,
      ], name);
    }
  }
});

Deno.test("legal links: no byte of an email where none is set, one where one is", () => {
  for (const [name, { html, text }] of [...bookingEmails(none), ...otherEmails(none)]) {
    const foot = html.slice(html.indexOf('class="foot"'));
    assert.doesNotMatch(foot, /<a |Privacy|Legal/, name);
    assert.doesNotMatch(text, /Privacy|Legal/, name);
  }
  const [, { html, text }] = bookingEmails({ ...none, imprint: legal.imprint })[0]!;
  assert(!html.includes("Privacy") && html.includes("Legal notice"));
  assert.match(text, /\nLegal notice: https:\/\/example\.org\/imprint\n$/);
});

Deno.test("legal links: the table above has every email of the folder", async () => {
  const folder = new URL("../../../src/lib/server/email/messages/", import.meta.url);
  const made = new Set(otherEmails(none).map(([name]) => name.split(" ")[0]!));
  for (const { name } of Deno.readDirSync(folder)) {
    for (const render of Object.keys(await import(new URL(name, folder).href))) {
      if (/^render/.test(render)) assert(made.has(render), render);
    }
  }
});

Deno.test("legal links: beneath an email without branding and without anybody to answer to", () => {
  const facts = emailFactsOf("guest-confirmed", "guest", confirmedBooking(), ada({ email: null }));
  const look = { accent: null, picture: null, hideBranding: true };
  const { text } = renderEmail({ ...facts, look, sender: { ...facts.sender, legal } });
  assert.match(text, /\n-- \nPrivacy: \S+\nLegal notice: \S+\n$/);
});
