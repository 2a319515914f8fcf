import * as api from "$lib/api/operations/team-type-settings.ts";
import { findTeamType } from "$lib/server/http/owned-type.ts";
import { createLinksForGuests } from "$lib/server/http/private-links-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(
  api.createTeamLinksForGuests,
  async (call) => createLinksForGuests(call, await findTeamType(call)),
);
