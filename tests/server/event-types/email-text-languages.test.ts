import assert from "node:assert/strict";
import { ALL_TYPES, type EmailTemplate } from "$lib/scheduling/email-template.ts";
import { HOUR, MINUTE } from "$lib/scheduling/durations.ts";
import { type Language, languages } from "$lib/scheduling/language.ts";
import * as general from "$lib/server/api/general-email-templates.ts";
import * as api from "$lib/server/api/email-templates.ts";
import * as bookings from "$lib/server/bookings/index.ts";
import type { Email } from "$lib/server/email/email.ts";
import * as emailTemplates from "$lib/server/event-types/email-templates.ts";
import * as reminders from "$lib/server/event-types/reminders.ts";
import { exportAccount } from "$lib/server/hosts/export.ts";
import { keyCaller, keyOf } from "../../support/call-operation.ts";
import { granted, refusal } from "../../support/granted.ts";
import { agree, bookingRequest, mondayTen, outboxOf, town } from "../../support/town.ts";
import { runDue } from "../../support/job-runs.ts";

const which = "request-received";

/** Ada, who reads English, with what she sends; `write` sets a text, `book` answers the email to a guest of a language. */
async function mailTown() {
  const at = await town();
  const sent = outboxOf(at.app);
  const { app, host } = at;
  const write = async (
    id: { typeId: string; language: Language; which?: string; revision?: number },
    text: Partial<EmailTemplate>,
  ) => {
    const { revision = 0, ...named } = { which, ...id };
    const words = { subject: "", text: "", ...text };
    return await emailTemplates.setEmailTemplate(app, host.id, named, revision, words);
  };
  let booked = 0;
  const request = async (language: Language) => {
    const email = `guest${booked}@example.com`, start = mondayTen + booked++ * HOUR;
    const { guest, ...wish } = bookingRequest({ slug: at.type.slug, start });
    const asked = await granted(
      bookings.request(app, { ...wish, guest: { ...guest, email, language } }),
    );
    await runDue(app);
    return { booking: asked.booking, emails: sent.splice(0) };
  };
  const book = async (language: Language): Promise<Email> => {
    const { booking, emails } = await request(language);
    return emails.find(({ to }) => to.address === booking.guest.email)!;
  };
  return { ...at, sent, write, request, book };
}

Deno.test("texts per language: the type's, then those for all types, then ours; never another language's", async () => {
  const { type, write, book } = await mailTown();
  const ours = await book("de");
  assert.match(ours.text, /Guten Tag/);
  assert((await write({ typeId: type.id, language: "en" }, { subject: "EN type" })).ok);
  assert((await write({ typeId: ALL_TYPES, language: "en" }, { text: "EN for all" })).ok);
  const english = await book("en");
  assert.equal(english.subject, "EN type");
  assert.match(english.text, /EN for all/);

  const german = await book("de");
  assert.doesNotMatch(german.subject + german.text, /EN (type|for all)/);
  assert.equal(german.subject.split(":")[0], ours.subject.split(":")[0]);

  const ofAll = { subject: "DE alle", text: "DE für alle" };
  assert((await write({ typeId: ALL_TYPES, language: "de" }, ofAll)).ok);
  assert.equal((await book("de")).subject, "DE alle");
  assert((await write({ typeId: type.id, language: "de" }, { subject: "DE Typ" })).ok);
  const own = await book("de");
  assert.equal(own.subject, "DE Typ");
  assert.match(own.text, /DE für alle/);
  const french = await book("fr");
  assert.doesNotMatch(french.subject + french.text, /(EN|DE) (type|Typ|for all|für alle)/);
});

Deno.test("texts per language: a reminder has the host's language for the host, the guest's for the guest", async () => {
  const { app, host, type, sent, write, request } = await mailTown();
  const one = { id: null, side: "before" as const, minutes: 60, to: "both" as const };
  const { id } = granted(
    await reminders.setReminders(app, host.id, type.id, type.revision, {
      alarm: null,
      reminders: [one],
    }),
  ).reminders[0]!;
  const typeId = type.id;
  assert((await write({ typeId, language: "en", which: id }, { subject: "English" })).ok);
  assert((await write({ typeId, language: "de", which: id }, { subject: "Deutsch" })).ok);
  const { booking } = await request("de");
  await agree(app, booking);
  await runDue(app);
  sent.splice(0);
  app.at(booking.start - 59 * MINUTE);
  await runDue(app);
  const subjects = new Map(sent.map(({ to, subject }) => [to.address, subject]));
  assert.equal(subjects.get(booking.guest.email), "Deutsch");
  assert.equal(subjects.get("ada@example.org"), "English");
});

