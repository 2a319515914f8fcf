import { error, type RequestEvent } from "@sveltejs/kit";
import type { Host } from "$lib/scheduling/host.ts";
import type { TeamHeaderView } from "$lib/components/team-header-view.ts";
import { isManager, type Team, type TeamMember, type TeamRole } from "$lib/scheduling/team.ts";
import { requireHost } from "$lib/server/http/problem-details.ts";
import { findTeamOf } from "$lib/server/store/teams.ts";
import { messages } from "$lib/i18n/messages.ts";

/** The team of the page's address and the signed-in host's membership; 404 for whoever has not the role that it needs. */
export async function requireTeam(
  event: RequestEvent,
  needs: TeamRole = "member",
  teamId = event.params["id"] ?? "",
): Promise<{ host: Host; team: Team; member: TeamMember }> {
  const host = requireHost(event);
  const found = await findTeamOf(event.locals.app.kv, teamId, host.id, needs);
  if (!found) error(404, messages(host.language).refusals.sentences["not-found"]);
  return { host, ...found };
}

/** What the header of a team's page shows to this member. */
export function headerOf(team: Team, { role }: TeamMember): TeamHeaderView {
  return { id: team.id, name: team.name, role, isManager: isManager(role) };
}
