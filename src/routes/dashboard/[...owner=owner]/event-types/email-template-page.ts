import { error, type RequestEvent, type ServerLoadEvent } from "@sveltejs/kit";
import * as v from "valibot";
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
import { accepted } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { messageOf, placeholdersOf } from "$lib/server/email/messages/registry.ts";
import { emailPreviewResponse } from "$lib/server/jobs/email-view.ts";
import { previewEmail } from "$lib/server/event-types/email-preview.ts";
import * as emailTemplates from "$lib/server/event-types/email-templates.ts";
import { actionBy } from "$lib/server/http/action.ts";
import { listEmailTemplates } from "$lib/server/store/email-templates.ts";
import { format } from "$lib/i18n/format.ts";
import { ownerIdOf } from "$lib/server/availability/change-as-owner.ts";
import { messages } from "$lib/i18n/messages.ts";
import { placeOf, requireType } from "../../place.ts";

type EmailPlace = Awaited<ReturnType<typeof emailOf>>;

/** The email of the address: of one event type or, where it names none, of all of its owner. */
async function emailOf(event: RequestEvent) {
  const place = await placeOf(event), { typeId = ALL_TYPES, which = "" } = event.params;
  const isGeneral = typeId === ALL_TYPES, page = place.team ?? place.host;
  const types = isGeneral ? place.base : `${place.base}/event-types/${typeId}`;
  return {
    ...place,
    typeId,
    which,
    isGeneral,
    /** Whose booking page the email is about. */
    page,
    /** The one that the address names, else that of the page. */
    language: languageOf(event.url.searchParams.get("language")) ?? page.language,
    list: `${types}/emails`,
  };
}

/** The owner's own text of one email of an event type, or of one of its reminders, in the language of the address. */
export async function load(event: ServerLoadEvent) {
  const { app } = event.locals, place = await emailOf(event);
  const { host, which, language, list } = place;
  const { dashboard, emails: emailWords, refusals } = messages(host.language);
  const { emailTemplates: words, eventTypes: { editor } } = dashboard;
  const type = await requireType(event, place);
  const emailKind = emailTemplates.emailKindOf(type, which);
  const general = await generalText(app, place);
  const standard = await previewEmail(app, place, type, { which, language }, general);
  if (!emailKind || !standard) error(404, refusals.sentences["not-found"]);
  const all = await listEmailTemplates(app.kv, type.ownerId, type.id);
  const own = all[language] ?? noTemplates, written = languagesWritten(all, which);
  const kind = messageOf(emailKind).label(emailWords);
  return {
    title: kind,
    words: { ...words.template, changed: words.reminders, leave: editor.leave },
    kind,
    back: place.isGeneral
      ? words.general.title
      : format(words.template.back, { title: type.title }),
    here: list,
    language,
    languages: inOrder(place).map((tag) => ({
      tag,
      name: languageNames[tag],
      href: `${list}/${encodeURIComponent(which)}?language=${tag}`,
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

/** Every language, that of the page first. */
function inOrder({ page: { language } }: EmailPlace): Language[] {
  return [language, ...languages.filter((each) => each !== language)];
}

/** What an event type leaves empty in a language: the owner's text for all types; for these, the standard. */
async function generalText(
  app: App.Locals["app"],
  { owner, isGeneral, which, language }: EmailPlace,
): Promise<EmailTemplate> {
  if (isGeneral) return defaultEmailTemplate;
  const id = { typeId: ALL_TYPES, which, language };
  return await emailTemplates.wordsFor(app.kv, ownerIdOf(owner), id);
}

/** The HTML of an email with the text of the query, for the frame on its page. */
export async function previewTemplate(event: RequestEvent): Promise<Response> {
  const { app } = event.locals, place = await emailOf(event), { which, language } = place;
  const type = await requireType(event, place);
  const query = event.url.searchParams;
  const own = parse(EmailTemplateInput, {
    subject: query.get("subject") ?? "",
    text: query.get("text") ?? "",
  });
  const general = await generalText(app, place);
  const email = own.ok
    ? await previewEmail(app, place, type, { which, language }, wordedAs(own.value, general))
    : null;
  if (!email) error(404, messages(place.host.language).refusals.sentences["not-found"]);
  return emailPreviewResponse(email, app.baseUrl);
}

const onEmail = actionBy(emailOf);
/** The revision that the text was entered over; `over` is what overwrites another one. */
const Revision = { revision: v.string(), over: v.optional(v.string()) };
const Template = v.object({ subject: v.string(), text: v.string(), ...Revision });

export const actions = {
  /** Shows a preview of the email with the text entered; nothing is saved. */
  preview: onEmail(Template, (_, values) => accepted(values), {
    shows: (values) => ({ refusal: null, values }),
  }),

  save: onEmail(Template, setTemplate, toEmail("saved")),

  /** Restores the standard text. */
  reset: onEmail(
    v.object(Revision),
    (call, seen) => setTemplate(call, { ...defaultEmailTemplate, ...seen }),
    { kept: defaultEmailTemplate, ...toEmail("wasReset") },
  ),
};

const notices = ["saved", "wasReset"] as const;

function setTemplate(
  { app, owner, typeId, which, language }: EmailPlace & { app: App.Locals["app"] },
  { revision, over, ...text }: v.InferOutput<typeof Template>,
) {
  const input = parse(EmailTemplateInput, text), id = { typeId, which, language };
  if (!input.ok) return input;
  return emailTemplates.setEmailTemplate(app, owner, id, Number(over ?? revision), input.value);
}

function toEmail(notice: typeof notices[number]) {
  return {
    done: (_: unknown, { list, which, language }: EmailPlace) =>
      `${list}/${encodeURIComponent(which)}?${new URLSearchParams({ language, notice })}`,
  };
}
