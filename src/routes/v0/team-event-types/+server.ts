import { createTeamEventType } from "$lib/api/operations/team-event-types.ts";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { slugOf } from "$lib/scheduling/slug.ts";
import { teamEventTypeJson } from "$lib/server/event-types/event-type-json.ts";
import { parseTeamType } from "$lib/server/event-types/parse-team-type.ts";
import * as teamTypes from "$lib/server/event-types/team-types.ts";
import { serve } from "$lib/server/http/serve.ts";
import { getEventType } from "$lib/server/store/event-types.ts";
import { findTeamOf } from "$lib/server/store/teams.ts";

export const POST = serve(createTeamEventType, async ({ app, host, body }) => {
  const { teamId, eventTypeId, ...given } = body;
  const found = await findTeamOf(app.kv, teamId, host.id, "admin");
  const base = eventTypeId === null ? null : await getEventType(app.kv, host.id, eventTypeId);
  if (!found || (eventTypeId !== null && !base)) return refused("not-found");
  const slug = given.title === undefined ? {} : { slug: slugOf(given.title) };
  const input = parseTeamType({ ...copyOf(base), ...slug, ...given });
  if (!input.ok) return input;
  const made = await teamTypes.create(app, { teamId, hostId: host.id }, input.value, eventTypeId);
  if (!made.ok) return made;
  return accepted({ eventType: teamEventTypeJson(app.baseUrl, found.team, made.value) });
});

/** What a copy takes from its base; it has members in place of a schedule. */
function copyOf(base: EventType | null) {
  if (!base) return {};
  const { scheduleId: _schedule, team: _team, ...fields } = base;
  return { ...fields, active: true };
}
