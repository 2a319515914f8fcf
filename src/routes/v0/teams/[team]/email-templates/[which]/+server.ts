import * as api from "$lib/api/operations/team-general-email-templates.ts";
import * as emailTemplates from "$lib/server/http/email-templates-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(
  api.getTeamGeneralTemplate,
  async (call) =>
    emailTemplates.getEmailTemplate(call, await emailTemplates.findAllTeamTypes(call)),
);

export const PUT = serve(
  api.setTeamGeneralTemplate,
  async (call) =>
    emailTemplates.setEmailTemplate(call, await emailTemplates.findAllTeamTypes(call)),
);

export const DELETE = serve(
  api.resetTeamGeneralTemplate,
  async (call) =>
    emailTemplates.resetEmailTemplate(call, await emailTemplates.findAllTeamTypes(call)),
);
