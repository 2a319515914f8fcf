import { ObjectBody } from "$lib/scheduling/api-schemas.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { slugOf } from "$lib/scheduling/slug.ts";
import { TeamInput } from "$lib/scheduling/team.ts";
import { readJsonBody } from "$lib/server/http/json-body.ts";
import { apiResponse, problem, requireHost } from "$lib/server/http/problem-details.ts";
import { findTeamOf, listTeamIdsOf } from "$lib/server/store/teams.ts";
import { create } from "$lib/server/teams/edit.ts";
import { teamJson } from "$lib/server/teams/team-json.ts";
import type { RequestHandler } from "./$types";

/** The host's teams. */
export const GET: RequestHandler = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const found = await Promise.all(
    (await listTeamIdsOf(app.kv, host.id)).map((id) => findTeamOf(app.kv, id, host.id)),
  );
  const teams = found.filter((each) => each !== null);
  return apiResponse({
    teams: teams.map(({ team, member }) => teamJson(app.baseUrl, team, member)),
  });
};

/** Creates a team of the host; a missing slug is made from the name, a missing zone is the host's. */
export const POST: RequestHandler = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const body = await readJsonBody(event.request, ObjectBody);
  if (!body.ok) return problem(body.refusal);
  const { timezone: zone = host.zone, ...given } = body.value;
  const slug = slugOf(String(given["name"] ?? ""));
  const input = parse(TeamInput, { slug, ...given, zone });
  if (!input.ok) return problem(input.refusal);
  const made = await create(app, host.id, input.value);
  if (!made.ok) return problem(made.refusal);
  return apiResponse({ team: teamJson(app.baseUrl, made.value, { role: "owner" }) }, 201);
};
