import { resendEmail } from "$lib/api/operations/emails.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { serve } from "$lib/server/http/serve.ts";
import { emailJson } from "$lib/server/jobs/email-json.ts";
import * as hostEmails from "$lib/server/jobs/host-emails.ts";
import { getEmailJob } from "$lib/server/store/email-jobs.ts";

export const POST = serve(resendEmail, async ({ app, host, params }) => {
  if (!await getEmailJob(app.kv, host.id, params.id)) return refused("not-found");
  const changed = await hostEmails.resendEmail(app, host.id, params.id);
  if (!changed.ok) return changed;
  const email = await getEmailJob(app.kv, host.id, params.id);
  return email ? accepted({ email: emailJson(email) }) : refused("not-found");
});
