import * as api from "$lib/api/operations/general-email-templates.ts";
import * as emailTemplates from "$lib/server/http/email-templates-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(
  api.listGeneralTemplates,
  async (call) => emailTemplates.listEmailTemplates(call, await emailTemplates.findAllTypes(call)),
);
