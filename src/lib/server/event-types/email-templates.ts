import { type EventType, parseEventTypeInput } from "$lib/scheduling/event-type.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import {
  ALL_TYPES,
  type EmailTemplate,
  type EmailTemplates,
  unknownPlaceholders,
} from "$lib/scheduling/email-template.ts";
import { messages } from "$lib/i18n/messages.ts";
import { format } from "$lib/i18n/format.ts";
import type { App } from "../app.ts";
import { customizableEmails, type EmailKind, placeholdersOf } from "../email/messages/registry.ts";
import { changeAsOwner, type Owner, ownerIdOf } from "../availability/change-as-owner.ts";
import { getEventType, listEventTypes } from "../store/event-types.ts";
import {
  getEmailTemplates,
  readEmailTemplates,
  writeEmailTemplates,
} from "../store/email-templates.ts";

/**
 * Sets the owner's own text for one email of an event type or one of its reminders, or of `ALL_TYPES`; an empty text
 * restores the standard.
 */
export function setEmailTemplate(
  app: App,
  owner: Owner,
  typeId: string,
  templateId: string,
  revision: number,
  { subject, text }: EmailTemplate,
): Promise<Outcome<EmailTemplates>> {
  return changeAsOwner(app, owner, async (op) => {
    const type = await typeOrAll(app.kv, ownerIdOf(owner), typeId);
    const emailKind = type && emailKindOf(type, templateId);
    if (!type || !emailKind) return refused("not-found");
    const fields = {
      ...placeholderErrors("subject", emailKind, subject),
      ...placeholderErrors("text", emailKind, text),
    };
    if (Object.keys(fields).length > 0) return refused("invalid", { fields });

    const was = await readEmailTemplates(app.kv, type.ownerId, typeId);
    if ((was.value?.revision ?? 0) !== revision) return refused("changed");
    const texts = Object.entries(was.value?.texts ?? {}).filter(([each]) =>
      each !== templateId && emailKindOf(type, each) !== null
    );
    if (subject || text) texts.push([templateId, { subject, text }]);
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

/** Stands for all event types of a host in emails that show a sample: the first one, without its reminders. */
export async function typeForAll(app: App, host: Host): Promise<EventType> {
  const [first] = await listEventTypes(app.kv, host.id);
  const words = messages(host.language).dashboard.firstType;
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
    ownerId: host.id,
    reminders: [],
  };
}

/** The owner's texts for all event types. */
export function getGeneralTemplates(kv: Deno.Kv, ownerId: string): Promise<EmailTemplates> {
  return getEmailTemplates(kv, ownerId, ALL_TYPES);
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
): Record<string, string> {
  const known = placeholdersOf(emailKind);
  const unknown = unknownPlaceholders(text, known);
  if (unknown.length === 0) return {};
  const inBraces = (names: string[]) => names.map((name) => `{${name}}`).join(", ");
  return {
    [field]: format(messages("en").dashboard.emailTemplates.unknownPlaceholder, {
      unknown: inBraces(unknown),
      known: inBraces(known),
    }),
  };
}
