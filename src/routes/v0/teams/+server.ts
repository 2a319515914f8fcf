import * as api from "$lib/api/operations/teams.ts";
import { accepted } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { slugOf } from "$lib/scheduling/slug.ts";
import { TeamInput } from "$lib/scheduling/team.ts";
import { serve } from "$lib/server/http/serve.ts";
import { findTeamOf, listTeamIdsOf } from "$lib/server/store/teams.ts";
import { create } from "$lib/server/teams/edit.ts";
import { teamJson } from "$lib/server/teams/team-json.ts";

export const GET = serve(api.listTeams, async ({ app, host }) => {
  const ids = await listTeamIdsOf(app.kv, host.id);
  const found = await Promise.all(ids.map((id) => findTeamOf(app.kv, id, host.id)));
  const teams = found.filter((each) => each !== null);
  return accepted({ teams: teams.map(({ team, member }) => teamJson(app.baseUrl, team, member)) });
});

export const POST = serve(api.createTeam, async ({ app, host, body }) => {
  const { timezone: zone = host.zone, slug = slugOf(body.name), ...given } = body;
  const input = parse(TeamInput, { ...given, slug, zone });
  if (!input.ok) return input;
  const made = await create(app, host.id, input.value);
  if (!made.ok) return made;
  return accepted({ team: teamJson(app.baseUrl, made.value, { role: "owner" }) });
});
