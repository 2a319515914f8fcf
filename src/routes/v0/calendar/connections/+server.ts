import { listConnections } from "$lib/api/operations/calendars.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { connectionsJson } from "$lib/server/connections/connection-json.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(
  listConnections,
  async ({ app, host }) => accepted({ connections: await connectionsJson(app, host.id) }),
);
