import { accepted, type Outcome, refused } from "$lib/scheduling/outcome.ts";
import {
  type ForWebhooks,
  hasRole,
  isManager,
  type TeamMember,
  type TeamRole,
} from "$lib/scheduling/team.ts";
import type { App } from "../app.ts";
import { changeAsMember } from "../availability/change-under-guard.ts";
import { deleteTeamInvitation, listTeamInvitations } from "../store/team-invitations.ts";
import { getTeamMember, isLastOwner, listTeamMembers, setTeamMember } from "../store/teams.ts";
import { settleWebhooks } from "./made-webhooks.ts";

/**
 * Changes a member's role, as an owner; the last owner stays one. With a lower role end the open invitations that it may
 * not send; who no longer manages the team has made webhooks that are paused, unless said otherwise.
 */
export async function setRole(
  app: App,
  by: { teamId: string; hostId: string },
  hostId: string,
  role: TeamRole,
  webhooks: ForWebhooks = "pause",
): Promise<Outcome<TeamMember, "busy" | "invalid" | "not-found">> {
  for (;;) {
    const set = await setRoleSome(app, by, hostId, role, webhooks);
    if (!set.ok) return set;
    if (set.value === "more") continue;
    app.wakeJobs();
    return accepted(set.value);
  }
}

function setRoleSome(
  app: App,
  by: { teamId: string; hostId: string },
  hostId: string,
  role: TeamRole,
  webhooks: ForWebhooks,
): Promise<Outcome<TeamMember | "more", "busy" | "invalid" | "not-found">> {
  return changeAsMember<TeamMember | "more", "not-found" | "invalid">(app, {
    ...by,
    needs: "owner",
  }, async (op) => {
    const was = await getTeamMember(app.kv, by.teamId, hostId);
    if (!was) return refused("not-found");
    const members = await listTeamMembers(app.kv, by.teamId);
    if (role !== "owner" && isLastOwner(members, hostId)) {
      return refused("invalid", { fields: { role: "last-owner" } });
    }
    if (isManager(was.role) && !isManager(role)) {
      if (webhooks === "keep" && by.hostId === hostId) {
        return refused("invalid", { fields: { webhooks: "webhooks-kept-by-leaver" } });
      }
      const made = { teamId: by.teamId, hostId, webhooks };
      if (await settleWebhooks(app, op, made)) return accepted("more");
    }
    for (const invitation of await listTeamInvitations(app.kv, by.teamId)) {
      const maySend = isManager(role) && (invitation.role === "member" || hasRole(role, "owner"));
      if (invitation.invitedBy === hostId && !maySend) deleteTeamInvitation(op, invitation);
    }
    const is: TeamMember = { ...was, role };
    setTeamMember(op, is);
    return accepted(is);
  });
}
