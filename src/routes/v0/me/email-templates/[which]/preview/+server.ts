import * as api from "$lib/api/operations/general-email-templates.ts";
import * as emailTemplates from "$lib/server/http/email-templates-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(
  api.previewGeneralTemplate,
  async (call) =>
    emailTemplates.previewEmailTemplate(call, await emailTemplates.findAllTypes(call)),
);
