import { reorderTeamEventType } from "$lib/api/operations/team-type-settings.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { reorder } from "$lib/server/event-types/edit.ts";
import { teamEventTypeJson } from "$lib/server/event-types/event-type-json.ts";
import { serve } from "$lib/server/http/serve.ts";
import { findManagedType } from "$lib/server/teams/find-team-type.ts";

export const POST = serve(reorderTeamEventType, async ({ app, host, params, body, revision }) => {
  const found = await findManagedType(app, params, host.id);
  if (!found) return refused("not-found");
  const { team, type } = found;
  const manager = { teamId: team.id, hostId: host.id };
  const all = await reorder(app, manager, type.id, body.by, body.revision ?? revision);
  if (!all.ok) return all;
  return accepted({
    eventTypes: all.value.map((each) => teamEventTypeJson(app.baseUrl, team, each)),
  });
});
