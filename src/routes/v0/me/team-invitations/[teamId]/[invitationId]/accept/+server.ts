import { acceptInvitation } from "$lib/api/operations/team-invitations.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { serve } from "$lib/server/http/serve.ts";
import { accept, findForHost } from "$lib/server/teams/answer-invitation.ts";

export const POST = serve(acceptInvitation, async ({ app, host, params }) => {
  const found = await findForHost(app, host.id, params);
  if (!found.ok) return found;
  const joined = await accept(app, host.id, found.value.invitation);
  return joined.ok ? accepted({ teamId: joined.value.id }) : joined;
});
