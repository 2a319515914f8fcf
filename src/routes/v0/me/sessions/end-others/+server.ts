import { endOtherSessions } from "$lib/api/operations/sign-in-methods.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import * as sessions from "$lib/server/auth/sessions.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(endOtherSessions, async ({ app, host, event }) => {
  await sessions.endOthers(app, host.id, event.locals.session);
  return accepted({});
});
