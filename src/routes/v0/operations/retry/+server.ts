import { retryWork } from "$lib/api/operations/desk.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { serve } from "$lib/server/http/serve.ts";
import { retryAll } from "$lib/server/operations/run-work.ts";

export const POST = serve(retryWork, async ({ app, host, body, event: { locals } }) => {
  const { apiKey } = locals;
  const queued = await retryAll(
    app,
    host.id,
    body.group,
    (scope) => !apiKey || apiKey.scopes.includes(scope),
  );
  return accepted({ queued });
});
