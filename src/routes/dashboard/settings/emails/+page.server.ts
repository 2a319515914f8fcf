import { ALL_TYPES } from "$lib/scheduling/email-template.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { listEmailTemplates } from "$lib/server/store/email-templates.ts";
import { messages } from "$lib/i18n/messages.ts";
import { emailList } from "../../event-types/email-list.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const { dashboard: { emailTemplates: words }, emails, identity } = messages(host.language);
  const all = await listEmailTemplates(app.kv, host.id, ALL_TYPES);
  return {
    title: words.general.title,
    words,
    back: identity.settings.title,
    emails: emailList(all, emails),
  };
};
