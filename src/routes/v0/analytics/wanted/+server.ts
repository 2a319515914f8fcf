import { showWanted } from "$lib/api/operations/analytics.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { dateRange } from "$lib/server/analytics/date-range.ts";
import { readWanted } from "$lib/server/analytics/wanted/read-wanted.ts";
import { wantedJson } from "$lib/server/analytics/wanted/wanted-json.ts";
import { serve } from "$lib/server/http/serve.ts";
import { getEventType } from "$lib/server/store/event-types.ts";
import { findTeamOf } from "$lib/server/store/teams.ts";

export const GET = serve(showWanted, async ({ app, host, query }) => {
  const { teamId, eventTypeId = null } = query;
  const owner = teamId === undefined ? host : (await findTeamOf(app.kv, teamId, host.id))?.team;
  if (!owner) return refused("not-found");
  const range = dateRange(query, owner.zone, app.now());
  if (!range.ok) return range;
  const isTheirs = eventTypeId === null || await getEventType(app.kv, owner.id, eventTypeId);
  if (!isTheirs) return refused("not-found");
  return accepted(
    wantedJson(await readWanted(app, owner.id, range.value, eventTypeId), range.value),
  );
});
