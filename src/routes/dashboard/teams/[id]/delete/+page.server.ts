import * as v from "valibot";
import { actionBy } from "$lib/server/http/action.ts";
import { TeamClosureInput } from "$lib/scheduling/team.ts";
import { close } from "$lib/server/teams/close-team.ts";
import { listUpcoming } from "$lib/server/teams/team-bookings.ts";
import { messages } from "$lib/i18n/messages.ts";
import { plural } from "$lib/i18n/format.ts";
import type { Actions, PageServerLoad } from "./$types";
import { headerOf, requireTeam } from "../../require-team.ts";

export const load: PageServerLoad = async (event) => {
  const { host, team, member } = await requireTeam(event, "owner");
  const { data, teams: words } = messages(host.language, event.locals.app).dashboard;
  const coming = (await listUpcoming(event.locals.app, team.id)).length;
  return {
    title: words.close.title,
    words: words.close,
    team: headerOf(team, member),
    coming: coming === 0
      ? words.close.nothingComing
      : plural(data.close.coming, coming, host.language),
    anyComing: coming > 0,
  };
};

export const actions: Actions = {
  default: actionBy((event) => requireTeam(event, "owner"))(
    v.object({ ...TeamClosureInput.entries, sure: v.literal(true, "sure-needed") }),
    ({ app, host, team }, { message }) =>
      close(app, { teamId: team.id, hostId: host.id }, { message }),
    {
      done: (_, { team }) =>
        `/dashboard/teams?notice=deleted&team=${encodeURIComponent(team.name)}`,
    },
  ),
};
