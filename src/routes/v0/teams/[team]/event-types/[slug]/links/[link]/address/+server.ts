import * as api from "$lib/api/operations/team-type-settings.ts";
import { findTeamType } from "$lib/server/http/owned-type.ts";
import { revealLink } from "$lib/server/http/private-links-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(
  api.revealTeamPrivateLink,
  async (call) => revealLink(call, await findTeamType(call)),
);
