import * as api from "$lib/api/operations/teams.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { serve } from "$lib/server/http/serve.ts";
import { sendAgain } from "$lib/server/teams/invitations.ts";
import { teamInvitationJson } from "$lib/server/teams/team-json.ts";

export const POST = serve(api.resendInvitation, async ({ app, host, params }) => {
  const by = { teamId: params.id, hostId: host.id };
  const sent = await sendAgain(app, by, params.invitationId);
  return sent.ok ? accepted({ invitation: teamInvitationJson(sent.value) }) : sent;
});
