import { listOwnInvitations } from "$lib/api/operations/team-invitations.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { serve } from "$lib/server/http/serve.ts";
import { listForHost } from "$lib/server/teams/answer-invitation.ts";

export const GET = serve(listOwnInvitations, async ({ app, host }) => {
  const waiting = await listForHost(app, host.id);
  return accepted({
    invitations: waiting.map(({ invitation: { id, role, expiresAt }, team, inviter }) => ({
      id,
      teamId: team.id,
      teamName: team.name,
      role,
      inviter: inviter || null,
      expiresAt: new Date(expiresAt).toISOString(),
    })),
  });
});
