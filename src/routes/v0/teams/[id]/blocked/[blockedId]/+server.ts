import * as api from "$lib/api/operations/team-block-list.ts";
import { removeBlocked } from "$lib/server/http/block-list-api.ts";
import { serve } from "$lib/server/http/serve.ts";
import { findManagedTeam } from "$lib/server/teams/find-team-type.ts";

export const DELETE = serve(
  api.removeTeamBlocked,
  async (call) => removeBlocked(call, await findManagedTeam(call), call.params.blockedId),
);
