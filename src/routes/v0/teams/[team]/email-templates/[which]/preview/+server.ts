import * as api from "$lib/api/operations/team-general-email-templates.ts";
import * as emailTemplates from "$lib/server/http/email-templates-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(
  api.previewTeamGeneralTemplate,
  async (call) =>
    emailTemplates.previewEmailTemplate(call, await emailTemplates.findAllTeamTypes(call)),
);
