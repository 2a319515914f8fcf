import { createTeamEventType } from "$lib/api/operations/team-event-types.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { teamEventTypeJson } from "$lib/server/event-types/event-type-json.ts";
import { createTeamType } from "$lib/server/event-types/team-type-changes.ts";
import { serve } from "$lib/server/http/serve.ts";

export const POST = serve(createTeamEventType, async ({ app, host, body }) => {
  const made = await createTeamType(app, host, body);
  if (!made.ok) return made;
  return accepted({
    eventType: teamEventTypeJson(app.baseUrl, made.value.team, made.value.type),
  });
});
