import { endSession } from "$lib/api/operations/sign-in-methods.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import * as sessions from "$lib/server/auth/sessions.ts";
import { serve } from "$lib/server/http/serve.ts";

export const DELETE = serve(endSession, async ({ app, host, params }) => {
  const ended = await sessions.end(app, host.id, params.id);
  return ended.ok ? accepted({}) : ended;
});
