import {
  defaultEmailTemplate,
  type EmailTemplatesByLanguage,
  languagesWritten,
} from "$lib/scheduling/email-template.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Language } from "$lib/scheduling/language.ts";
import { messages } from "$lib/i18n/messages.ts";
import { customizableEmails, messageOf, placeholdersOf } from "../email/messages/registry.ts";
import { emailKindOf } from "./email-templates.ts";

type Reminded = Pick<EventType, "reminders">;

/** The text of one email in a language as the API returns it to its host, labelled in theirs; null for an email that the type does not have. */
export function emailTemplateJson(
  type: Reminded,
  { which, language }: { which: string; language: Language },
  all: EmailTemplatesByLanguage,
  reader: Language,
) {
  const kind = emailKindOf(type, which);
  if (!kind) return null;
  const texts = all[language]?.texts ?? {};
  return {
    id: which,
    language,
    languages: languagesWritten(all, which),
    kind,
    label: messageOf(kind).label(messages(reader).emails),
    ...(texts[which] ?? defaultEmailTemplate),
    isCustom: which in texts,
    placeholders: placeholdersOf(kind),
  };
}

/** The same for every email that the host may word: those of the type, then its reminders and follow-ups. */
export function emailTemplatesJson(
  type: Reminded,
  language: Language,
  all: EmailTemplatesByLanguage,
  reader: Language,
) {
  return [...customizableEmails, ...type.reminders.map(({ id }) => id)]
    .flatMap((which) => emailTemplateJson(type, { which, language }, all, reader) ?? []);
}
