import * as api from "$lib/api/operations/email-templates.ts";
import { defaultEmailTemplate, type EmailTemplate } from "$lib/scheduling/email-template.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import type { App } from "$lib/server/app.ts";
import { emailTemplateJson } from "$lib/server/event-types/email-template-json.ts";
import { setEmailTemplate } from "$lib/server/event-types/email-templates.ts";
import { serve } from "$lib/server/http/serve.ts";
import { getEmailTemplates } from "$lib/server/store/email-templates.ts";
import { getEventType } from "$lib/server/store/event-types.ts";

interface Place {
  app: App;
  host: { id: string };
  params: { id: string; which: string };
}

export const GET = serve(api.getEmailTemplate, answer);

export const PUT = serve(api.setEmailTemplate, ({ body, revision: matched, ...place }) => {
  const { revision = matched, ...text } = body;
  return write(place, text, revision);
});

export const DELETE = serve(api.resetEmailTemplate, ({ revision, ...place }) => {
  return write(place, defaultEmailTemplate, revision);
});

async function write(place: Place, text: EmailTemplate, revision: number | null) {
  const { app, host, params: { id, which } } = place;
  const current = revision ?? (await getEmailTemplates(app.kv, host.id, id)).revision;
  const set = await setEmailTemplate(app, host.id, id, which, current, text);
  return set.ok ? await answer(place) : set;
}

async function answer({ app, host, params: { id, which } }: Place) {
  const type = await getEventType(app.kv, host.id, id);
  const own = await getEmailTemplates(app.kv, host.id, id);
  const emailTemplate = type && emailTemplateJson(type, which, own);
  if (!emailTemplate) return refused("not-found");
  return accepted({ emailTemplate: { ...emailTemplate, revision: own.revision } });
}
