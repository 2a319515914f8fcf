import type { RequestEvent } from "@sveltejs/kit";
import type { Host } from "$lib/scheduling/host.ts";
import type { Team } from "$lib/scheduling/team.ts";
import {
  blockedActions,
  type BlockListPlace,
  loadBlocked,
} from "../../../settings/blocked-page.ts";
import { requireTeam } from "../../require-team.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const { host, team } = await requireTeam(event, "admin");
  return {
    ...await loadBlocked(event, placeIn(host, team)),
    team: { name: team.name, path: `/dashboard/teams/${team.id}/event-types` },
  };
};

export const actions = blockedActions(async (event: RequestEvent) => {
  const { host, team } = await requireTeam(event, "admin");
  return placeIn(host, team);
});

function placeIn(host: Host, { id: teamId }: Team): BlockListPlace {
  return { host, owner: { teamId, hostId: host.id }, here: `/dashboard/teams/${teamId}/blocked` };
}
