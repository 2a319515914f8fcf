import * as api from "$lib/api/operations/team-type-settings.ts";
import { findTeamType } from "$lib/server/http/owned-type.ts";
import * as emailTemplates from "$lib/server/http/email-templates-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(
  api.getTeamEmailTemplate,
  async (call) => emailTemplates.getEmailTemplate(call, await findTeamType(call)),
);

export const PUT = serve(
  api.setTeamEmailTemplate,
  async (call) => emailTemplates.setEmailTemplate(call, await findTeamType(call)),
);

export const DELETE = serve(
  api.resetTeamEmailTemplate,
  async (call) => emailTemplates.resetEmailTemplate(call, await findTeamType(call)),
);
