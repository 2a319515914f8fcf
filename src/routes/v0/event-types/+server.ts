import { slugOf } from "$lib/scheduling/slug.ts";
import * as api from "$lib/api/operations/event-types.ts";
import { hostEventTypeJson } from "$lib/server/event-types/event-type-json.ts";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import { serve } from "$lib/server/http/serve.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { accepted } from "$lib/scheduling/outcome.ts";

export const GET = serve(api.listEventTypes, async ({ app, host }) => {
  const types = await listEventTypes(app.kv, host.id);
  return accepted({
    eventTypes: types.map((type) => hostEventTypeJson(app.baseUrl, host, type)),
  });
});

export const POST = serve(api.createEventType, async ({ app, host, body }) => {
  const { slug = slugOf(body.title), ...input } = body;
  const made = await eventTypes.create(app, host.id, { slug, ...input });
  return made.ok ? accepted({ eventType: hostEventTypeJson(app.baseUrl, host, made.value) }) : made;
});
