import type { RequestEvent } from "@sveltejs/kit";
import type { Team } from "$lib/scheduling/team.ts";
import { pagePathOf } from "$lib/server/event-types/page-path.ts";
import type { PagePlace } from "../../../settings/page/page-form.ts";
import { requireTeam } from "../../require-team.ts";

/** The page of the team in the address, for its owners and admins. */
export async function teamPagePlace(event: RequestEvent): Promise<PagePlace & { team: Team }> {
  const { host, team } = await requireTeam(event, "admin");
  const base = `/dashboard/teams/${team.id}`;
  return {
    team,
    host,
    owner: { teamId: team.id, hostId: host.id },
    here: `${base}/page`,
    back: { href: `${base}/settings`, label: team.name },
    page: `${pagePathOf(team)}/`,
  };
}
