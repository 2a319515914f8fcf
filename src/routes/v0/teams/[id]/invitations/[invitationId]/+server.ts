import * as api from "$lib/api/operations/teams.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { serve } from "$lib/server/http/serve.ts";
import { withdraw } from "$lib/server/teams/invitations.ts";

export const DELETE = serve(api.withdrawInvitation, async ({ app, host, params }) => {
  const by = { teamId: params.id, hostId: host.id };
  const withdrawn = await withdraw(app, by, params.invitationId);
  return withdrawn.ok ? accepted({}) : withdrawn;
});
