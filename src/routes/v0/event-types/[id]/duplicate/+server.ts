import * as api from "$lib/api/operations/event-type-list.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { duplicate } from "$lib/server/event-types/edit.ts";
import { hostEventTypeJson } from "$lib/server/event-types/event-type-json.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(api.duplicateEventType, async ({ app, host, params }) => {
  const copy = await duplicate(app, host.id, params.id);
  if (!copy.ok) return copy;
  return accepted({ eventType: hostEventTypeJson(app.baseUrl, host, copy.value) });
});
