import { error, redirect, type RequestEvent } from "@sveltejs/kit";
import {
  ALL_TYPES,
  defaultEmailTemplate,
  type EmailTemplate,
  EmailTemplateInput,
  languagesWritten,
  noTemplates,
  wordedAs,
} from "$lib/scheduling/email-template.ts";
import { type Language, languageNames, languageOf, languages } from "$lib/scheduling/language.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { failWith } from "$lib/server/http/problem-details.ts";
import { messageOf, placeholdersOf } from "$lib/server/email/messages/registry.ts";
import { emailPreviewResponse } from "$lib/server/jobs/email-view.ts";
import { previewEmail } from "$lib/server/event-types/email-preview.ts";
import * as emailTemplates from "$lib/server/event-types/email-templates.ts";
import { listEmailTemplates } from "$lib/server/store/email-templates.ts";
import { format } from "$lib/i18n/format.ts";
import { ownerIdOf } from "$lib/server/availability/change-as-owner.ts";
import { messages } from "$lib/i18n/messages.ts";
import { type PlaceOf, requireType, type TypePlace } from "./type-place.ts";

/** The owner's own text of one email of an event type, or of one of its reminders, in the language of the address. */
export async function loadEmailTemplate(event: RequestEvent, place: TypePlace) {
  const { app } = event.locals;
  const { host } = place;
  const { dashboard, emails: emailWords, refusals } = messages(host.language);
  const { emailTemplates: words, eventTypes: { editor } } = dashboard;
  const { which = "" } = event.params;
  const language = languageFor(event, place);
  const type = await requireType(event, place);
  const emailKind = emailTemplates.emailKindOf(type, which);
  const general = await generalText(app, place, which, language);
  const standard = previewEmail(app, place, type, { which, language }, general);
  if (!emailKind || !standard) error(404, refusals.sentences["not-found"]);
  const all = await listEmailTemplates(app.kv, type.ownerId, type.id);
  const own = all[language] ?? noTemplates, here = emailsPath(place);
  const written = languagesWritten(all, which);
  const kind = messageOf(emailKind).label(emailWords);
  return {
    title: kind,
    words: { ...words.template, changed: words.reminders, leave: editor.leave },
    kind,
    back: place.emails ? words.general.title : format(words.template.back, { title: type.title }),
    here,
    language,
    languages: inOrder(place).map((tag) => ({
      tag,
      name: languageNames[tag],
      href: `${here}/${encodeURIComponent(which)}?language=${tag}`,
      note: written.includes(tag) ? words.emails.customized : null,
    })),
    which,
    values: { ...(own.texts[which] ?? defaultEmailTemplate), revision: String(own.revision) },
    isOwn: which in own.texts,
    standard: standard.subject,
    places: placeholdersOf(emailKind).map((name) => ({
      name,
      means: words.template.placeholderMeanings[name],
    })),
    notice: notices.find((did) => did === event.url.searchParams.get("notice")) ?? null,
  };
}

/** The language that the address names, else that of the page. */
function languageFor({ url }: RequestEvent, { page }: TypePlace): Language {
  return languageOf(url.searchParams.get("language")) ?? page.language;
}

/** Every language, that of the page first. */
function inOrder({ page: { language } }: TypePlace): Language[] {
  return [language, ...languages.filter((each) => each !== language)];
}

function emailsPath({ emails, list, typeId }: TypePlace): string {
  return emails ?? `${list}/${typeId}/emails`;
}

/** What an event type leaves empty in a language: the owner's text for all types; for these, the standard. */
async function generalText(
  app: App.Locals["app"],
  { owner, emails }: TypePlace,
  which: string,
  language: Language,
): Promise<EmailTemplate> {
  if (emails) return defaultEmailTemplate;
  const id = { typeId: ALL_TYPES, which, language };
  return await emailTemplates.wordsFor(app.kv, ownerIdOf(owner), id);
}

/** The HTML of an email with the text of the query, for the frame on its page. */
export async function previewTemplate(event: RequestEvent, place: TypePlace): Promise<Response> {
  const type = await requireType(event, place);
  const query = event.url.searchParams;
  const own = parse(EmailTemplateInput, {
    subject: query.get("subject") ?? "",
    text: query.get("text") ?? "",
  });
  const { which = "" } = event.params;
  const { app } = event.locals;
  const language = languageFor(event, place);
  const general = await generalText(app, place, which, language);
  const email = own.ok
    ? previewEmail(app, place, type, { which, language }, wordedAs(own.value, general))
    : null;
  if (!email) error(404, messages(place.host.language).refusals.sentences["not-found"]);
  return emailPreviewResponse(email);
}

const notices = ["saved", "wasReset"] as const;

/** Saves or restores the text. */
export const emailTemplateActions = (placeOf: PlaceOf) => ({
  /** Shows a preview of the email with the text entered; nothing is saved. */
  preview: async (event: RequestEvent) => {
    await placeOf(event);
    return { refusal: null, values: templateFormValues(await event.request.formData()) };
  },

  save: async (event: RequestEvent) => {
    const place = await placeOf(event);
    const form = await event.request.formData();
    return await saveTemplate(event, place, templateFormValues(form), form, "saved");
  },

  reset: async (event: RequestEvent) => {
    const place = await placeOf(event);
    const form = await event.request.formData();
    const values = { ...templateFormValues(form), ...defaultEmailTemplate };
    return await saveTemplate(event, place, values, form, "wasReset");
  },
});

/** The text as it was entered. */
export interface TemplateFormValues {
  revision: string;
  subject: string;
  text: string;
}

async function saveTemplate(
  event: RequestEvent,
  place: TypePlace,
  values: TemplateFormValues,
  form: FormData,
  notice: typeof notices[number],
) {
  const { host, owner, typeId } = place;
  const input = parse(EmailTemplateInput, values);
  if (!input.ok) return failWith(input.refusal, values, host.language);
  const revision = Number(form.get("over") ?? values.revision);
  const { which = "" } = event.params, language = languageFor(event, place);
  const saved = await emailTemplates.setEmailTemplate(
    event.locals.app,
    owner,
    { typeId, which, language },
    revision,
    input.value,
  );
  if (!saved.ok) return failWith(saved.refusal, values, host.language);
  const query = new URLSearchParams({ language, notice });
  redirect(303, `${emailsPath(place)}/${encodeURIComponent(which)}?${query}`);
}

function templateFormValues(form: FormData): TemplateFormValues {
  const text = (name: string) => String(form.get(name) ?? "");
  return { revision: text("revision"), subject: text("subject"), text: text("text") };
}
