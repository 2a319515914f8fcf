import { ALL_TYPES } from "$lib/scheduling/email-template.ts";
import { listEmailTemplates } from "$lib/server/store/email-templates.ts";
import { messages } from "$lib/i18n/messages.ts";
import { emailList } from "../../../event-types/email-list.ts";
import { headerOf, requireTeam } from "../../require-team.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const { host, team, member } = await requireTeam(event, "admin");
  const { dashboard: { emailTemplates: words, teams }, emails } = messages(host.language);
  const all = await listEmailTemplates(event.locals.app.kv, team.id, ALL_TYPES);
  return {
    title: words.general.title,
    words,
    teamWords: teams,
    team: headerOf(team, member),
    emails: emailList(all, emails),
  };
};
