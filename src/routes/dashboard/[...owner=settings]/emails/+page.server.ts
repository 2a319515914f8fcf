import { ALL_TYPES } from "$lib/scheduling/email-template.ts";
import { ownerIdOf } from "$lib/server/availability/change-as-owner.ts";
import { listEmailTemplates } from "$lib/server/store/email-templates.ts";
import { messages } from "$lib/i18n/messages.ts";
import { emailList } from "../../[...owner=owner]/event-types/email-list.ts";
import { placeOf } from "../../place.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const { host, header, owner, base } = await placeOf(event);
  const { dashboard: { emailTemplates: words, teams }, emails, identity } = messages(host.language);
  const all = await listEmailTemplates(event.locals.app.kv, ownerIdOf(owner), ALL_TYPES);
  return {
    title: words.general.title,
    words,
    teamWords: teams,
    team: header,
    back: identity.settings.title,
    path: `${base}/emails`,
    emails: emailList(all, emails),
  };
};
