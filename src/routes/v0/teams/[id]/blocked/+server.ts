import * as api from "$lib/api/operations/team-block-list.ts";
import { addBlocked, listBlocked } from "$lib/server/http/block-list-api.ts";
import { serve } from "$lib/server/http/serve.ts";
import { findManagedTeam } from "$lib/server/teams/find-team-type.ts";

export const GET = serve(
  api.listTeamBlocked,
  async (call) => listBlocked(call, await findManagedTeam(call)),
);

export const POST = serve(
  api.addTeamBlocked,
  async (call) => addBlocked(call, await findManagedTeam(call)),
);
