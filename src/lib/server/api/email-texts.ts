/** What operations on email texts do, whoever's the event type is. */
import {
  ALL_TYPES,
  defaultEmailTemplate,
  type EmailTemplate,
  type EmailTemplatesByLanguage,
  noTemplates,
  wordedAs,
} from "$lib/scheduling/email-template.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Language } from "$lib/scheduling/language.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { previewEmail } from "../event-types/email-preview.ts";
import { emailTemplateJson, emailTemplatesJson } from "../event-types/email-template-json.ts";
import * as templates from "../event-types/email-templates.ts";
import { listEmailTemplates as readTexts } from "../store/email-templates.ts";
import type { OwnedType } from "./owners.ts";

/** A request about emails in a language, the owner's own where it names none. */
interface LanguageCall {
  app: App;
  host: Host;
  query: { language?: Language | undefined };
}

/** A request about one email of an event type, by its kind or its id. */
interface TemplateCall extends LanguageCall {
  params: { which: string };
}

export async function list(call: LanguageCall, found: OwnedType) {
  const all = await textsOf(call.app, found), language = languageFor(call, found);
  const { revision } = all[language] ?? noTemplates;
  const templates = emailTemplatesJson(found.type, language, all, call.host.language);
  return accepted({ emailTemplates: { language, templates, revision } });
}

export async function get(call: TemplateCall, found: OwnedType) {
  return answerOf(call, found, await textsOf(call.app, found));
}

/** Sets the text as of the revision that the body or If-Match names, else as it is now. */
export async function set(
  call: TemplateCall & {
    body: EmailTemplate & { revision?: number | undefined };
    revision: number | null;
  },
  found: OwnedType,
) {
  const { revision = call.revision, ...text } = call.body;
  return await write(call, found, text, revision);
}

export function reset(call: TemplateCall & { revision: number | null }, found: OwnedType) {
  return write(call, found, defaultEmailTemplate, call.revision);
}

export async function preview(
  call: TemplateCall & { host: Host; query: Partial<EmailTemplate> },
  found: OwnedType,
) {
  const { app, host, params: { which }, query: { language: _, ...entered } } = call;
  const { page, type } = found, language = languageFor(call, found);
  const { texts } = (await textsOf(app, found))[language] ?? noTemplates;
  const general = await templates.wordsFor(app.kv, type.ownerId, {
    typeId: ALL_TYPES,
    which,
    language,
  });
  const text = wordedAs({ ...(texts[which] ?? defaultEmailTemplate), ...entered }, general);
  const shown = await previewEmail(app, { host, page }, type, { which, language }, text);
  if (!shown) return refused("not-found");
  return accepted({ email: { subject: shown.subject, text: shown.text, html: shown.html } });
}

async function write(
  call: TemplateCall,
  found: OwnedType,
  text: EmailTemplate,
  revision: number | null,
) {
  const { app, params: { which } } = call;
  const { owner, type } = found;
  const all = await textsOf(app, found), language = languageFor(call, found);
  const current = revision ?? (all[language] ?? noTemplates).revision;
  const id = { typeId: type.id, which, language };
  const set = await templates.setEmailTemplate(app, owner, id, current, text);
  return set.ok ? answerOf(call, found, { ...all, [language]: set.value }) : set;
}

function answerOf(call: TemplateCall, found: OwnedType, all: EmailTemplatesByLanguage) {
  const { which } = call.params, language = languageFor(call, found);
  const emailTemplate = emailTemplateJson(
    found.type,
    { which, language },
    all,
    call.host.language,
  );
  const { revision } = all[language] ?? noTemplates;
  return emailTemplate
    ? accepted({ emailTemplate: { ...emailTemplate, revision } })
    : refused("not-found");
}

function languageFor({ query }: LanguageCall, { page }: OwnedType): Language {
  return query.language ?? page.language;
}

function textsOf({ kv }: App, { type }: OwnedType): Promise<EmailTemplatesByLanguage> {
  return readTexts(kv, type.ownerId, type.id);
}
