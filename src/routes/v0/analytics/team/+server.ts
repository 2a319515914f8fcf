import { showTeamShares } from "$lib/api/operations/analytics.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { dateRange } from "$lib/server/analytics/date-range.ts";
import { readTeamShares } from "$lib/server/analytics/team-shares.ts";
import { serve } from "$lib/server/http/serve.ts";
import { findTeamOf } from "$lib/server/store/teams.ts";

export const GET = serve(showTeamShares, async ({ app, host, query }) => {
  const found = await findTeamOf(app.kv, query.teamId, host.id);
  if (!found) return refused("not-found");
  const range = dateRange(query, found.team.zone, app.now());
  return range.ok ? accepted(await readTeamShares(app, found.team.id, range.value)) : range;
});
