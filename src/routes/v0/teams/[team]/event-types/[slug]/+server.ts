import { showTeamEventType } from "$lib/api/operations/booking-pages.ts";
import * as api from "$lib/api/operations/team-event-types.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { remove } from "$lib/server/event-types/edit.ts";
import { teamEventTypeJson } from "$lib/server/event-types/event-type-json.ts";
import { changeTeamType } from "$lib/server/event-types/team-type-changes.ts";
import { eventTypeAnswer } from "$lib/server/http/public-api.ts";
import { serve } from "$lib/server/http/serve.ts";
import { findManagedType } from "$lib/server/teams/find-team-type.ts";

export const GET = serve(
  showTeamEventType,
  ({ params, query, event }) => eventTypeAnswer(event.locals, params, query),
);

export const PATCH = serve(
  api.updateTeamEventType,
  async ({ app, host, params, body, revision }) => {
    const found = await findManagedType(app, params, host.id);
    if (!found) return refused("not-found");
    const { revision: expected = revision ?? found.type.revision, ...changes } = body;
    const edited = await changeTeamType(app, host, found, changes, expected);
    if (!edited.ok) return edited;
    const { team, type } = edited.value;
    return accepted({ eventType: teamEventTypeJson(app.baseUrl, team, type) });
  },
);

export const DELETE = serve(api.deleteTeamEventType, async ({ app, host, params, revision }) => {
  const found = await findManagedType(app, params, host.id);
  if (!found) return refused("not-found");
  const by = { teamId: found.team.id, hostId: host.id };
  const removed = await remove(app, by, found.type.id, revision);
  return removed.ok ? accepted({}) : removed;
});
