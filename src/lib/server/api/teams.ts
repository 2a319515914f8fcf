import * as v from "valibot";
import { partial, Timestamp } from "$lib/openapi/fields.ts";
import { accepted, refused } from "$lib/scheduling/outcome.ts";
import { parse } from "$lib/scheduling/parse.ts";
import { TeamClosureInput, TeamInput } from "$lib/scheduling/team.ts";
import { findTeamOf, listTeamsOf } from "../store/teams.ts";
import { close } from "../teams/close-team.ts";
import { createFor, edit } from "../teams/edit.ts";
import { teamJson } from "../teams/team-json.ts";
import { operation } from "./operation.ts";

export const tag = "Teams";

export const role = v.picklist(["owner", "admin", "member"]);

/** A team as its members see it. */
const Team = v.object({
  id: v.string(),
  name: v.string(),
  slug: v.string(),
  description: v.string(),
  colour: v.string(),
  timezone: v.string(),
  /** Of its pages where a guest asks for none that is offered. */
  language: v.string(),
  /** Origins that may embed the list of its event types. */
  frameAncestors: v.array(v.string()),
  url: v.string(),
  /** The caller’s own. */
  role,
  revision: v.number(),
  createdAt: Timestamp,
});

const { zone, ...named } = TeamInput.entries;

const fields = { ...partial(named), timezone: partial({ zone }).zone };

const one = v.object({ team: Team });

export const listTeams = operation({
  id: "teams.list",
  method: "GET",
  path: "/v0/teams",
  tag,
  summary: "List your teams",
  access: "read",
  answer: v.object({ teams: v.array(Team) }),
}, async ({ app, host }) => {
  const teams = await listTeamsOf(app.kv, host.id);
  return accepted({ teams: teams.map(({ team, member }) => teamJson(app.baseUrl, team, member)) });
});

export const createTeam = operation({
  id: "teams.create",
  method: "POST",
  path: "/v0/teams",
  tag,
  summary: "Create a team",
  description:
    "You are its owner. Without a slug it is made from the name, without a time zone it is yours.",
  access: "teams",
  body: v.object({ ...fields, name: TeamInput.entries.name }),
  answer: one,
  revised: "team",
  refusals: ["name-taken", "name-reserved"],
  example: { body: { name: "Night shift" } },
}, async ({ app, host, body }) => {
  const made = await createFor(app, host, body);
  if (!made.ok) return made;
  return accepted({ team: teamJson(app.baseUrl, made.value, { role: "owner" }) });
});

export const getTeam = operation({
  id: "teams.get",
  method: "GET",
  path: "/v0/teams/{id}",
  tag,
  summary: "Get a team",
  access: "read",
  answer: one,
  revised: "team",
}, async ({ app, host, params }) => {
  const found = await findTeamOf(app.kv, params.id, host.id);
  if (!found) return refused("not-found");
  return accepted({ team: teamJson(app.baseUrl, found.team, found.member) });
});

export const updateTeam = operation({
  id: "teams.update",
  method: "PATCH",
  path: "/v0/teams/{id}",
  tag,
  summary: "Change a team",
  description:
    "For its owners and admins. With `revision` or If-Match only if it is still current.",
  access: "teams",
  body: v.object({ ...fields, revision: v.exactOptional(v.number()) }),
  answer: one,
  revised: "team",
  refusals: ["name-taken", "name-reserved", "changed"],
  example: { body: { description: "We answer at night." } },
}, async ({ app, host, params, body, revision }) => {
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

export const deleteTeam = operation({
  id: "teams.delete",
  method: "DELETE",
  path: "/v0/teams/{id}",
  tag,
  summary: "Delete a team",
  description: "For its owners. Its coming bookings are cancelled; `message` goes to their guests.",
  access: "teams",
  body: v.object({ message: v.optional(TeamClosureInput.entries.message, "") }),
  conditional: true,
  answer: v.object({}),
  refusals: ["changed"],
}, async ({ app, host, params, body, revision }) => {
  const closed = await close(app, { teamId: params.id, hostId: host.id }, body, revision);
  return closed.ok ? accepted({}) : closed;
});
