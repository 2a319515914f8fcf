/** What the routes of email texts share: of a host's own event types, and of a team's. */
import {
  defaultEmailTemplate,
  type EmailTemplate,
  type EmailTemplates,
  wordedAs,
} from "$lib/scheduling/email-template.ts";
import type { Host } from "$lib/scheduling/host.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "../app.ts";
import { previewEmail } from "../event-types/email-preview.ts";
import { emailTemplateJson, emailTemplatesJson } from "../event-types/email-template-json.ts";
import * as templates from "../event-types/email-templates.ts";
import type { OwnedType } from "./owned-type.ts";
import { getEmailTemplates } from "../store/email-templates.ts";

/** A request about one email of an event type, as `serve` hands it over. */
interface TemplateCall {
  app: App;
  params: { which: string };
}

/** All event types of the caller, as one that has no reminders. */
export async function findAllTypes({ app, host }: { app: App; host: Host }): Promise<OwnedType> {
  return { type: await templates.typeForAll(app, host), owner: host.id, page: host };
}

export async function listEmailTemplates({ app }: { app: App }, found: OwnedType | null) {
  if (!found) return refused("not-found");
  const own = await textsOf(app, found);
  return accepted({
    emailTemplates: { templates: emailTemplatesJson(found.type, own), revision: own.revision },
  });
}

export async function getEmailTemplate(call: TemplateCall, found: OwnedType | null) {
  return found ? answerOf(call, found, await textsOf(call.app, found)) : refused("not-found");
}

/** Sets the text as of the revision that the body or If-Match names, else as it is now. */
export async function setEmailTemplate(
  call: TemplateCall & {
    body: EmailTemplate & { revision?: number | undefined };
    revision: number | null;
  },
  found: OwnedType | null,
) {
  const { revision = call.revision, ...text } = call.body;
  return await write(call, found, text, revision);
}

export function resetEmailTemplate(
  call: TemplateCall & { revision: number | null },
  found: OwnedType | null,
) {
  return write(call, found, defaultEmailTemplate, call.revision);
}

export async function previewEmailTemplate(
  { app, host, params, query }: TemplateCall & { host: Host; query: Partial<EmailTemplate> },
  found: OwnedType | null,
) {
  if (!found) return refused("not-found");
  const { texts } = await textsOf(app, found);
  const general = await templates.getGeneralTemplates(app.kv, found.type.ownerId);
  const entered = { ...(texts[params.which] ?? defaultEmailTemplate), ...query };
  const text = wordedAs(entered, general.texts[params.which]);
  const shown = previewEmail(app, { host, page: found.page }, found.type, params.which, text);
  if (!shown) return refused("not-found");
  return accepted({ email: { subject: shown.subject, text: shown.text, html: shown.html } });
}

async function write(
  call: TemplateCall,
  found: OwnedType | null,
  text: EmailTemplate,
  revision: number | null,
) {
  if (!found) return refused("not-found");
  const { app, params: { which } } = call;
  const { owner, type } = found;
  const current = revision ?? (await textsOf(app, found)).revision;
  const set = await templates.setEmailTemplate(app, owner, type.id, which, current, text);
  return set.ok ? answerOf(call, found, set.value) : set;
}

function answerOf({ params }: TemplateCall, { type }: OwnedType, own: EmailTemplates) {
  const emailTemplate = emailTemplateJson(type, params.which, own);
  return emailTemplate
    ? accepted({ emailTemplate: { ...emailTemplate, revision: own.revision } })
    : refused("not-found");
}

function textsOf({ kv }: App, { type }: OwnedType): Promise<EmailTemplates> {
  return getEmailTemplates(kv, type.ownerId, type.id);
}
