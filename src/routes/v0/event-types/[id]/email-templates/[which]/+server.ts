import * as api from "$lib/api/operations/email-templates.ts";
import { findOwnType } from "$lib/server/http/owned-type.ts";
import * as emailTemplates from "$lib/server/http/email-templates-api.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(
  api.getEmailTemplate,
  async (call) => emailTemplates.getEmailTemplate(call, await findOwnType(call)),
);

export const PUT = serve(
  api.setEmailTemplate,
  async (call) => emailTemplates.setEmailTemplate(call, await findOwnType(call)),
);

export const DELETE = serve(
  api.resetEmailTemplate,
  async (call) => emailTemplates.resetEmailTemplate(call, await findOwnType(call)),
);
