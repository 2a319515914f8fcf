import { duplicateTeamEventType } from "$lib/api/operations/team-type-settings.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { duplicate } from "$lib/server/event-types/edit.ts";
import { teamEventTypeJson } from "$lib/server/event-types/event-type-json.ts";
import { serve } from "$lib/server/http/serve.ts";
import { findManagedType } from "$lib/server/teams/find-team-type.ts";

export const POST = serve(duplicateTeamEventType, async ({ app, host, params }) => {
  const found = await findManagedType(app, params, host.id);
  if (!found) return refused("not-found");
  const { team, type } = found;
  const copy = await duplicate(app, { teamId: team.id, hostId: host.id }, type.id);
  return copy.ok ? accepted({ eventType: teamEventTypeJson(app.baseUrl, team, copy.value) }) : copy;
});
