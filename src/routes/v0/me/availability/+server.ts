import * as api from "$lib/api/operations/availability.ts";
import { readAvailability } from "$lib/server/availability/availability-json.ts";
import { serve } from "$lib/server/http/serve.ts";

export const GET = serve(
  api.getAvailability,
  ({ app, host, query }) => readAvailability(app, host, query.scheduleId),
);
