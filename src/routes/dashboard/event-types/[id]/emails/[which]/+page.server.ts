import { error, redirect } from "@sveltejs/kit";
import { defaultEmailTemplate, EmailTemplateInput } from "$lib/scheduling/email-template.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { failWith, requireHost } from "$lib/server/http/problem-details.ts";
import { messageOf, placeholdersOf } from "$lib/server/email/messages/registry.ts";
import { previewEmail } from "$lib/server/event-types/email-preview.ts";
import * as emailTemplates from "$lib/server/event-types/email-templates.ts";
import { getEventType } from "$lib/server/store/event-types.ts";
import { getEmailTemplates } from "$lib/server/store/email-templates.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const { dashboard: { emailTemplates: words }, emails: emailWords, refusals } = messages(
    host.language,
  );
  const { id, which } = event.params;
  const type = await getEventType(app.kv, host.id, id);
  const emailKind = type && emailTemplates.emailKindOf(type, which);
  const standard = type && previewEmail(app, host, type, which, defaultEmailTemplate);
  if (!type || !emailKind || !standard) error(404, refusals.sentences["not-found"]);
  const own = await getEmailTemplates(app.kv, host.id, id);
  const kind = messageOf(emailKind).label(emailWords);
  return {
    title: kind,
    words: { ...words.template, changed: words.reminders },
    kind,
    type: { id, title: type.title },
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
};

const notices = ["saved", "wasReset"] as const;

export const actions: Actions = {
  /** Shows a preview of the email with the text entered; nothing is saved. */
  preview: async (event) => {
    requireHost(event);
    return { refusal: null, values: templateFormValues(await event.request.formData()) };
  },

  save: async (event) => {
    const form = await event.request.formData();
    return await saveTemplate(event, templateFormValues(form), form, "saved");
  },

  reset: async (event) => {
    const form = await event.request.formData();
    return await saveTemplate(
      event,
      { ...templateFormValues(form), ...defaultEmailTemplate },
      form,
      "wasReset",
    );
  },
};

interface TemplateFormValues {
  revision: string;
  subject: string;
  text: string;
}

async function saveTemplate(
  event: Parameters<Actions[string]>[0],
  values: TemplateFormValues,
  form: FormData,
  notice: typeof notices[number],
) {
  const host = requireHost(event);
  const input = parse(EmailTemplateInput, values);
  if (!input.ok) return failWith(input.refusal, values, host.language);
  const revision = Number(form.get("over") ?? values.revision);
  const { id = "", which = "" } = event.params;
  const saved = await emailTemplates.setEmailTemplate(
    event.locals.app,
    host.id,
    id,
    which,
    revision,
    input.value,
  );
  if (!saved.ok) return failWith(saved.refusal, values, host.language);
  redirect(
    303,
    `/dashboard/event-types/${id}/emails/${encodeURIComponent(which)}?notice=${notice}`,
  );
}

function templateFormValues(form: FormData): TemplateFormValues {
  const text = (name: string) => String(form.get(name) ?? "");
  return { revision: text("revision"), subject: text("subject"), text: text("text") };
}
