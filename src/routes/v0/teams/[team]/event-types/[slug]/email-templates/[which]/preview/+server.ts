import * as api from "$lib/api/operations/team-type-settings.ts";
import { findTeamType } from "$lib/server/http/owned-type.ts";
import { previewEmailTemplate } from "$lib/server/http/email-templates-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(
  api.previewTeamEmailTemplate,
  async (call) => previewEmailTemplate(call, await findTeamType(call)),
);
