import * as api from "$lib/api/operations/page.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { changePage } from "$lib/server/branding/change-page.ts";
import { teamPageJson } from "$lib/server/branding/page-json.ts";
import { serve } from "$lib/server/http/serve.ts";
import { getPageSettings } from "$lib/server/store/page-settings.ts";
import { findManagedTeam } from "$lib/server/teams/find-team-type.ts";

export const GET = serve(api.getTeamPage, async (call) => {
  const team = await findManagedTeam(call);
  if (!team) return refused("not-found");
  return accepted({
    page: teamPageJson(await getPageSettings(call.app.kv, team.teamId), call.app.baseUrl),
  });
});

export const PATCH = serve(api.updateTeamPage, async (call) => {
  const team = await findManagedTeam(call);
  if (!team) return refused("not-found");
  const { revision: expected = call.revision, ...changes } = call.body;
  const changed = await changePage(call.app, team, changes, expected);
  return changed.ok ? accepted({ page: teamPageJson(changed.value, call.app.baseUrl) }) : changed;
});
