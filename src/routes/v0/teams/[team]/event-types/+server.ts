import { apiResponse, problem, requireHost } from "$lib/server/http/problem-details.ts";
import { teamEventTypeJson } from "$lib/server/event-types/event-type-json.ts";
import { listEventTypes } from "$lib/server/store/event-types.ts";
import { findTeamOf, getTeamBySlug } from "$lib/server/store/teams.ts";
import type { RequestHandler } from "./$types";

/** The event types of a team, by its id or slug, in their order; for its members. */
export const GET: RequestHandler = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const { team } = event.params;
  const teamId = (await getTeamBySlug(app.kv, team))?.id ?? team;
  const found = await findTeamOf(app.kv, teamId, host.id);
  if (!found) return problem({ code: "not-found" });
  const types = await listEventTypes(app.kv, found.team.id);
  return apiResponse({
    eventTypes: types.map((type) => teamEventTypeJson(app.baseUrl, found.team, type)),
  });
};
