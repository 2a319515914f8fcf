import { countAgain, showCountAgain } from "$lib/api/operations/analytics.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import * as counts from "$lib/server/analytics/count-again.ts";
import { serve } from "$lib/server/http/serve.ts";
import { findTeamOf } from "$lib/server/store/teams.ts";

export const POST = serve(countAgain, async ({ app, host, body: { teamId } }) => {
  const owner = teamId === undefined
    ? host
    : (await findTeamOf(app.kv, teamId, host.id, "admin"))?.team;
  if (!owner) return refused("not-found");
  const begun = await counts.countAgain(app, owner.id);
  return begun.ok ? accepted({ counting: begun.value }) : begun;
});

export const GET = serve(showCountAgain, async ({ app, host, query: { teamId } }) => {
  const owner = teamId === undefined ? host : (await findTeamOf(app.kv, teamId, host.id))?.team;
  if (!owner) return refused("not-found");
  return accepted({ counting: await counts.readCountingAgain(app.kv, owner.id) });
});
