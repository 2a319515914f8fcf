import * as api from "$lib/api/operations/teams.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { serve } from "$lib/server/http/serve.ts";
import { listTeamsOf } from "$lib/server/store/teams.ts";
import { createFor } from "$lib/server/teams/edit.ts";
import { teamJson } from "$lib/server/teams/team-json.ts";

export const GET = serve(api.listTeams, async ({ app, host }) => {
  const teams = await listTeamsOf(app.kv, host.id);
  return accepted({ teams: teams.map(({ team, member }) => teamJson(app.baseUrl, team, member)) });
});

export const POST = serve(api.createTeam, async ({ app, host, body }) => {
  const made = await createFor(app, host, body);
  if (!made.ok) return made;
  return accepted({ team: teamJson(app.baseUrl, made.value, { role: "owner" }) });
});
