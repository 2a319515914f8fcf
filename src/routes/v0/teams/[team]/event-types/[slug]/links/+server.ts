import * as api from "$lib/api/operations/team-type-settings.ts";
import { findTeamType } from "$lib/server/http/owned-type.ts";
import { createLink, listLinks } from "$lib/server/http/private-links-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(
  api.listTeamPrivateLinks,
  async (call) => listLinks(call, await findTeamType(call)),
);

export const POST = serve(
  api.createTeamPrivateLink,
  async (call) => createLink(call, await findTeamType(call)),
);
