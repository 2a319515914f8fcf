import * as api from "$lib/api/operations/email-templates.ts";
import { findOwnType } from "$lib/server/http/owned-type.ts";
import { previewEmailTemplate } from "$lib/server/http/email-templates-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(
  api.previewEmailTemplate,
  async (call) => previewEmailTemplate(call, await findOwnType(call)),
);
