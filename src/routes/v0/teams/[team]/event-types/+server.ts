import { listTeamEventTypes } from "$lib/api/operations/team-event-types.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { teamEventTypeJson } from "$lib/server/event-types/event-type-json.ts";
import { serve } from "$lib/server/http/serve.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { findTeamByName } from "$lib/server/teams/find-team-type.ts";

export const GET = serve(listTeamEventTypes, async ({ app, host, params }) => {
  const found = await findTeamByName(app, params.team, host.id);
  if (!found) return refused("not-found");
  const types = await listEventTypes(app.kv, found.team.id);
  return accepted({
    eventTypes: types.map((type) => teamEventTypeJson(app.baseUrl, found.team, type)),
  });
});