Deno.test("texts per language: written at once they are all kept; two of one language are not", async () => {
  const { app, host, type, write } = await mailTown();
  const typeId = type.id;
  const all = await Promise.all(
    languages.map((language) => write({ typeId, language }, { subject: language })),
  );
  assert.deepEqual(all.map(({ ok }) => ok), languages.map(() => true));
  const twice = await Promise.all(
    ["one", "two"].map((subject) => write({ typeId, language: "fr", revision: 1 }, { subject })),
  );
  const refused = twice.filter(({ ok }) => !ok);
  assert.deepEqual(refused.map((each) => !each.ok && each.refusal.code), ["changed"]);
  assert((await write({ typeId, language: "es", revision: 1 }, {})).ok);
  const exported = JSON.parse((await Array.fromAsync(exportAccount(app, host))).join(""));
  const texts = exported.eventTypes[0].emailTemplates;
  assert.deepEqual(Object.keys(texts).sort(), ["ar", "de", "en", "fr"]);
  assert.deepEqual(texts.ar, { [which]: { subject: "ar", text: "" } });
});

Deno.test("texts per language over the API: each its own revision, preview and reset", async () => {
  const { app, host, type } = await mailTown();
  const call = keyCaller(app, await keyOf(app, host, ["read", "settings"]));
  const params = { id: type.id, which }, german = { language: "de" };
  const body = { subject: "Danke, {guest}", text: "" };
  const set = await call(api.setEmailTemplate, { params, query: german, body, ifMatch: '"0"' });
  const { languages: written, language, revision } = set.answer.emailTemplate;
  assert.deepEqual({ written, language, revision }, {
    written: ["de"],
    language: "de",
    revision: 1,
  });
  const stale = await call(api.setEmailTemplate, { params, query: german, body, ifMatch: '"0"' });
  assert.equal(stale.status, 412);
  const english = await call(api.setEmailTemplate, {
    params,
    body: { subject: "Thanks", text: "" },
    ifMatch: '"0"',
  });
  assert.deepEqual(english.answer.emailTemplate.languages, ["en", "de"]);
  assert.equal(english.answer.emailTemplate.language, "en", "that of the page");
  const unknown = await call(api.getEmailTemplate, { params, query: { language: "tlh" } });
  assert.deepEqual([unknown.status, Object.keys(unknown.problem.fields)], [422, ["language"]]);

  const { answer: { email } } = await call(api.previewEmailTemplate, { params, query: german });
  assert.match(email.subject, /^Danke, /);
  assert.match(email.text, /Guten Tag/);
  const french = await call(api.previewEmailTemplate, { params, query: { language: "fr" } });
  assert.doesNotMatch(french.answer.email.subject, /Danke|Thanks/);
  const reset = await call(api.resetEmailTemplate, { params, query: german });
  assert.equal(reset.answer.emailTemplate.isCustom, false);
  assert.deepEqual(reset.answer.emailTemplate.languages, ["en"]);
  const list = await call(api.listEmailTemplates, { params, query: german });
  assert.deepEqual([list.answer.emailTemplates.language, list.answer.emailTemplates.revision], [
    "de",
    2,
  ]);
  const forAll = await call(general.setGeneralTemplate, {
    params: { which },
    query: { language: "ar" },
    body: { subject: "شكرًا", text: "" },
  });
  assert.deepEqual(forAll.answer.emailTemplate.languages, ["ar"]);
});

Deno.test("texts per language: an unknown placeholder is refused in the host's language", async () => {
  const { app, host } = await town({ host: { language: "de" } });
  const id = { typeId: ALL_TYPES, which, language: "fr" as const };
  const words = { subject: "{rien}", text: "" };
  const saved = await refusal(emailTemplates.setEmailTemplate(app, host.id, id, 0, words));
  assert.match(saved.fields!["subject"]!, /^Diese E-Mail unterstützt \{rien\} nicht/);
});
