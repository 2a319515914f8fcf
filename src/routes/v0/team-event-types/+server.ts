import * as v from "valibot";
import { type EventType, EventTypeInput } from "$lib/scheduling/event-type.ts";
import { ObjectBody } from "$lib/scheduling/api-schemas.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { slugOf } from "$lib/scheduling/slug.ts";
import { TeamTermsInput } from "$lib/scheduling/team-terms.ts";
import * as teamTypes from "$lib/server/event-types/team-types.ts";
import { teamEventTypeJson } from "$lib/server/event-types/event-type-json.ts";
import { readJsonBody } from "$lib/server/http/json-body.ts";
import { apiResponse, problem, requireHost } from "$lib/server/http/problem-details.ts";
import { getEventType } from "$lib/server/store/event-types.ts";
import { findTeamOf } from "$lib/server/store/teams.ts";
import type { RequestHandler } from "./$types";

const Place = v.object({
  teamId: v.string("fill-in"),
  eventTypeId: v.optional(v.nullable(v.string()), null),
});

/**
 * Creates an event type of a team. With `eventTypeId` it starts as a copy of that event type of the host's own; the
 * body's other fields replace the copy's.
 */
export const POST: RequestHandler = async (event) => {
  const host = requireHost(event);
  const { app } = event.locals;
  const body = await readJsonBody(event.request, ObjectBody);
  if (!body.ok) return problem(body.refusal);
  const place = parse(Place, body.value);
  if (!place.ok) return problem(place.refusal);
  const { teamId, eventTypeId } = place.value;
  const found = await findTeamOf(app.kv, teamId, host.id, "admin");
  const base = eventTypeId === null ? null : await getEventType(app.kv, host.id, eventTypeId);
  if (!found || (eventTypeId !== null && !base)) return problem({ code: "not-found" });

  const terms = parse(TeamTermsInput, body.value);
  const fields = parse(EventTypeInput, { ...copyOf(base), ...slugFrom(body.value), ...body.value });
  if (!terms.ok || !fields.ok) {
    return problem({
      code: "invalid",
      fields: {
        ...(fields.ok ? {} : fields.refusal.fields),
        ...(terms.ok ? {} : terms.refusal.fields),
      },
    });
  }
  const manager = { teamId, hostId: host.id };
  const input = { fields: fields.value, terms: terms.value };
  const made = await teamTypes.create(app, manager, input, eventTypeId);
  if (!made.ok) return problem(made.refusal);
  return apiResponse({ eventType: teamEventTypeJson(app.baseUrl, found.team, made.value) }, 201);
};

/** What a copy takes from its base; it has members in place of a schedule. */
function copyOf(base: EventType | null) {
  if (!base) return {};
  const { scheduleId: _schedule, ...fields } = base;
  return { ...fields, active: true };
}

/** A missing slug is made from the title. */
function slugFrom({ title }: Record<string, unknown>) {
  return typeof title === "string" ? { slug: slugOf(title) } : {};
}
