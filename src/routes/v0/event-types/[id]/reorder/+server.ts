import * as api from "$lib/api/operations/event-type-list.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { reorder } from "$lib/server/event-types/edit.ts";
import { hostEventTypeJson } from "$lib/server/event-types/event-type-json.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(api.reorderEventType, async ({ app, host, params, body, revision }) => {
  const expected = body.revision ?? revision;
  const all = await reorder(app, host.id, params.id, body.by, expected);
  if (!all.ok) return all;
  const eventTypes = all.value.map((type) => hostEventTypeJson(app.baseUrl, host, type));
  return accepted({ eventTypes });
});
