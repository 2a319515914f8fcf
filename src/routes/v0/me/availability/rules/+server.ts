import * as api from "$lib/api/operations/availability.ts";
import { setAvailability } from "$lib/server/availability/availability-json.ts";
import { serve } from "$lib/server/http/serve.ts";

export const PUT = serve(api.setRules, ({ app, host, body, revision: matched }) => {
  const { rules, scheduleId, revision = matched } = body;
  return setAvailability(app, host, { scheduleId, revision, fields: { rules } });
});
