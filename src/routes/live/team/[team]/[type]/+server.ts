import { error } from "@sveltejs/kit";
import { teamTypeWatchName } from "$lib/server/availability/watch-availability.ts";
import { availabilityStream } from "$lib/server/http/availability-stream.ts";
import { getEventType } from "$lib/server/store/event-types.ts";
import { getTeamBySlug } from "$lib/server/store/teams.ts";
import { messages } from "$lib/i18n/messages.ts";
import type { RequestHandler } from "./$types";

/** Event stream of the time of everybody who takes a team event type, for open pickers. */
export const GET: RequestHandler = async (event) => {
  const { app, language } = event.locals;
  const team = await getTeamBySlug(app.kv, event.params.team);
  const type = team && await getEventType(app.kv, team.id, event.params.type);
  if (!type) error(404, messages(language).refusals.sentences["not-found"]);
  return availabilityStream(event, teamTypeWatchName(team.id, type.id));
};
