import * as api from "$lib/api/operations/event-types.ts";
import * as list from "$lib/api/operations/event-type-list.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import * as eventTypes from "$lib/server/event-types/edit.ts";
import { hostEventTypeJson } from "$lib/server/event-types/event-type-json.ts";
import { serve } from "$lib/server/http/serve.ts";
import { getEventType } from "$lib/server/store/event-types.ts";

export const GET = serve(api.getEventType, async ({ app, host, params }) => {
  const type = await getEventType(app.kv, host.id, params.id);
  if (!type) return refused("not-found");
  return accepted({ eventType: hostEventTypeJson(app.baseUrl, host, type) });
});

export const PATCH = serve(api.updateEventType, async ({ app, host, params, body, revision }) => {
  const was = await getEventType(app.kv, host.id, params.id);
  if (!was) return refused("not-found");
  const { revision: expected = revision ?? was.revision, ...changes } = body;
  if (expected !== was.revision) return refused("changed");
  const isChanged = Object.keys(changes).length > 0;
  if (!isChanged) return accepted({ eventType: hostEventTypeJson(app.baseUrl, host, was) });
  const edited = await eventTypes.edit(app, host.id, was.id, expected, { ...was, ...changes });
  return edited.ok
    ? accepted({ eventType: hostEventTypeJson(app.baseUrl, host, edited.value) })
    : edited;
});

export const DELETE = serve(list.deleteEventType, async ({ app, host, params, revision }) => {
  const gone = await eventTypes.remove(app, host.id, params.id, revision);
  return gone.ok ? accepted({ id: gone.value.id }) : gone;
});
