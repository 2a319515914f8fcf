import { ALL_TYPES } from "$lib/scheduling/email-template.ts";
import { customizableEmails, messageOf } from "$lib/server/email/messages/registry.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { getEmailTemplates } from "$lib/server/store/email-templates.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const { dashboard: { emailTemplates: words }, emails, identity } = messages(host.language);
  const { texts } = await getEmailTemplates(app.kv, host.id, ALL_TYPES);
  return {
    title: words.general.title,
    words,
    back: identity.settings.title,
    emails: customizableEmails.map((which) => ({
      which,
      label: messageOf(which).label(emails),
      isOwn: which in texts,
    })),
  };
};
