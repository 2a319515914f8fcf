import * as api from "$lib/api/operations/email-templates.ts";
import { defaultEmailTemplate } from "$lib/scheduling/email-template.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { previewEmail } from "$lib/server/event-types/email-preview.ts";
import { serve } from "$lib/server/http/serve.ts";
import { getEmailTemplates } from "$lib/server/store/email-templates.ts";
import { getEventType } from "$lib/server/store/event-types.ts";

export const GET = serve(api.previewEmailTemplate, async ({ app, host, params, query }) => {
  const type = await getEventType(app.kv, host.id, params.id);
  if (!type) return refused("not-found");
  const { texts } = await getEmailTemplates(app.kv, host.id, type.id);
  const own = { ...(texts[params.which] ?? defaultEmailTemplate), ...query };
  const email = previewEmail(app, { host, page: host }, type, params.which, own);
  if (!email) return refused("not-found");
  const { subject, text, html } = email;
  return accepted({ email: { subject, text, html } });
});
