import { accepted, type Outcome } from "$lib/scheduling/outcome.ts";
import type { TeamMember } from "$lib/scheduling/team.ts";
import type { App } from "../app.ts";
import { changeUnderTeamGuard } from "../availability/change-under-guard.ts";
import { deleteTeamInvitation, listTeamInvitationsFor } from "../store/team-invitations.ts";
import { isLastOwner, listTeamIdsOf, listTeamMembers, setTeamMember } from "../store/teams.ts";
import { close } from "./close-team.ts";
import { leave } from "./leave.ts";

/**
 * Takes a host whose account is closed out of all teams and invitations; their bookings are left to the caller. A team
 * that lost its other owners meanwhile goes to whoever is in it longest, an admin first; one without others is deleted.
 */
export async function leaveAll(app: App, hostId: string): Promise<void> {
  for (const invitation of await listTeamInvitationsFor(app.kv, hostId)) {
    required(
      await changeUnderTeamGuard(app, invitation.teamId, (op) => {
        deleteTeamInvitation(op, invitation);
        return Promise.resolve(accepted(null));
      }),
    );
  }
  for (const teamId of await listTeamIdsOf(app.kv, hostId)) {
    const heir = await findHeir(app, teamId, hostId);
    if (heir === "nobody") required(await close(app, { teamId, hostId }, { message: "" }));
    else required(await leave(app, { teamId, hostId, by: hostId, bookings: "keep" }));
  }
}

/** Makes another member an owner where this host is the last one. */
async function findHeir(app: App, teamId: string, hostId: string): Promise<"nobody" | "owned"> {
  const found = await changeUnderTeamGuard(app, teamId, async (op) => {
    const members = await listTeamMembers(app.kv, teamId);
    if (!isLastOwner(members, hostId)) return accepted("owned" as const);
    const others = members.filter((member) => member.hostId !== hostId);
    const heir = others.find(({ role }) => role === "admin") ?? others[0];
    if (!heir) return accepted("nobody" as const);
    setTeamMember(op, { ...heir, role: "owner" } satisfies TeamMember);
    return accepted("owned" as const);
  });
  return found.ok ? found.value : "owned";
}

/** A team that is gone is left; anything else is tried again. */
function required(outcome: Outcome<unknown>): void {
  if (!outcome.ok && outcome.refusal.code !== "not-found") {
    throw new Error(`a team could not be left: ${outcome.refusal.code}`);
  }
}
