import type { EventType } from "$lib/scheduling/event-type.ts";
import type { Team, TeamMember, TeamRole } from "$lib/scheduling/team.ts";
import type { App } from "../app.ts";
import type { TeamManager } from "../availability/change-as-owner.ts";
import { getEventType, getEventTypeBySlug } from "../store/event-types.ts";
import { findTeamOf, getTeamBySlug } from "../store/teams.ts";

/** A team by its slug or id, for a member with this role; null for everybody else. */
export async function findTeamByName(
  app: App,
  team: string,
  hostId: string,
  needs: TeamRole = "member",
): Promise<{ team: Team; member: TeamMember } | null> {
  const teamId = (await getTeamBySlug(app.kv, team))?.id ?? team;
  return await findTeamOf(app.kv, teamId, hostId, needs);
}

/** A team as the owner of what its owners and admins change; null for everybody else. */
export async function findManagedTeam(
  { app, host, params }: { app: App; host: { id: string }; params: { id: string } },
): Promise<TeamManager | null> {
  const found = await findTeamOf(app.kv, params.id, host.id, "admin");
  return found && { teamId: found.team.id, hostId: host.id };
}

/** An event type of a team, both by slug or id, for its owners and admins; null for everybody else. */
export function findManagedType(
  app: App,
  names: { team: string; slug: string },
  hostId: string,
): Promise<{ team: Team; type: EventType } | null> {
  return findTypeOfTeam(app, names, hostId, "admin");
}

/** The same for members with this role. */
export async function findTypeOfTeam(
  app: App,
  { team, slug }: { team: string; slug: string },
  hostId: string,
  needs: TeamRole,
): Promise<{ team: Team; type: EventType } | null> {
  const found = await findTeamByName(app, team, hostId, needs);
  if (!found) return null;
  const type = await getEventTypeBySlug(app.kv, found.team.id, slug) ??
    await getEventType(app.kv, found.team.id, slug);
  return type && { team: found.team, type };
}
