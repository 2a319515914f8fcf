import * as api from "$lib/api/operations/teams.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { serve } from "$lib/server/http/serve.ts";
import { settleBookings } from "$lib/server/teams/leave.ts";

export const POST = serve(api.settleBookings, async ({ app, host, params, body }) => {
  const { id: teamId, hostId } = params;
  const settled = await settleBookings(app, { teamId, hostId, by: host.id, ...body });
  return settled.ok ? accepted({}) : settled;
});
