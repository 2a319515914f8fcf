import * as api from "$lib/api/operations/calendars.ts";
import { changedConnectionJson } from "$lib/server/connections/connection-json.ts";
import * as connections from "$lib/server/connections/index.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(
  api.setPassword,
  (call) =>
    changedConnectionJson(
      call,
      (app, hostId, id) => connections.updatePassword(app, hostId, id, call.body.password),
    ),
);
