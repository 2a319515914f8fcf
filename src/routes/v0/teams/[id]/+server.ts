import * as api from "$lib/api/operations/teams.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { TeamInput } from "$lib/scheduling/team.ts";
import { serve } from "$lib/server/http/serve.ts";
import { findTeamOf } from "$lib/server/store/teams.ts";
import { close } from "$lib/server/teams/close-team.ts";
import { edit } from "$lib/server/teams/edit.ts";
import { teamJson } from "$lib/server/teams/team-json.ts";

export const GET = serve(api.getTeam, async ({ app, host, params }) => {
  const found = await findTeamOf(app.kv, params.id, host.id);
  if (!found) return refused("not-found");
  return accepted({ team: teamJson(app.baseUrl, found.team, found.member) });
});

export const PATCH = serve(api.updateTeam, async ({ app, host, params, body, revision }) => {
  const found = await findTeamOf(app.kv, params.id, host.id, "admin");
  if (!found) return refused("not-found");
  const { team, member } = found;
  const { revision: expected = revision ?? team.revision, timezone, ...changes } = body;
  if (expected !== team.revision) return refused("changed");
  if (timezone === undefined && Object.keys(changes).length === 0) {
    return accepted({ team: teamJson(app.baseUrl, team, member) });
  }
  const input = parse(TeamInput, { ...team, ...changes, zone: timezone ?? team.zone });
  if (!input.ok) return input;
  const by = { teamId: team.id, hostId: host.id };
  const edited = await edit(app, by, expected, input.value);
  return edited.ok ? accepted({ team: teamJson(app.baseUrl, edited.value, member) }) : edited;
});

export const DELETE = serve(api.deleteTeam, async ({ app, host, params, body, revision }) => {
  const closed = await close(app, { teamId: params.id, hostId: host.id }, body, revision);
  return closed.ok ? accepted({}) : closed;
});
