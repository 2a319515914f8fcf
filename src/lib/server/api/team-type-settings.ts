/** What belongs to an event type of a team: its place in the list, and each member's own schedule. */
import * as v from "valibot";
import type { EventType } from "$lib/scheduling/event-type.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { duplicate, reorder } from "../event-types/edit.ts";
import { teamEventTypeJson } from "../event-types/event-type-json.ts";
import { setMemberSchedule } from "../event-types/team-types.ts";
import { findManagedType, findTypeOfTeam } from "../teams/find-team-type.ts";
import { reorderEventType } from "./event-types.ts";
import { operation } from "./operation.ts";
import { ofTeamType } from "./owners.ts";
import { TeamEventType } from "./team-event-types.ts";

const { path } = ofTeamType;
const read = { ...ofTeamType, tag: "Teams" } as const;
const change = { ...read, access: "teams" } as const;

export const duplicateTeamEventType = operation({
  ...change,
  id: "teams.duplicateEventType",
  method: "POST",
  path: `${path}/duplicate`,
  summary: "Duplicate an event type of a team",
  answer: v.object({ eventType: TeamEventType }),
  revised: "eventType",
  refusals: ["invalid"],
}, async ({ app, host, params }) => {
  const found = await findManagedType(app, params, host.id);
  if (!found) return refused("not-found");
  const { team, type } = found;
  const copy = await duplicate(app, { teamId: team.id, hostId: host.id }, type.id);
  return copy.ok ? accepted({ eventType: teamEventTypeJson(app.baseUrl, team, copy.value) }) : copy;
});

export const reorderTeamEventType = operation({
  ...reorderEventType,
  ...change,
  id: "teams.reorderEventType",
  path: `${path}/reorder`,
  description: `For owners and admins. ${reorderEventType.description}`,
  summary: "Move an event type of a team up or down",
  answer: v.object({ eventTypes: v.array(TeamEventType) }),
}, async ({ app, host, params, body, revision }) => {
  const found = await findManagedType(app, params, host.id);
  if (!found) return refused("not-found");
  const { team, type } = found;
  const manager = { teamId: team.id, hostId: host.id };
  const all = await reorder(app, manager, type.id, body.by, body.revision ?? revision);
  if (!all.ok) return all;
  return accepted({
    eventTypes: all.value.map((each) => teamEventTypeJson(app.baseUrl, team, each)),
  });
});

const schedule = v.object({
  schedule: v.object({
    id: v.pipe(v.nullable(v.string()), v.description("Null is your default schedule.")),
  }),
});

export const getOwnSchedule = operation({
  ...read,
  id: "teams.ownSchedule",
  method: "GET",
  path: `${path}/schedule`,
  summary: "Get your own schedule for an event type of a team",
  description: "For its members; nobody else sees it.",
  access: "read",
  answer: schedule,
}, async ({ app, host, params }) => {
  const found = await findTypeOfTeam(app, params, host.id, "member");
  return found ? answerOf(found.type, host.id) : refused("not-found");
});

export const setOwnSchedule = operation({
  ...change,
  id: "teams.setOwnSchedule",
  method: "PUT",
  path: `${path}/schedule`,
  summary: "Choose your own schedule for an event type of a team",
  description: "For its members. Null is your default schedule.",
  body: v.object({ id: v.nullable(v.pipe(v.string(), v.maxLength(64, "too-long"))) }),
  answer: schedule,
  example: { body: { id: null } },
}, async ({ app, host, params, body }) => {
  const found = await findTypeOfTeam(app, params, host.id, "member");
  if (!found) return refused("not-found");
  const member = { teamId: found.team.id, hostId: host.id };
  const set = await setMemberSchedule(app, member, found.type.id, body.id);
  return set.ok ? answerOf(set.value, host.id) : set;
});

function answerOf({ team }: EventType, hostId: string) {
  const member = team?.members.find((each) => each.hostId === hostId);
  return member ? accepted({ schedule: { id: member.scheduleId } }) : refused("not-found");
}
