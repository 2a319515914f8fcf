import * as api from "$lib/api/operations/team-type-settings.ts";
import { findTeamType } from "$lib/server/http/owned-type.ts";
import { revokeLink } from "$lib/server/http/private-links-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const DELETE = serve(
  api.revokeTeamPrivateLink,
  async (call) => revokeLink(call, await findTeamType(call)),
);
