import {
  type EmailTemplates,
  type EmailTemplatesByLanguage,
  noTemplates,
} from "$lib/scheduling/email-template.ts";
import { type Language, languageOf } from "$lib/scheduling/language.ts";
import { keys } from "../kv/keys.ts";

/** An owner's email texts in a language for an event type, or for all; they outlive the type, because its bookings do. */
export async function getEmailTemplates(
  kv: Deno.Kv,
  ownerId: string,
  typeId: string,
  language: Language,
): Promise<EmailTemplates> {
  return (await readEmailTemplates(kv, ownerId, typeId, language)).value ?? noTemplates;
}

/** The same in every language that has been written. */
export async function listEmailTemplates(
  kv: Deno.Kv,
  ownerId: string,
  typeId: string,
): Promise<EmailTemplatesByLanguage> {
  const found: EmailTemplatesByLanguage = {};
  const prefix = keys.emailTemplatesOf(ownerId, typeId);
  for await (const { key, value } of kv.list<EmailTemplates>({ prefix })) {
    const language = languageOf(String(key.at(-1)));
    if (language) found[language] = value;
  }
  return found;
}

/** Those in one language, with the version to check. */
export function readEmailTemplates(
  kv: Deno.Kv,
  ownerId: string,
  typeId: string,
  language: Language,
): Promise<Deno.KvEntryMaybe<EmailTemplates>> {
  return kv.get<EmailTemplates>(keys.emailTemplates(ownerId, typeId, language));
}

/** Adds to a commit: new texts in place of those that were read. */
export function writeEmailTemplates(
  op: Deno.AtomicOperation,
  was: Deno.KvEntryMaybe<EmailTemplates>,
  texts: EmailTemplates["texts"],
): Deno.AtomicOperation {
  return op.check(was).set(was.key, { texts, revision: (was.value?.revision ?? 0) + 1 });
}
