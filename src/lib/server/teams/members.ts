import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import type { TeamMember, TeamRole } from "$lib/scheduling/team.ts";
import type { App } from "../app.ts";
import { changeAsMember } from "../availability/change-under-guard.ts";
import { getTeamMember, isLastOwner, listTeamMembers, setTeamMember } from "../store/teams.ts";

/** Changes a member's role, as an owner; the last owner stays one. */
export function setRole(
  app: App,
  by: { teamId: string; hostId: string },
  hostId: string,
  role: TeamRole,
): Promise<Outcome<TeamMember>> {
  return changeAsMember(app, { ...by, needs: "owner" }, async (op) => {
    const was = await getTeamMember(app.kv, by.teamId, hostId);
    if (!was) return refused("not-found");
    const members = await listTeamMembers(app.kv, by.teamId);
    if (role !== "owner" && isLastOwner(members, hostId)) {
      return refused("invalid", { fields: { role: "last-owner" } });
    }
    const is: TeamMember = { ...was, role };
    setTeamMember(op, is);
    return accepted(is);
  });
}
