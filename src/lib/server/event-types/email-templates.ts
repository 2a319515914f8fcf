import { type EventType, parseEventTypeInput } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import type { Language } from "$lib/scheduling/language.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import {
  ALL_TYPES,
  type EmailTemplate,
  type EmailTemplates,
  unknownPlaceholders,
  wordedAs,
} from "$lib/scheduling/email-template.ts";
import type { Team } from "$lib/scheduling/team.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
import type { App } from "../app.ts";
import { customizableEmails, type EmailKind, placeholdersOf } from "../email/messages/registry.ts";
import { changeAsOwner, type Owner, ownerIdOf } from "../availability/change-as-owner.ts";
import { getEventType, listEventTypes } from "../store/event-types.ts";
import { languageOfOwner } from "./edit.ts";
import {
  getEmailTemplates,
  readEmailTemplates,
  writeEmailTemplates,
} from "../store/email-templates.ts";

/** Which email, of an event type or of `ALL_TYPES`, and in which language. */
export interface TemplateId {
  typeId: string;
  /** The kind of email, or the id of a reminder. */
  which: string;
  language: Language;
}

/** Sets the owner's own text of an email in a language; an empty text restores the standard one. */
export function setEmailTemplate(
  app: App,
  owner: Owner,
  { typeId, which, language }: TemplateId,
  revision: number,
  { subject, text }: EmailTemplate,
): Promise<Outcome<EmailTemplates, "busy" | "changed" | "invalid" | "not-found">> {
  return changeAsOwner(app, owner, async (op) => {
    const type = await typeOrAll(app.kv, ownerIdOf(owner), typeId);
    const emailKind = type && emailKindOf(type, which);
    if (!type || !emailKind) return refused("not-found");
    const reads = await languageOfOwner(app, owner);
    const fields = {
      ...placeholderErrors("subject", emailKind, subject, reads),
      ...placeholderErrors("text", emailKind, text, reads),
    };
    if (Object.keys(fields).length > 0) return refused("invalid", { fields });

    const was = await readEmailTemplates(app.kv, type.ownerId, typeId, language);
    if ((was.value?.revision ?? 0) !== revision) return refused("changed");
    const texts = Object.entries(was.value?.texts ?? {}).filter(([each]) =>
      each !== which && emailKindOf(type, each) !== null
    );
    if (subject || text) texts.push([which, { subject, text }]);
    writeEmailTemplates(op, was, Object.fromEntries(texts));
    return accepted({ texts: Object.fromEntries(texts), revision: revision + 1 });
  });
}

/** Whose emails are worded: those of an event type, or of all, which have no reminders. */
async function typeOrAll(
  kv: Deno.Kv,
  ownerId: string,
  typeId: string,
): Promise<Pick<EventType, "ownerId" | "reminders"> | null> {
  if (typeId === ALL_TYPES) return { ownerId, reminders: [] };
  return await getEventType(kv, ownerId, typeId);
}

/** Stands for all event types of a host or team in emails that show a sample: the first one, without its reminders. */
export async function typeForAll(app: App, owner: Host | Team): Promise<EventType> {
  const [first] = await listEventTypes(app.kv, owner.id);
  const words = messages(owner.language).dashboard.firstType;
  const sample = parseEventTypeInput({ title: words.title, slug: "intro-call", durations: [30] });
  return {
    ...sample,
    alarm: null,
    team: null,
    order: 0,
    scheduleId: "",
    revision: 1,
    createdAt: app.now(),
    ...first,
    id: ALL_TYPES,
    ownerId: owner.id,
    reminders: [],
  };
}

/**
 * The owner's words for an email in its reader's language: those of the type, then those for all types; empty where the
 * standard ones hold. Those of another language never stand in.
 */
export async function wordsFor(
  kv: Deno.Kv,
  ownerId: string,
  { typeId, which, language }: TemplateId,
): Promise<EmailTemplate> {
  const [own, general] = await Promise.all(
    [typeId, ALL_TYPES].map((id) => getEmailTemplates(kv, ownerId, id, language)),
  );
  return wordedAs(own?.texts[which], general?.texts[which]);
}

/** The kind of email behind a template id: a kind, or the id of one of the type's reminders; null for any other. */
export function emailKindOf(
  type: Pick<EventType, "reminders">,
  templateId: string,
): EmailKind | null {
  const reminder = type.reminders.find(({ id }) => id === templateId);
  if (reminder) return reminder.side === "before" ? "reminder" : "follow-up";
  return customizableEmails.find((each) => each === templateId) ?? null;
}

/** An unknown placeholder would be sent with its braces. */
function placeholderErrors(
  field: string,
  emailKind: EmailKind,
  text: string,
  language: string,
): Record<string, string> {
  const known = placeholdersOf(emailKind);
  const unknown = unknownPlaceholders(text, known);
  if (unknown.length === 0) return {};
  const inBraces = (names: string[]) => names.map((name) => `{${name}}`).join(", ");
  return {
    [field]: format(messages(language).dashboard.emailTemplates.unknownPlaceholder, {
      unknown: inBraces(unknown),
      known: inBraces(known),
    }),
  };
}
