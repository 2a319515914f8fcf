import * as api from "$lib/api/operations/calendars.ts";
import { changedConnectionJson } from "$lib/server/connections/connection-json.ts";
import { setPreferences } from "$lib/server/connections/set-preferences.ts";
import { serve } from "$lib/server/http/serve.ts";

export const PATCH = serve(api.setPreferences, (call) => {
  const { body, revision } = call;
  return changedConnectionJson(
    call,
    (app, hostId, id) => setPreferences(app, hostId, id, { ...body, revision }),
  );
});
