import * as api from "$lib/api/operations/calendars.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import * as connections from "$lib/server/connections/index.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(api.disconnect, async ({ app, host, params }) => {
  const done = await connections.disconnect(app, host.id, params.id);
  return done.ok ? accepted({}) : done;
});
