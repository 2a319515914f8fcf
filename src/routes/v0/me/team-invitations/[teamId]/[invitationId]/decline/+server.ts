import { declineInvitation } from "$lib/api/operations/team-invitations.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { serve } from "$lib/server/http/serve.ts";
import { decline, findForHost } from "$lib/server/teams/answer-invitation.ts";

export const POST = serve(declineInvitation, async ({ app, host, params }) => {
  const found = await findForHost(app, host.id, params);
  if (!found.ok) return found;
  const declined = await decline(app, found.value.invitation);
  return declined.ok ? accepted({}) : declined;
});
