import { listEmails } from "$lib/api/operations/emails.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { serve } from "$lib/server/http/serve.ts";
import { emailJson } from "$lib/server/jobs/email-json.ts";
import { listEmailJobs } from "$lib/server/store/email-jobs.ts";

export const GET = serve(listEmails, async ({ app, host, query: { cursor, limit } }) => {
  const page = { limit, ...(cursor ? { cursor } : {}) };
  const found = await listEmailJobs(app.kv, host.id, page);
  return accepted({ emails: found.emails.map(emailJson), next: found.cursor });
});
