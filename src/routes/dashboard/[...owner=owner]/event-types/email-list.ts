import { type EmailTemplatesByLanguage, languagesWritten } from "$lib/scheduling/email-template.ts";
import { languageNames } from "$lib/scheduling/language.ts";
import { customizableEmails, messageOf } from "$lib/server/email/messages/registry.ts";
import type { Messages } from "$lib/i18n/messages.ts";

/** The emails to guests as a list shows them, with the languages in which each has a text of the owner's own. */
export function emailList(all: EmailTemplatesByLanguage, words: Messages["emails"]) {
  return customizableEmails.map((which) => ({
    which,
    label: messageOf(which).label(words),
    written: languagesWritten(all, which).map((tag) => ({ tag, name: languageNames[tag] })),
  }));
}
