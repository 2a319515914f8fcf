import * as v from "valibot";
import { Id, partial, present, Timestamp } from "$lib/openapi/fields.ts";
import { EventTypeInput } from "$lib/scheduling/event-type.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { TeamTermsFields } from "$lib/scheduling/team-terms.ts";
import { remove } from "../event-types/edit.ts";
import { teamEventTypeJson } from "../event-types/event-type-json.ts";
import { changeTeamType, createTeamType } from "../event-types/team-type-changes.ts";
import { listEventTypes } from "../store/event-types.ts";
import { findManagedType, findTeamByName } from "../teams/find-team-type.ts";
import { EventTypeAnswer } from "./event-types.ts";
import { operation } from "./operation.ts";

const tag = "Teams";
const { scheduleId: _none, onlyForTeams: _no, ...fields } = EventTypeInput.entries;
const { id, reminders, alarm, order, revision, createdAt, page } = EventTypeAnswer.entries;

/** An event type of a team with all its settings, and who takes its bookings. */
export const TeamEventType = v.object({
  ...{ id, reminders, alarm, order, revision, createdAt, page },
  ...present(fields),
  ...present(TeamTermsFields.entries),
  teamId: v.string(),
  createdAt: Timestamp,
  members: v.array(v.object({
    hostId: v.string(),
    weight: v.number(),
    priority: v.number(),
    isOptional: v.boolean(),
  })),
});

const changes = { ...partial(fields), ...partial(TeamTermsFields.entries) };
const one = v.object({ eventType: TeamEventType });
const params = { team: "The team’s slug or id.", slug: "The event type’s slug or id." };

export const listTeamEventTypes = operation({
  id: "teams.eventTypes",
  method: "GET",
  path: "/v0/teams/{team}/event-types",
  tag,
  summary: "List the event types of a team",
  access: "read",
  params,
  answer: v.object({ eventTypes: v.array(TeamEventType) }),
}, async ({ app, host, params }) => {
  const found = await findTeamByName(app, params.team, host.id);
  if (!found) return refused("not-found");
  const types = await listEventTypes(app.kv, found.team.id);
  return accepted({
    eventTypes: types.map((type) => teamEventTypeJson(app.baseUrl, found.team, type)),
  });
});

export const createTeamEventType = operation({
  id: "teams.createEventType",
  method: "POST",
  path: "/v0/team-event-types",
  tag,
  summary: "Create an event type of a team",
  description:
    "For owners and admins. With `eventTypeId` it starts as a copy of one of your own; the other fields replace the copy’s.",
  access: "teams",
  body: v.object({
    teamId: Id,
    eventTypeId: v.optional(v.nullable(Id), null),
    ...changes,
    ...TeamTermsFields.entries,
  }),
  answer: one,
  revised: "eventType",
  refusals: ["not-found", "name-taken", "name-reserved", "changed"],
}, async ({ app, host, body }) => {
  const made = await createTeamType(app, host, body);
  if (!made.ok) return made;
  return accepted({
    eventType: teamEventTypeJson(app.baseUrl, made.value.team, made.value.type),
  });
});

export const updateTeamEventType = operation({
  id: "teams.updateEventType",
  method: "PATCH",
  path: "/v0/teams/{team}/event-types/{slug}",
  tag,
  summary: "Change an event type of a team",
  description: "For owners and admins. With `revision` or If-Match only if it is still current.",
  access: "teams",
  params,
  body: v.object({ ...changes, revision: v.exactOptional(v.number()) }),
  answer: one,
  revised: "eventType",
  refusals: ["name-taken", "name-reserved", "changed"],
}, async ({ app, host, params, body, revision }) => {
  const found = await findManagedType(app, params, host.id);
  if (!found) return refused("not-found");
  const { revision: expected = revision ?? found.type.revision, ...changes } = body;
  const edited = await changeTeamType(app, host, found, changes, expected);
  if (!edited.ok) return edited;
  const { team, type } = edited.value;
  return accepted({ eventType: teamEventTypeJson(app.baseUrl, team, type) });
});

export const deleteTeamEventType = operation({
  id: "teams.deleteEventType",
  method: "DELETE",
  path: "/v0/teams/{team}/event-types/{slug}",
  tag,
  summary: "Delete an event type of a team",
  description: "For owners and admins. Its bookings stay.",
  access: "teams",
  params,
  conditional: true,
  answer: v.object({}),
}, async ({ app, host, params, revision }) => {
  const found = await findManagedType(app, params, host.id);
  if (!found) return refused("not-found");
  const by = { teamId: found.team.id, hostId: host.id };
  const removed = await remove(app, by, found.type.id, revision);
  return removed.ok ? accepted({}) : removed;
});
