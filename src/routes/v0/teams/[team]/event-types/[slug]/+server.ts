import { showTeamEventType } from "$lib/api/operations/booking-pages.ts";
import * as api from "$lib/api/operations/team-event-types.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { remove } from "$lib/server/event-types/edit.ts";
import { teamEventTypeJson } from "$lib/server/event-types/event-type-json.ts";
import { parseTeamType } from "$lib/server/event-types/parse-team-type.ts";
import * as teamTypes from "$lib/server/event-types/team-types.ts";
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
    const { team, type } = found;
    const { revision: expected = revision ?? type.revision, ...changes } = body;
    if (Object.keys(changes).length === 0) {
      return accepted({ eventType: teamEventTypeJson(app.baseUrl, team, type) });
    }
    const input = parseTeamType({ ...type, ...type.team, ...changes });
    if (!input.ok) return input;
    const by = { teamId: team.id, hostId: host.id };
    const edited = await teamTypes.edit(app, by, type.id, expected, input.value);
    if (!edited.ok) return edited;
    return accepted({ eventType: teamEventTypeJson(app.baseUrl, team, edited.value) });
  },
);

export const DELETE = serve(api.deleteTeamEventType, async ({ app, host, params }) => {
  const found = await findManagedType(app, params, host.id);
  if (!found) return refused("not-found");
  const removed = await remove(app, { teamId: found.team.id, hostId: host.id }, found.type.id);
  return removed.ok ? accepted({}) : removed;
});
