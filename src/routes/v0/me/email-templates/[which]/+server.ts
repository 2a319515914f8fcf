import * as api from "$lib/api/operations/general-email-templates.ts";
import * as emailTemplates from "$lib/server/http/email-templates-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(
  api.getGeneralTemplate,
  async (call) => emailTemplates.getEmailTemplate(call, await emailTemplates.findAllTypes(call)),
);

export const PUT = serve(
  api.setGeneralTemplate,
  async (call) => emailTemplates.setEmailTemplate(call, await emailTemplates.findAllTypes(call)),
);

export const DELETE = serve(
  api.resetGeneralTemplate,
  async (call) => emailTemplates.resetEmailTemplate(call, await emailTemplates.findAllTypes(call)),
);
