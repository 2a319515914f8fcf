import assert from "node:assert/strict";
import { DAY } from "$lib/scheduling/durations.ts";
import { EmailTemplateInput } from "$lib/scheduling/email-template.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { edit } from "$lib/server/hosts/profile.ts";
import { exportAccount } from "$lib/server/hosts/export.ts";
import * as emailTemplates from "$lib/server/event-types/email-templates.ts";
import type { EmailContext } from "$lib/server/email/messages/registry.ts";
import { customizableEmails } from "$lib/server/email/messages/registry.ts";
import { renderEmail } from "$lib/server/email/render.ts";
import * as reminders from "$lib/server/event-types/reminders.ts";
import { getEventTypeBySlug } from "$lib/server/store/event-types.ts";
import { getHost } from "$lib/server/store/hosts.ts";
import { getEmailTemplates } from "$lib/server/store/email-templates.ts";
import { granted } from "../../support/granted.ts";
import { confirmedBooking, emailFactsOf } from "../../support/sample-booking.ts";
import { testHost } from "../../support/test-app.ts";
import { town } from "../../support/town.ts";

/** An email to Tilda in these words of Ada's. */
function written(kind: EmailContext["kind"], subject: string, text: string) {
  const booking = confirmedBooking({ reservedUntil: confirmedBooking().start });
  const was = { start: booking.start - DAY, end: booking.end - DAY };
  return renderEmail({
    ...emailFactsOf(kind, "guest", booking),
    previousTime: was,
    template: { subject, text },
  });
}

Deno.test("email template: fills subject and opening with its placeholders; the rest of the email stays", () => {
  const email = written(
    "guest-confirmed",
    "Yes, {guest}: {type}",
    "See you {time} at {location}.\n\n{host}",
  );
  assert.equal(email.subject, "Yes, Tilda Swan: Intro call");
  assert.match(
    email.text,
    /Hello Tilda Swan,\n\nSee you Thu, Nov 26, 8:00 AM at https:\/\/meet.example.org\/ada.\n\nAda Lovelace\n\n/,
  );
  assert.doesNotMatch(email.text, /is looking forward/);
  assert.match(email.text, /View booking:\nhttps:/);
  assert.equal(email.invitation?.method, "REQUEST");
});

Deno.test("email template: required facts that it leaves out are added, those it has are not repeated", () => {
  assert.match(
    written("guest-rescheduled", "", "Sorry for that.").text,
    /Sorry for that.\n\nThe previous time was /,
  );
  const text = written("guest-rescheduled", "", "No longer {previous}, sorry.").text;
  assert.match(text, /No longer Wednesday, November 25/);
  assert.doesNotMatch(text, /The previous time was/);
  assert.match(written("request-received", "", "Thank you!").text, /Thank you!\n\n.* has until /s);
});

Deno.test("email template: plain text, one line in a subject; guests' text is never a placeholder", () => {
  const input = granted(parse(EmailTemplateInput, {
    subject: "Yes\r\nBcc: all@example.com",
    text: "<b>Hello</b>\r\nthere",
  }));
  assert.deepEqual(input, {
    subject: "Yes Bcc: all@example.com",
    text: "<b>Hello</b>\nthere",
  });
  const { html, subject } = written("guest-confirmed", input.subject, input.text);
  assert.doesNotMatch(subject, /[\r\n]/);
  assert.match(html, /&lt;b&gt;Hello/);
  const booking = confirmedBooking({
    guest: { ...confirmedBooking().guest, name: "{deadline} {host}" },
  });
  const own = { subject: "Dear {guest}", text: "" };
  const email = renderEmail({ ...emailFactsOf("rejected", "guest", booking), template: own });
  assert.equal(email.subject, "Dear {deadline} {host}");
});

Deno.test("setEmailTemplate: refuses unknown placeholders and kinds, other hosts' types and outdated forms", async () => {
  const { app, host } = await town();
  const type = (await getEventTypeBySlug(app.kv, host.id, "intro-call"))!;
  const set = async (which: string, text: string, revision = 0, hostId = host.id) => {
    const id = { typeId: type.id, which, language: "en" as const };
    const saved = await emailTemplates.setEmailTemplate(app, hostId, id, revision, {
      subject: "",
      text,
    });
    return saved.ok ? "kept" : saved.refusal.fields?.text ?? saved.refusal.code;
  };
  const stranger = await testHost(app, { username: "eve" });
  assert.match(
    await set("rejected", "At {location}, {guets}"),
    /doesn’t support \{location\}, \{guets\}\. You can use \{guest\}/,
  );
  assert.equal(await set("host-requested", "x"), "not-found");
  assert.equal(await set("__proto__", "x"), "not-found");
  assert.equal(await set("rejected", "x", 0, stranger.id), "not-found");
  assert.equal(await set("rejected", "x"), "kept");
  assert.equal(await set("expired", "y"), "changed");
  assert.equal(await set("expired", "y", 1), "kept");
  for (const which of customizableEmails) assert(emailTemplates.emailKindOf(type, which), which);
});

Deno.test("setEmailTemplate: a removed reminder's template goes with the next change; empty ones reset", async () => {
  const { app, host } = await town();
  const type = (await getEventTypeBySlug(app.kv, host.id, "intro-call"))!;
  const one = { id: null, side: "before" as const, minutes: 60, to: "guest" as const };
  const [reminder] = granted(
    await reminders.setReminders(app, host.id, type.id, 1, {
      alarm: null,
      reminders: [one],
    }),
  ).reminders;
  const keep = (which: string, revision: number, text: string) => {
    const id = { typeId: type.id, which, language: "en" as const };
    return emailTemplates.setEmailTemplate(app, host.id, id, revision, { subject: "", text });
  };
  const own = async () =>
    Object.keys((await getEmailTemplates(app.kv, host.id, type.id, "en")).texts).sort();
  assert((await keep(reminder!.id, 0, "Soon!")).ok);
  assert((await keep("expired", 1, "Alas.")).ok);
  assert.deepEqual(await own(), [reminder!.id, "expired"].sort());
  assert(
    (await reminders.setReminders(app, host.id, type.id, 2, { alarm: null, reminders: [] })).ok,
  );
  assert((await keep("expired", 2, "")).ok);
  assert.deepEqual(await own(), []);
});

Deno.test("email templates and reminders are duplicated, exported and erased with their type", async () => {
  const { app, host } = await town();
  const type = (await getEventTypeBySlug(app.kv, host.id, "intro-call"))!;
  const template = { subject: "Yes, {guest}!", text: "" };
  const id = { typeId: type.id, which: "guest-confirmed", language: "de" as const };
  assert((await emailTemplates.setEmailTemplate(app, host.id, id, 0, template)).ok);
  const one = { id: null, side: "before" as const, minutes: 60, to: "guest" as const };
  assert(
    (await reminders.setReminders(app, host.id, type.id, 1, { alarm: 5, reminders: [one] })).ok,
  );
  const { name, zone, hourCycle } = host;
  assert(
    (await edit(app, host.id, host.revision, { name, zone, hourCycle, agendaMinute: 420 })).ok,
  );
  let json = "";
  for await (const piece of exportAccount(app, (await getHost(app.kv, host.id))!)) json += piece;
  const { profile, eventTypes: [taken] } = JSON.parse(json);
  assert.equal(profile.dailyAgendaAt, "07:00");
  assert.deepEqual(taken.emailTemplates, { de: { "guest-confirmed": template } });
  assert.deepEqual([taken.alarm, taken.reminders[0].minutes], [5, 60]);
});
