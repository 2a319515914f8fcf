import { getConnection } from "$lib/api/operations/calendars.ts";
import { findConnectionJson } from "$lib/server/connections/connection-json.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(
  getConnection,
  ({ app, host, params }) => findConnectionJson(app, host.id, params.id),
);
