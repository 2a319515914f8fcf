import * as api from "$lib/api/operations/calendars.ts";
import { findConnectionJson } from "$lib/server/connections/connection-json.ts";
import * as connections from "$lib/server/connections/index.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(api.connectIcs, async ({ app, host, body }) => {
  const connected = await connections.connectIcs(app, host.id, body);
  return connected.ok ? findConnectionJson(app, host.id, connected.value.id) : connected;
});
