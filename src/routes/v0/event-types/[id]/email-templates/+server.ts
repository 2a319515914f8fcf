import * as api from "$lib/api/operations/email-templates.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { emailTemplatesJson } from "$lib/server/event-types/email-template-json.ts";
import { serve } from "$lib/server/http/serve.ts";
import { getEmailTemplates } from "$lib/server/store/email-templates.ts";
import { getEventType } from "$lib/server/store/event-types.ts";

export const GET = serve(api.listEmailTemplates, async ({ app, host, params }) => {
  const type = await getEventType(app.kv, host.id, params.id);
  if (!type) return refused("not-found");
  const own = await getEmailTemplates(app.kv, host.id, type.id);
  const templates = emailTemplatesJson(type, own);
  return accepted({ emailTemplates: { templates, revision: own.revision } });
});
