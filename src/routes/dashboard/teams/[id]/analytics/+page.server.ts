import { messages } from "$lib/i18n/messages.ts";
import { pagePathOf } from "$lib/server/event-types/page-path.ts";
import { loadAnalytics } from "../../../analytics/analytics-page.ts";
import { headerOf, requireTeam } from "../../require-team.ts";
import { isManager } from "$lib/scheduling/team.ts";
import { countAgainView, countAndReturn } from "../../../analytics/count-again.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const { host, team, member } = await requireTeam(event);
  return {
    ...await loadAnalytics(event, { host, team }),
    teamsWords: messages(host.language).dashboard.teams,
    team: headerOf(team, member),
    again: isManager(member.role) ? await countAgainView(event, { host, team }) : null,
    link: pagePathOf(team),
  };
};

export const actions: Actions = {
  count: async (event) => countAndReturn(event, await requireTeam(event, "admin")),
};
